"""The forecaster: a history of slots, the sun and the newest sky to quantiles over the next four hours.

It predicts the departure from persistence (of the clear-sky index for irradiance), so what it does not know leaves
things as they are. Quantiles are sums of positive steps, so they never cross. Normalisation is inside the graph.
"""

import io

import numpy as np
import torch
from torch import nn

import features

MIDDLE = 3  # the median among the seven quantile levels
GHI = features.TARGETS.index("surface_downwelling_shortwave_flux_in_air")
BOUNDS = [(-80, 60), (0, 100), (500, 1100), (0, 75), (0, 1600)]
# A head start for the distances between neighbouring quantiles, in standard deviations of a normal distribution.
STEPS = [0.77, 0.61, 0.67, 0.67, 0.61, 0.77]


def clear_sky(sine):
    """Clear-sky global irradiance, W m-2, from the sine of the sun's elevation (Haurwitz, J. Meteor. 2 (1945))."""
    positive = torch.clamp(sine, min=1e-3)
    return torch.where(sine > 0, 1098 * positive * torch.exp(-0.057 / positive), torch.zeros_like(sine))


class Network(nn.Module):
    """Shapes: history and mask [N, H, F], sun [N, H+L, 3], calendar [N, 2], sky [N, 512], sky mask and age [N, 1];
    gives quantiles [N, T, L, Q] and event probabilities [N, 1, L]."""

    def __init__(self, config, slots, mean, std, spread):
        """mean, std: [F], of the inputs; spread: [T, L], the standard deviation of persistence's errors."""
        super().__init__()
        self.history, self.leads, self.levels = slots.history, slots.leads, len(config.quantiles)
        for name, value in (("mean", mean), ("std", std), ("spread", spread)):
            self.register_buffer(name, torch.as_tensor(value, dtype=torch.float32))
        self.register_buffer("columns", torch.tensor([features.NAMES.index(t) for t in features.TARGETS]))
        self.register_buffer("positions", torch.arange(1, slots.history + 1, dtype=torch.float32)[None, :, None])
        self.register_buffer("lower", torch.tensor([b[0] for b in BOUNDS], dtype=torch.float32)[None, :, None, None])
        self.register_buffer("upper", torch.tensor([b[1] for b in BOUNDS], dtype=torch.float32)[None, :, None, None])
        wide = len(features.NAMES)
        self.sky = nn.Linear(512, config.sky_features)
        inputs = slots.history * wide * 2 + wide * 2 + (slots.history // 6 + slots.leads) * 3 + 2
        inputs += config.sky_features + 2 + 1
        self.body = nn.Sequential(
            nn.Linear(inputs, config.hidden), nn.SiLU(), nn.Linear(config.hidden, config.hidden), nn.SiLU()
        )
        targets = len(features.TARGETS)
        self.centre = nn.Linear(config.hidden, targets * slots.leads)
        self.width = nn.Linear(config.hidden, targets * slots.leads * (self.levels - 1))
        self.rain = nn.Linear(config.hidden, slots.leads)
        start = torch.log(torch.expm1(torch.tensor(STEPS))).repeat(targets * slots.leads)
        nn.init.zeros_(self.centre.weight), nn.init.zeros_(self.centre.bias)
        nn.init.zeros_(self.width.weight), self.width.bias.data.copy_(start)
        nn.init.zeros_(self.rain.weight), nn.init.constant_(self.rain.bias, -3.0)

    def newest(self, history, mask):
        """The newest observed value of each column, and how many slots ago it was; zero and H where there is none."""
        marks = mask * self.positions
        last = marks.amax(dim=1, keepdim=True)
        chosen = (marks == last).to(history.dtype) * mask
        return (history * chosen).sum(1), self.history - last[:, 0]

    def clear_sky_index(self, history, mask, sun):
        """[N, 1]: measured over clear-sky irradiance while the sun was up within the history; 0.6 where unknown."""
        column = GHI_COLUMN
        clear = clear_sky(sun[:, : self.history, 0])
        up = mask[:, :, column] * (clear > 50).to(history.dtype)
        # Recent slots count more: the weight doubles every three slots.
        weight = up * torch.exp(self.positions[:, :, 0] * 0.231)
        index = (weight * history[:, :, column] / clear.clamp(min=50)).sum(1) / weight.sum(1).clamp(min=1e-6)
        known = (weight.sum(1) > 0).to(history.dtype)
        return (known * index.clamp(0, 1.3) + (1 - known) * 0.6)[:, None], known[:, None]

    def forward(self, history, history_mask, sun, calendar, sky, sky_mask, sky_age):
        history = history * history_mask
        newest, age = self.newest(history, history_mask)
        known = (age < self.history).to(history.dtype)
        # Shape from departures from the newest value, level from the newest value itself.
        shape = (history - newest[:, None]) / self.std * history_mask
        level = (newest - self.mean) / self.std * known
        index, index_known = self.clear_sky_index(history, history_mask, sun)
        parts = [shape.flatten(1), history_mask.flatten(1), level, age / self.history]
        parts += [sun[:, 5 : self.history : 6].flatten(1), sun[:, self.history :].flatten(1), calendar]
        parts += [self.sky(sky) * sky_mask, sky_mask, sky_age / 60 * sky_mask, index * index_known]
        hidden = self.body(torch.cat(parts, dim=1))
        return self.quantiles(hidden, newest, known, index, sun), self.probability(hidden)

    def probability(self, hidden):
        return torch.sigmoid(self.rain(hidden))[:, None, :]

    def quantiles(self, hidden, newest, known, index, sun):
        targets = len(features.TARGETS)
        centre = self.centre(hidden).reshape(-1, targets, self.leads)
        steps = nn.functional.softplus(self.width(hidden)).reshape(-1, targets, self.leads, self.levels - 1)
        below = -torch.cumsum(steps[..., :MIDDLE].flip(-1), -1).flip(-1)
        above = torch.cumsum(steps[..., MIDDLE:], -1)
        offsets = torch.cat([below, torch.zeros_like(below[..., :1]), above], -1) + centre[..., None]
        base = newest[:, self.columns] * known[:, self.columns] + self.mean[self.columns] * (1 - known[:, self.columns])
        plain = base[:, :, None, None] + offsets * self.spread[None, :, :, None]
        clear = clear_sky(sun[:, self.history :, 0] + 0.01)[:, :, None]
        ghi = clear * (index[:, :, None] + offsets[:, GHI] * 0.3)
        values = torch.cat([plain[:, :GHI], ghi[:, None]], dim=1)
        return torch.maximum(torch.minimum(values, self.upper), self.lower)


GHI_COLUMN = features.NAMES.index("surface_downwelling_shortwave_flux_in_air")


def pinball(quantiles, truth, levels):
    """[N, T, L]: the pinball loss averaged over levels; truth [N, T, L]."""
    error = truth[..., None] - quantiles
    return torch.maximum(levels * error, (levels - 1) * error).mean(-1)


def export(network: Network, slots) -> bytes:
    """ONNX with a free batch dimension."""
    network = network.eval()
    wide, total = len(features.NAMES), slots.history + slots.leads
    shapes = {
        "history": (2, slots.history, wide),
        "history_mask": (2, slots.history, wide),
        "sun": (2, total, 3),
        "calendar": (2, 2),
        "sky": (2, 512),
        "sky_mask": (2, 1),
        "sky_age": (2, 1),
    }
    file = io.BytesIO()
    torch.onnx.export(
        network,
        tuple(torch.ones(s) for s in shapes.values()),
        file,
        input_names=list(shapes),
        output_names=["quantiles", "events"],
        dynamic_axes={name: {0: "batch"} for name in [*shapes, "quantiles", "events"]},
        opset_version=17,
        dynamo=False,
    )
    return file.getvalue()


def predict(runner, inputs: dict) -> tuple[np.ndarray, np.ndarray]:
    return tuple(runner.run(["quantiles", "events"], inputs))
