"""The forecaster: a history of slots, the sun and the newest sky to quantiles over the next four hours.

It predicts the departure from persistence (of the clear-sky index for irradiance), so what it does not know leaves
things as they are. Quantiles are sums of positive steps, so they never cross. Normalisation is inside the graph.
"""

import io
import math

import numpy as np
import onnx
import torch
from torch import nn

from training.data import specs
from training.data.variables import GHI, NAMES, TARGETS
from training.forecaster import storage
from training.forecaster.inputs import Inputs
from training.forecaster.member import Member, Members
from training.forecaster.transfer import Transfer

MIDDLE = 3  # the median among the seven quantile levels
# [steps, Q]: a quantile is the sum of the steps between it and the median, below it with a minus; each column adds up
# in the same order, so that quantiles do not cross.
OUTWARD = torch.triu(torch.ones(2 * MIDDLE, 2 * MIDDLE + 1), 1)
OUTWARD[:MIDDLE] -= 1
BOUNDS = [(-80, 60), (-80, 35), (0, 100), (500, 1100), (0, 75), (0, 1600)]
# How fast another way of reporting counts less; two columns more or less leave a weight of e to the minus twelve.
SHARPNESS = 6.0


class Network(nn.Module):
    """The tensors of the slots' feature spec, in its order, to quantiles [N, T, L, Q] and events' probabilities [N, E,
    L]. The mean of its members, before rounding."""

    def __init__(self, config, slots, events, mean, std, swing, spread, sky, *hours):
        """events: how many; spread: [T, L], of persistence's errors; the others as Inputs has them, and Transfer where
        the spec has hours."""
        super().__init__()
        self.spec = specs.of(slots)
        kind = Transfer if self.spec.hours_back else Inputs
        self.inputs = kind(slots, mean, std, swing, sky, config.sky_dropout, *hours)
        made = [Member(config, self.inputs.width, slots.leads, events) for _ in range(config.members)]
        self.members = Members(made)
        # What is linear in the newest departures needs no detour.
        self.straight = nn.Linear(self.inputs.width, len(TARGETS) * slots.leads, bias=False)
        nn.init.zeros_(self.straight.weight)
        self.register_buffer("spread", torch.as_tensor(spread, dtype=torch.float32))
        for i, name in enumerate(("lower", "upper")):
            bounds = torch.tensor([float(b[i]) for b in BOUNDS])
            self.register_buffer(name, bounds[None, :, None, None])
        self.calibrated(torch.zeros(1, 1 + len(NAMES)), torch.ones(1, 2, len(TARGETS), slots.leads))

    def calibrated(self, patterns, scales):
        """Sets by how much the distances from the median are to grow; patterns [S, 1 + F]: ways of reporting, as
        Inputs.pattern tells them; scales [S, 2, T, L]: of each, below and above the median."""
        self.register_buffer("patterns", torch.as_tensor(patterns, dtype=torch.float32))
        self.register_buffer("scales", torch.as_tensor(scales, dtype=torch.float32))

    def forward(self, *tensors):
        named = dict(zip(self.spec.names, tensors, strict=True))
        row, known = self.inputs(named)
        return self.told(row, known, named["history_mask"])

    def told(self, row, known, mask, leads=None):
        """What forward gives, at some leads, of what the inputs made; mask: as scale reads it."""
        centre, steps, logits = self.members(row, leads)
        straight = self.straight(row).reshape(-1, len(TARGETS), self.spread.shape[1])
        centre = centre + (straight if leads is None else straight[:, :, leads])
        return self.quantiles(centre, steps, self.scale(mask), known, leads), torch.sigmoid(logits)

    def of(self, batch: dict):
        """Of what a batch holds by the spec's names, and maybe more."""
        return self(*(batch[name] for name in self.spec.names))

    def unit(self, known):
        """[N or 1, T, L]: persistence's errors, at a station as lively as this one where that is known."""
        if "unrest" not in known:
            return self.spread[None]
        lively = nn.functional.pad(known["unrest"], (0, 1), value=1.0)
        return self.spread[None] * lively[:, :, None]

    def spread_of(self, known, leads):
        """[N or 1, GHI, L, 1] of what is told by its values."""
        spread = self.spread[None, :GHI, :, None] if leads is None else self.spread[None, :GHI, leads, None]
        return spread * known["unrest"].reshape(-1, GHI, 1, 1) if "unrest" in known else spread

    def scale(self, mask):
        """[N, 2, T, L]: of stations that report like this one. A spec of hours has one scale for all, since there the
        distances themselves are learnt from whatever a station reports."""
        if self.spec.hours_back:
            return self.scales
        away = ((self.inputs.pattern(mask)[:, None] - self.patterns) ** 2).sum(2)
        weight = torch.softmax(-SHARPNESS * away, 1)
        return (weight @ self.scales.flatten(1)).reshape(-1, *self.scales.shape[1:])

    def quantiles(self, centre, steps, scale, known, leads=None):
        clear = known["clear"]
        if leads is not None:
            clear, scale = clear[:, leads], scale[..., leads]
        wide = scale.permute(0, 2, 3, 1)[..., [0] * MIDDLE + [1] * MIDDLE]
        offsets = (steps * wide) @ OUTWARD.to(steps.device) + centre[..., None]
        offsets, of_ghi = offsets.split([GHI, 1], 1)
        plain = known["now"][:, :GHI].reshape(-1, GHI, 1, 1) + offsets * self.spread_of(known, leads)
        plain = toward_whole(plain, known["rounded"].reshape(-1, GHI, 1, 1))
        ghi = clear[:, None, :, None] * (known["index"].reshape(-1, 1, 1, 1) + of_ghi * 0.3)
        return torch.maximum(torch.minimum(torch.cat([plain, ghi], 1), self.upper), self.lower)


def toward_whole(values, share):
    """Values drawn toward whole numbers where share is 1: a station that rounds will report a whole number next.

    A smooth staircase, never falling, so quantiles do not cross; its slope is zero at whole numbers and two between.
    """
    return values - share / (2 * math.pi) * torch.sin(2 * math.pi * values)


def export(network: Network, slots) -> bytes:
    """ONNX with a free batch dimension; weights that round_weights rounded take less room. All that the network holds
    stands in it under its name, for restored.restore to find; what is constant is folded when it is loaded."""
    network = network.eval()
    file, features = io.BytesIO(), specs.of(slots).features
    named = [feature.name for feature in features]
    torch.onnx.export(
        network,
        tuple(torch.ones(2, *feature.shape(slots)) for feature in features),
        file,
        input_names=named,
        output_names=["quantiles", "events"],
        dynamic_axes={name: {0: "batch"} for name in [*named, "quantiles", "events"]},
        opset_version=17,
        do_constant_folding=False,
        dynamo=False,
    )
    return storage.stored(onnx.load_from_string(file.getvalue())).SerializeToString()


def predict(runner, inputs: dict) -> tuple[np.ndarray, np.ndarray]:
    return tuple(runner.run(["quantiles", "events"], inputs))
