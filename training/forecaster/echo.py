"""Uses what was drawn more than once, since to draw a case and to make its row takes as long as to learn from it."""

import numpy as np
import torch

from training.common import fit
from training.forecaster.loss import loss_of_rows

# How often each case is learnt from (data echoing: Choi et al., arXiv:1907.05550), and at how many leads each time.
TIMES, LEADS = 5, 8


def steps(network, config, drawn, levels, seed: int):
    """The loss of a step, for fit.fit: of a batch out of what the epoch drew; drawn(epoch, number): a batch. What comes
    of an epoch is decided by the seed and the epoch alone."""
    pool, levels = {}, levels.to(fit.device())

    def of_step(step, epoch):
        if pool.get("epoch") != epoch:
            pool.clear()
            pool.update(filled(network, config, drawn, epoch))
            pool["epoch"] = epoch
        generator = np.random.default_rng([seed, 1 + epoch, int(step[0]), 1])
        rows = torch.from_numpy(generator.integers(0, len(pool["row"]), config.batch))
        leads = torch.from_numpy(np.sort(generator.choice(network.spread.shape[1], LEADS, replace=False)))
        known = {name: value[rows] for name, value in pool["known"].items()}
        truths = {name: value[rows] for name, value in pool["truths"].items()}
        return loss_of_rows(network, pool["row"][rows], known, truths, levels, None, leads)

    return of_step


def filled(network, config, drawn, epoch: int) -> dict:
    """What the inputs make of the epoch's cases, and what came true."""
    made, truths = [], []
    with torch.no_grad():
        for number in range(max(1, config.steps_per_epoch // TIMES)):
            batch = {k: v.to(fit.device()) for k, v in drawn(epoch, number).items()}
            made.append(network.inputs({name: batch[name] for name in network.spec.names}))
            truths.append({k: batch[k] for k in ("truth", "truth_mask", "happened", "happened_mask")})
    known = {name: torch.cat([k[name] for _, k in made]) for name in made[0][1]}
    return {
        "row": torch.cat([row for row, _ in made]),
        "known": known,
        "truths": {name: torch.cat([t[name] for t in truths]) for name in truths[0]},
    }
