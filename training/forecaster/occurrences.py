"""Trains the branches of events once more, alone and each source counting alike.

An observer's rain and a gauge's are not the same, and sources of many truths would decide what an event is at all.
"""

import numpy as np
import torch
from torch import nn

from training.common import fit

# Chosen on places that were left out and on validation periods: training/README.md has the table.
DRAWS, STEPS, ROWS, LEARNING_RATE, DECAY, DROPPED = 320, 3000, 1024, 2e-3, 0.02, 0.1


def refit(network, drawn, seed: int):
    """Trains in place; drawn(number): of each source a batch with something lost, in a list."""
    torch.manual_seed(seed)  # the inputs lose some of the sky by chance
    row, happened, weight = filled(network, drawn)
    for number, member in enumerate(network.members):
        branch, generator = member.event.to(fit.device()), np.random.default_rng([seed, number])
        torch.manual_seed(seed + number)
        optimizer = torch.optim.AdamW(branch.parameters(), lr=LEARNING_RATE, weight_decay=DECAY)
        schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, STEPS)
        branch.train()
        for _ in range(STEPS):
            some = torch.from_numpy(generator.integers(0, len(row), ROWS))
            said = interrupted(branch, row[some]).reshape(happened[some].shape)
            entropy = torch.nn.functional.binary_cross_entropy_with_logits(said, happened[some], reduction="none")
            optimizer.zero_grad()
            (entropy * weight[some]).mean().backward()
            optimizer.step()
            schedule.step()
        branch.eval().cpu()
    return network


def interrupted(branch, row):
    """What a branch says while less of it is dropped than in the training of the whole, which is from its start."""
    first, between, _, last = branch
    return last(nn.functional.dropout(between(first(row)), DROPPED))


def filled(network, drawn) -> tuple:
    """Rows [N, width], what happened [N, E, L] and each truth's weight, by which each source counts alike."""
    by_source = None
    with torch.no_grad():
        for number in range(DRAWS):
            parts = []
            for batch in drawn(number):
                row, _ = network.inputs({name: batch[name] for name in network.spec.names})
                parts.append([row, batch["happened"], batch["happened_mask"]])
            joined = by_source or [[] for _ in parts]
            by_source = [[*kept, part] for kept, part in zip(joined, parts, strict=True)]
    rows, happened, weights = [], [], []
    for kept in by_source:
        row, truth, mask = (torch.cat([part[i] for part in kept]) for i in range(3))
        known = mask.sum((0, 2), keepdim=True)
        rows.append(row), happened.append(truth), weights.append(mask / known.clamp(min=1) * (known > 0))
    weight = torch.cat(weights)
    sources = torch.stack([w.sum((0, 2)) for w in weights]).sum(0).clamp(min=1)
    weight = weight / sources[None, :, None] * (weight.shape[0] * weight.shape[2])
    return tuple(part.to(fit.device()) for part in (torch.cat(rows), torch.cat(happened), weight))
