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
        """[N, F] each: the newest observed value, zero where there is none; how many slots ago it was, H where there is
        none; and whether there is one."""
        marks = mask * self.positions
        last = marks.amax(dim=1, keepdim=True)
        chosen = (marks == last).to(history.dtype) * mask
        last = last[:, 0]
        return (history * chosen).sum(1), self.history - last, torch.sign(last)

    def now(self, newest, known):
        """[N, T]: what forecasts depart from: the newest value, or the mean where there is none."""
        return torch.where(known[:, self.columns] > 0, newest[:, self.columns], self.mean[self.columns])

    def clear_sky_index(self, history, mask, clear):
        """Measured over clear-sky irradiance [N, H] while the sun was up: [N, H, 1] by slot, [N, H, 1] where known, and
        [N, 1] its weighted mean, UNKNOWN where it is not known, [N, 1] whether known."""
        up = mask[:, :, GHI_COLUMN] * (clear > BRIGHT_ENOUGH).to(history.dtype)
        each = (history[:, :, GHI_COLUMN] / clear.clamp(min=BRIGHT_ENOUGH)).clamp(0, MOST_OF_SLOT) * up
        weight = up * torch.exp(self.positions[:, :, 0] * GROWTH)
        total = weight.sum(1, keepdim=True)
        index = (weight * each).sum(1, keepdim=True) / total.clamp(min=1e-6)
        known = torch.sign(total)
        mean = known * (index.clamp(0, MOST_OF_MEAN) - UNKNOWN) + UNKNOWN
        return each[:, :, None], up[:, :, None], mean, known

    def steps(self, values, mask):
        """[N, H, F + 1], values zero where masked, to the newest hour slot by slot and the hours before in the mean
        over what was measured, and the share that was: an hourly station looks alike whichever slot of the hour it
        reports in."""
        wide = len(NAMES) + 1
        old, recent = torch.cat([values, mask], 2).split([self.history - RECENT, RECENT], 1)
        total, count = old.reshape(-1, (self.history - RECENT) // RECENT, RECENT, 2 * wide).sum(2).split(wide, 2)
        parts = [total / count.clamp(min=1), count / RECENT, *recent.split(wide, 2)]
        return [part.flatten(1) for part in parts]

    def rain(self, history, newest):
        """[N, S + 1]: the logarithm of the rain of each recent slot, of the most of each hour before, and of the newest
        report: whether it rained at all says more than how much."""
        column = slice(RAIN_COLUMN, RAIN_COLUMN + 1)
        report = torch.cat([history[:, :, RAIN_COLUMN], newest[:, column]], 1)
        old, last = torch.log1p(report.clamp(min=0) / LITTLE_RAIN).split([self.history - RECENT, RECENT + 1], 1)
        return torch.cat([old.reshape(-1, (self.history - RECENT) // RECENT, RECENT).amax(2), last], 1)

    def rounded(self, values, there):
        """[N, T - 1], of the targets but irradiance, by their values and where known, [N, H, T - 1]: 1 where a station
        reports in whole units, 0 where it does not, between where some of its slots are means of unlike ones."""
        whole = ((values - torch.round(values)).abs() < WHOLE).to(values.dtype) * there
        return ((whole.sum(1) / there.sum(1).clamp(min=1) - 0.4) * 5).clamp(0, 1)

    def sky(self, embedding):
        """[N, K]: the embedding along its leading components."""
        return self.sky_dropout((embedding - self.sky_basis[0]) @ self.sky_basis[1:].T).clamp(-4, 4)

    def forward(self, named):
        history_mask, sun, sky_mask = named["history_mask"], named["sun"], named["sky_mask"]
        history = named["history"] * history_mask
        newest, age, known = self.newest(history, history_mask)
        # Shape from departures from the newest value, level from the newest value itself.
        shape = ((history - newest[:, None]) / self.swing).clamp(-CLAMP, CLAMP) * history_mask
        level = (newest - self.mean) / self.std * known
        each, up, index, index_known = self.clear_sky_index(history, history_mask, clear_sky(sun[:, : self.history, 0]))
        both = torch.cat([shape, (each - index[:, None]) * up * 3], 2), torch.cat([history_mask, up], 2)
        columns = self.columns[:GHI]
        rounded, targets = self.rounded(history[:, :, columns], history_mask[:, :, columns]), newest[:, columns]
        parts = [*self.steps(*both), level, age / self.history, self.rain(history, newest)]
        parts += [sun[:, RECENT - 1 : self.history : RECENT].flatten(1), sun[:, self.history :].flatten(1)]
        parts += [named["calendar"], self.sky(named["sky"]) * sky_mask, sky_mask, named["sky_age"] / 60 * sky_mask]
        parts += [index * index_known]
        # How far a whole number is from what was last reported: a mean over a slot in which the report changed.
        parts += [rounded, (targets - torch.round(targets)) * rounded * 3]
        now = self.now(newest, known)
        if self.day_before:
            base = known * newest + (1 - known) * self.mean
            parts += self.day_before(named["day_before"], named["day_before_mask"], base, self.std)
        clear = clear_sky(sun[:, self.history :, 0] + 0.01)
        return torch.cat(parts, dim=1), {"now": now, "index": index, "clear": clear, "rounded": rounded}

    def pattern(self, mask):
        """[N, 1 + F]: how a station reports: the share of slots in which it did, and of those each column's share."""
        there = mask.amax(2)
        return torch.cat([there.mean(1, keepdim=True), mask.sum(1) / there.sum(1, keepdim=True).clamp(min=1)], 1)
