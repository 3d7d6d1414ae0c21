"""The forecaster's networks: a row of inputs to medians, distances between quantiles, and events."""

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
    """The layers of one."""

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


class Members(nn.ModuleList):
    """Members side by side, whose mean is what is said: [N, inputs] to medians [N, T, L], positive distances between
    quantiles [N, T, L, Q - 1], events' logits [N, E, L]. Each operation takes all of them, since at one row to call
    it costs more than its arithmetic."""

    def forward(self, inputs, leads=None):
        """leads: at which medians and distances are wanted; at all where not said."""
        one, count = self[0], len(self)
        hidden = one.dropout(nn.functional.silu(beside([m.first for m in self], inputs)))
        hidden = hidden.reshape(-1, count, one.first.out_features).transpose(0, 1)
        for number in range(len(one.blocks)):
            hidden = hidden + one.dropout(nn.functional.silu(each([m.blocks[number] for m in self], hidden)))
        widths = nn.functional.softplus(each([m.width for m in self], hidden)).mean(0)
        hidden = hidden.transpose(0, 1).reshape(-1, count * one.first.out_features)
        centre, between = mean([m.centre for m in self], hidden).reshape(*one.shape, one.leads), one.between
        if leads is not None:
            centre, between = centre[:, :, leads], between[leads]
        knots = widths.reshape(*one.shape, len(KNOTS), one.levels - 1)
        events = one.event[2](nn.functional.silu(beside([m.event[0] for m in self], inputs)))
        return centre, torch.matmul(between, knots), mean([m.event[3] for m in self], events).reshape(one.events)


def beside(layers, inputs):
    """[N, I] to [N, M x O]: what layers say of the same."""
    return nn.functional.linear(inputs, torch.cat([a.weight for a in layers]), torch.cat([a.bias for a in layers]))


def each(layers, inputs):
    """[M, N, I] to [M, N, O]: what each layer says of its own."""
    weights, biases = torch.stack([a.weight.T for a in layers]), torch.stack([a.bias for a in layers])
    return torch.matmul(inputs, weights) + biases[:, None]


def mean(layers, inputs):
    """[N, M x I] to [N, O]: the mean of what each layer says of its own."""
    weights, biases = torch.cat([a.weight for a in layers], 1), torch.stack([a.bias for a in layers])
    return nn.functional.linear(inputs, weights / len(layers), biases.mean(0))
