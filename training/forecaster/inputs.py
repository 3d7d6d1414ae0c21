"""What the forecaster's networks read: a feature spec's tensors brought to one size, without anything filled in."""

import torch
from torch import nn

from training.data import specs
from training.data.variables import GHI, GHI_COLUMN, HOUR, NAMES, RAIN_COLUMN, TARGET_COLUMNS
from training.forecaster.clear_sky import BRIGHT_ENOUGH, GROWTH, MOST_OF_MEAN, MOST_OF_SLOT, UNKNOWN, clear_sky
from training.forecaster.day_before import CLAMP, DayBefore

RECENT = HOUR  # slots that are looked at one by one, and the length of the windows before
# Rain, mm, from which on amounts count by their order of magnitude; what a gauge's tip and an event's threshold are.
LITTLE_RAIN = 0.1
# A value so near to a whole number was rounded to it.
WHOLE = 0.005


class Inputs(nn.Module):
    """The tensors of the slots' feature spec, by name, to one row of numbers [N, width] and to what forecasts depart
    from, by name."""

    def __init__(self, slots, mean, std, swing, sky, sky_dropout: float):
        """mean, std: [F], of the inputs; swing: [H, F], of their departures from the newest value, by slot; sky:
        [1 + K, E], the embeddings' mean and their leading components, scaled to unit variance."""
        super().__init__()
        self.history, self.leads = slots.history, slots.leads
        for name, value in (("mean", mean), ("std", std), ("swing", swing), ("sky_basis", sky)):
            self.register_buffer(name, torch.as_tensor(value, dtype=torch.float32))
        self.register_buffer("columns", torch.tensor(TARGET_COLUMNS))
        self.register_buffer("positions", torch.arange(1, slots.history + 1, dtype=torch.float32)[None, :, None])
        self.sky_dropout = nn.Dropout(sky_dropout)
        wide, steps = len(NAMES), RECENT + (slots.history - RECENT) // RECENT
        self.width = steps * (wide + 1) * 2 + wide * 2 + (slots.history // RECENT + slots.leads) * 3 + 2
        self.width += len(sky) - 1 + 2 + 1 + 2 * GHI + steps + 1
        self.day_before = DayBefore(slots.leads) if "day_before" in specs.of(slots).names else None
        self.width += self.day_before.width if self.day_before else 0

    def newest(self, history, mask):
        """The newest observed value of each column, and how many slots ago it was; zero and H where there is none."""
        marks = mask * self.positions
        last = marks.amax(dim=1, keepdim=True)
        chosen = (marks == last).to(history.dtype) * mask
        return (history * chosen).sum(1), self.history - last[:, 0]

    def clear_sky_index(self, history, mask, sun):
        """Measured over clear-sky irradiance while the sun was up: [N, H, 1] by slot, [N, H, 1] where known, and [N, 1]
        its weighted mean, UNKNOWN where it is not known, [N, 1] whether known."""
        clear = clear_sky(sun[:, : self.history, 0])
        up = mask[:, :, GHI_COLUMN] * (clear > BRIGHT_ENOUGH).to(history.dtype)
        each = (history[:, :, GHI_COLUMN] / clear.clamp(min=BRIGHT_ENOUGH)).clamp(0, MOST_OF_SLOT) * up
        weight = up * torch.exp(self.positions[:, :, 0] * GROWTH)
        index = (weight * each).sum(1) / weight.sum(1).clamp(min=1e-6)
        known = (weight.sum(1) > 0).to(history.dtype)
        mean = known * index.clamp(0, MOST_OF_MEAN) + (1 - known) * UNKNOWN
        return each[:, :, None], up[:, :, None], mean[:, None], known[:, None]

    def steps(self, values, mask):
        """[N, H, F] to the newest hour slot by slot and the hours before in the mean over what was measured, and the
        share that was: an hourly station looks alike whichever slot of the hour it reports in."""
        old, shape = self.history - RECENT, (-1, (self.history - RECENT) // RECENT, RECENT, values.shape[2])
        count = mask[:, :old].reshape(shape).sum(2)
        mean = (values * mask)[:, :old].reshape(shape).sum(2) / count.clamp(min=1)
        recent, there = (values * mask)[:, old:], mask[:, old:]
        return [mean.flatten(1), (count / RECENT).flatten(1), recent.flatten(1), there.flatten(1)]

    def rain(self, history, newest):
        """[N, S + 1]: the logarithm of the rain of each recent slot, of the most of each hour before, and of the newest
        report: whether it rained at all says more than how much."""
        amount = torch.log1p(history[:, :, RAIN_COLUMN].clamp(min=0) / LITTLE_RAIN)
        old = amount[:, : self.history - RECENT].reshape(-1, (self.history - RECENT) // RECENT, RECENT).amax(2)
        last = torch.log1p(newest[:, RAIN_COLUMN].clamp(min=0) / LITTLE_RAIN)
        return torch.cat([old, amount[:, self.history - RECENT :], last[:, None]], 1)

    def rounded(self, history, mask):
        """[N, T - 1]: 1 where a station reports a variable in whole units, 0 where it does not, between where some of
        its slots are means of unlike ones; irradiance is left out."""
        values, there = history[:, :, self.columns[:GHI]], mask[:, :, self.columns[:GHI]]
        whole = ((values - torch.round(values)).abs() < WHOLE).to(values.dtype) * there
        return ((whole.sum(1) / there.sum(1).clamp(min=1) - 0.4) * 5).clamp(0, 1)

    def sky(self, embedding):
        """[N, K]: the embedding along its leading components."""
        return self.sky_dropout((embedding - self.sky_basis[0]) @ self.sky_basis[1:].T).clamp(-4, 4)

    def forward(self, named):
        history_mask, sun, sky_mask = named["history_mask"], named["sun"], named["sky_mask"]
        history = named["history"] * history_mask
        newest, age = self.newest(history, history_mask)
        known = (age < self.history).to(history.dtype)
        # Shape from departures from the newest value, level from the newest value itself.
        shape = ((history - newest[:, None]) / self.swing).clamp(-CLAMP, CLAMP) * history_mask
        level = (newest - self.mean) / self.std * known
        each, up, index, index_known = self.clear_sky_index(history, history_mask, sun)
        both = torch.cat([shape, (each - index[:, None]) * up * 3], 2), torch.cat([history_mask, up], 2)
        rounded, targets = self.rounded(history, history_mask), newest[:, self.columns[:GHI]]
        parts = [*self.steps(*both), level, age / self.history, self.rain(history, newest)]
        parts += [sun[:, RECENT - 1 : self.history : RECENT].flatten(1), sun[:, self.history :].flatten(1)]
        parts += [named["calendar"], self.sky(named["sky"]) * sky_mask, sky_mask, named["sky_age"] / 60 * sky_mask]
        parts += [index * index_known]
        # How far a whole number is from what was last reported: a mean over a slot in which the report changed.
        parts += [rounded, (targets - torch.round(targets)) * rounded * 3]
        now = known[:, self.columns] * newest[:, self.columns] + (1 - known[:, self.columns]) * self.mean[self.columns]
        if self.day_before:
            base = known * newest + (1 - known) * self.mean
            parts += self.day_before(named["day_before"], named["day_before_mask"], base, self.std)
        clear = clear_sky(sun[:, self.history :, 0] + 0.01)
        return torch.cat(parts, dim=1), {"now": now, "index": index, "clear": clear, "rounded": rounded}

    def pattern(self, mask):
        """[N, 1 + F]: how a station reports: the share of slots in which it did, and of those each column's share."""
        there = mask.amax(2)
        return torch.cat([there.mean(1, keepdim=True), mask.sum(1) / there.sum(1, keepdim=True).clamp(min=1)], 1)
