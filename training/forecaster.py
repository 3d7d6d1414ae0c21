"""The forecaster: a history of slots, the sun and the newest sky to quantiles over the next four hours.

It predicts the departure from persistence (of the clear-sky index for irradiance), so what it does not know leaves
things as they are. Quantiles are sums of positive steps, so they never cross. Normalisation is inside the graph.
"""

import io

import numpy as np
import torch
from torch import nn

import features

RECENT = 6  # slots that are looked at one by one, and the length of the windows before
MIDDLE = 3  # the median among the seven quantile levels
GHI = features.TARGETS.index("surface_downwelling_shortwave_flux_in_air")
BOUNDS = [(-80, 60), (-80, 35), (0, 100), (500, 1100), (0, 75), (0, 1600)]
# A head start for the distances between neighbouring quantiles, in standard deviations of a normal distribution.
STEPS = [0.77, 0.61, 0.67, 0.67, 0.61, 0.77]


# Spread grows smoothly with the lead: it is said at these shares of the leads, and linear between.
KNOTS = [0.0, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1.0]


def between_knots(leads: int) -> torch.Tensor:
    """[leads, knots]: the weight of each knot at each lead; rows sum to one."""
    at = np.array(KNOTS) * (leads - 1)
    rows = [np.interp(np.arange(leads), at, column) for column in np.eye(len(KNOTS))]
    return torch.from_numpy(np.stack(rows, 1).astype(np.float32))


def clear_sky(sine):
    """Clear-sky global irradiance, W m-2, from the sine of the sun's elevation (Haurwitz, J. Meteor. 2 (1945))."""
    positive = torch.clamp(sine, min=1e-3)
    return torch.where(sine > 0, 1098 * positive * torch.exp(-0.057 / positive), torch.zeros_like(sine))


class Network(nn.Module):
    """Shapes: history and mask [N, H, F], sun [N, H+L, 3], calendar [N, 2], sky [N, 512], sky mask and age [N, 1];
    gives quantiles [N, T, L, Q] and event probabilities [N, E, L]."""

    def __init__(self, config, slots, events, mean, std, swing, spread, sky):
        """events: how many; mean, std, swing: [F], of the inputs and of their departures from the newest value; spread:
        [T, L], of persistence's errors; sky: [1 + K, 512], the embeddings' mean and their leading components, scaled to
        unit variance."""
        super().__init__()
        self.history, self.leads, self.levels = slots.history, slots.leads, len(config.quantiles)
        self.events = events
        for name, value in (("mean", mean), ("std", std), ("swing", swing), ("spread", spread), ("sky_basis", sky)):
            self.register_buffer(name, torch.as_tensor(value, dtype=torch.float32))
        self.register_buffer("columns", torch.tensor([features.NAMES.index(t) for t in features.TARGETS]))
        self.register_buffer("positions", torch.arange(1, slots.history + 1, dtype=torch.float32)[None, :, None])
        self.register_buffer("lower", torch.tensor([b[0] for b in BOUNDS], dtype=torch.float32)[None, :, None, None])
        self.register_buffer("upper", torch.tensor([b[1] for b in BOUNDS], dtype=torch.float32)[None, :, None, None])
        wide = len(features.NAMES)
        self.sky_dropout = nn.Dropout(config.sky_dropout)
        steps = RECENT + (slots.history - RECENT) // RECENT
        inputs = steps * (wide + 1) * 2 + wide * 2 + (slots.history // RECENT + slots.leads) * 3 + 2
        inputs += config.sky_features + 2 + 1
        layers, dropout = [], nn.Dropout(config.dropout)
        for before in (inputs, config.hidden, config.hidden):
            layers += [nn.Linear(before, config.hidden), nn.SiLU(), dropout]
        self.body = nn.Sequential(*layers[:-1])
        targets = len(features.TARGETS)
        self.centre = nn.Linear(config.hidden, targets * slots.leads)
        self.width = nn.Linear(config.hidden, targets * len(KNOTS) * (self.levels - 1))
        self.register_buffer("between", between_knots(slots.leads))
        # What calibration.py makes of it: by how much the distances between quantiles are to grow.
        self.register_buffer("scale", torch.ones(targets, slots.leads))
        # Events have few truths: a branch of their own, narrow and often interrupted, learns less by heart.
        self.event = nn.Sequential(
            nn.Linear(inputs, config.event_hidden),
            nn.SiLU(),
            nn.Dropout(0.5),
            nn.Linear(config.event_hidden, events * slots.leads),
        )
        start = torch.log(torch.expm1(torch.tensor(STEPS))).repeat(targets * len(KNOTS))
        nn.init.zeros_(self.centre.weight), nn.init.zeros_(self.centre.bias)
        nn.init.zeros_(self.width.weight), self.width.bias.data.copy_(start)
        nn.init.zeros_(self.event[-1].weight), nn.init.constant_(self.event[-1].bias, -2.0)

    def newest(self, history, mask):
        """The newest observed value of each column, and how many slots ago it was; zero and H where there is none."""
        marks = mask * self.positions
        last = marks.amax(dim=1, keepdim=True)
        chosen = (marks == last).to(history.dtype) * mask
        return (history * chosen).sum(1), self.history - last[:, 0]

    def clear_sky_index(self, history, mask, sun):
        """Measured over clear-sky irradiance while the sun was up: [N, H, 1] by slot, [N, H, 1] where known, and [N, 1]
        its weighted mean, 0.6 where unknown, [N, 1] whether known."""
        clear = clear_sky(sun[:, : self.history, 0])
        up = mask[:, :, GHI_COLUMN] * (clear > 50).to(history.dtype)
        each = (history[:, :, GHI_COLUMN] / clear.clamp(min=50)).clamp(0, 1.5) * up
        # Recent slots count more: the weight doubles every three slots.
        weight = up * torch.exp(self.positions[:, :, 0] * 0.231)
        index = (weight * each).sum(1) / weight.sum(1).clamp(min=1e-6)
        known = (weight.sum(1) > 0).to(history.dtype)
        mean = known * index.clamp(0, 1.3) + (1 - known) * 0.6
        return each[:, :, None], up[:, :, None], mean[:, None], known[:, None]

    def steps(self, values, mask):
        """[N, H, F] to the newest hour slot by slot and the hours before in the mean over what was measured, and the
        share that was: an hourly station looks alike whichever slot of the hour it reports in."""
        old, shape = self.history - RECENT, (-1, (self.history - RECENT) // RECENT, RECENT, values.shape[2])
        count = mask[:, :old].reshape(shape).sum(2)
        mean = (values * mask)[:, :old].reshape(shape).sum(2) / count.clamp(min=1)
        recent, there = (values * mask)[:, old:], mask[:, old:]
        return [mean.flatten(1), (count / RECENT).flatten(1), recent.flatten(1), there.flatten(1)]

    def forward(self, history, history_mask, sun, calendar, sky, sky_mask, sky_age):
        history = history * history_mask
        newest, age = self.newest(history, history_mask)
        known = (age < self.history).to(history.dtype)
        # Shape from departures from the newest value, level from the newest value itself.
        shape = (history - newest[:, None]) / self.swing * history_mask
        level = (newest - self.mean) / self.std * known
        each, up, index, index_known = self.clear_sky_index(history, history_mask, sun)
        both = torch.cat([shape, (each - index[:, None]) * up * 3], 2), torch.cat([history_mask, up], 2)
        parts = [*self.steps(*both), level, age / self.history]
        parts += [sun[:, RECENT - 1 : self.history : RECENT].flatten(1), sun[:, self.history :].flatten(1), calendar]
        parts += [self.sky(sky) * sky_mask, sky_mask, sky_age / 60 * sky_mask, index * index_known]
        joined = torch.cat(parts, dim=1)
        return self.quantiles(self.body(joined), newest, known, index, sun), self.probability(joined)

    def sky(self, embedding):
        """[N, K]: the embedding along its leading components."""
        return self.sky_dropout((embedding - self.sky_basis[0]) @ self.sky_basis[1:].T).clamp(-4, 4)

    def probability(self, joined):
        return torch.sigmoid(self.event(joined)).reshape(-1, self.events, self.leads)

    def quantiles(self, hidden, newest, known, index, sun):
        targets = len(features.TARGETS)
        centre = self.centre(hidden).reshape(-1, targets, self.leads)
        knots = nn.functional.softplus(self.width(hidden)).reshape(-1, targets, len(KNOTS), self.levels - 1)
        steps = torch.matmul(self.between, knots)
        below = -torch.cumsum(steps[..., :MIDDLE].flip(-1), -1).flip(-1)
        above = torch.cumsum(steps[..., MIDDLE:], -1)
        offsets = torch.cat([below, torch.zeros_like(below[..., :1]), above], -1)
        offsets = offsets * self.scale[None, :, :, None] + centre[..., None]
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
