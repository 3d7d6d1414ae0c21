"""One of the forecaster's networks: a row of inputs to medians, distances between quantiles, and events."""

import numpy as np
import torch
from torch import nn

from training.data.variables import TARGETS

# A head start for the distances between neighbouring quantiles, in standard deviations of a normal distribution.
STEPS = [0.77, 0.61, 0.67, 0.67, 0.61, 0.77]
# Spread grows smoothly with the lead: it is said at these shares of the leads, and linear between.
KNOTS = [0.0, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1.0]


def between_knots(leads: int) -> torch.Tensor:
    """[leads, knots]: the weight of each knot at each lead; rows sum to one."""
    at = np.array(KNOTS) * (leads - 1)
    rows = [np.interp(np.arange(leads), at, column) for column in np.eye(len(KNOTS))]
    return torch.from_numpy(np.stack(rows, 1).astype(np.float32))


class Member(nn.Module):
    """[N, inputs] to medians [N, T, L], positive distances between quantiles [N, T, L, Q - 1], events' logits [N, E,
    L]."""

    def __init__(self, config, inputs: int, leads: int, events: int):
        super().__init__()
        self.shape, self.events = (-1, len(TARGETS)), (-1, events, leads)
        self.leads, self.levels = leads, len(config.quantiles)
        hidden, targets = config.hidden, len(TARGETS)
        self.first = nn.Linear(inputs, hidden)
        self.blocks = nn.ModuleList(nn.Linear(hidden, hidden) for _ in range(config.blocks))
        self.dropout = nn.Dropout(config.dropout)
        self.centre = nn.Linear(hidden, targets * leads)
        self.width = nn.Linear(hidden, targets * len(KNOTS) * (self.levels - 1))
        self.register_buffer("between", between_knots(leads))
        # Events have few truths: a branch of their own, narrow and often interrupted, learns less by heart.
        self.event = nn.Sequential(
            nn.Linear(inputs, config.event_hidden),
            nn.SiLU(),
            nn.Dropout(0.5),
            nn.Linear(config.event_hidden, events * leads),
        )
        start = torch.log(torch.expm1(torch.tensor(STEPS))).repeat(targets * len(KNOTS))
        for zero in (self.centre.weight, self.centre.bias, self.width.weight):
            nn.init.zeros_(zero)
        self.width.bias.data.copy_(start)
        nn.init.zeros_(self.event[-1].weight), nn.init.constant_(self.event[-1].bias, -2.0)

    def forward(self, inputs, leads=None):
        """leads: at which medians and distances are wanted; at all where not said."""
        hidden = self.dropout(nn.functional.silu(self.first(inputs)))
        for block in self.blocks:
            hidden = hidden + self.dropout(nn.functional.silu(block(hidden)))
        centre, between = self.centre(hidden).reshape(*self.shape, self.leads), self.between
        if leads is not None:
            centre, between = centre[:, :, leads], between[leads]
        knots = nn.functional.softplus(self.width(hidden)).reshape(*self.shape, len(KNOTS), self.levels - 1)
        return centre, torch.matmul(between, knots), self.event(inputs).reshape(self.events)
