"""Trains a forecaster on at stations of its own, as long as that helps on weeks that it does not learn from."""

import copy
from dataclasses import dataclass

import numpy as np
import torch

from training.common import fit
from training.forecaster import calibration, drawing, storage
from training.forecaster.loss import loss_of

LEARNING_RATE, DECAY, BATCH = 3e-4, 0.02, 512
# So many steps at most; after each so many, the weeks that are not learnt from are asked.
STEPS, EVERY, ASKED = 400, 50, 4096


@dataclass(frozen=True)
class Tuned:
    """losses: by how many steps had been taken, on the weeks that are not learnt from; taken: the steps that stayed,
    0 where nothing was better than what was."""

    network: object
    losses: dict
    taken: int


def tune(network, learn: list, check: list, settings) -> Tuned:
    """learn and check: [Samples]. The weights of the members and of what is linear move; what the inputs and the widths
    are scaled by stays. What stays is half way from where it began (Wortsman et al., arXiv:2109.01903): most of the
    gain is there, and seasons that were not learnt from lose little."""
    levels = torch.tensor(settings.forecaster.quantiles).to(fit.device())
    asked = drawing.draw([(1.0, check)], ASKED, np.random.default_rng(1), settings.forecaster.between)
    network = copy.deepcopy(network).to(fit.device())
    optimizer = torch.optim.AdamW(network.parameters(), lr=LEARNING_RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, STEPS)
    torch.manual_seed(settings.seed)
    generator = np.random.default_rng(settings.seed)
    first = copy.deepcopy(network.state_dict())
    losses, best, taken = {0: loss_on(network, asked, levels)}, first, 0
    for step in range(1, STEPS + 1):
        network.train()
        batch = drawing.draw([(1.0, learn)], BATCH, generator, settings.forecaster.between)
        value = loss_of(network, {k: v.to(fit.device()) for k, v in batch.items()}, levels)
        optimizer.zero_grad()
        value.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
        optimizer.step()
        schedule.step()
        if step % EVERY == 0:
            losses[step] = loss_on(network, asked, levels)
            if losses[step] < losses[taken]:
                best, taken = copy.deepcopy(network.state_dict()), step
    between = {k: v if v.dtype != torch.float32 else (first[k] + v) / 2 for k, v in best.items()}
    network.load_state_dict(between)
    network = network.cpu().eval()
    if taken:
        storage.round_weights(network)
        widen(network, check, settings)
    return Tuned(network, losses, taken)


def widen(network, check: list, settings):
    """What was learnt from is foretold more surely than what comes: widths grow to what the weeks need that were not
    learnt from, and never shrink."""
    found = [calibration.at_places(network, s, settings.slots, settings.forecaster.quantiles) for s in check]
    growth = torch.from_numpy(calibration.over_places(found)).clamp(min=1)
    network.calibrated(network.patterns, network.scales * growth)


def loss_on(network, batch, levels) -> float:
    network.eval()
    with torch.no_grad():
        return loss_of(network, {k: v.to(fit.device()) for k, v in batch.items()}, levels).item()
