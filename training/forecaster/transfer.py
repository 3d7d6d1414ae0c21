"""What a forecaster reads that is to hold at stations it has not seen.

Departures, the same hours of the days before, the sun's height, distance from saturation; neither levels of temperature
and pressure, nor the calendar, nor the sun's place by the compass, by which it could tell its stations apart.
"""

import torch

from training.data import specs
from training.data.variables import GHI, GHI_COLUMN, HOUR, NAMES, TARGET_COLUMNS
from training.forecaster import humid
from training.forecaster.clear_sky import BRIGHT_ENOUGH, MOST_OF_SLOT, clear_sky
from training.forecaster.day_before import CLAMP
from training.forecaster.inputs import Inputs

PLAIN = TARGET_COLUMNS[:GHI]  # columns of the targets that are told by their values
DEW, WET = PLAIN.index(humid.DEW), PLAIN.index(humid.WET)
# A station's unrest is drawn toward that of all by so many hours, and may be so many times less or more.
DRAWN, LIVELY = 6.0, (0.33, 3.0)
DAYS = (24, 48)
# Neighbouring slots nearer than this are the same number twice.
SAME = 1e-4
WIND, GUST, SIGHT = (NAMES.index(n) for n in ("wind_speed", "wind_speed_of_gust", "visibility_in_air"))


class Transfer(Inputs):
    """The tensors of the spec slots-3 to one row of numbers [N, width] and to what forecasts depart from, by name;
    unrest: how lively the station is beside others."""

    def __init__(self, slots, mean, std, swing, sky, sky_dropout: float, before, stir):
        """before: [hours, F], the root mean square of the departures of earlier hours; stir: [GHI], the mean change
        from hour to hour."""
        super().__init__(slots, mean, std, swing, sky, sky_dropout)
        self.register_buffer("before", torch.as_tensor(before, dtype=torch.float32))
        self.register_buffer("stir", torch.as_tensor(stir, dtype=torch.float32))
        self.hours = specs.hours_of(slots).tolist()
        self.ahead = slots.leads // HOUR  # hours that are forecast
        steps, wide = HOUR + (slots.history - HOUR) // HOUR, len(NAMES)
        bright = len(self.sunlit())
        self.width = steps * (wide + 1) * 2 + wide + 8 + steps + 1
        self.width += 2 * (slots.history // HOUR + slots.leads) + (len(sky) - 1) + 2 + 2 + 2 * GHI
        self.width += len(self.hours) * (GHI + 1) + 2 * bright + 2 * len(DAYS) * self.ahead * (GHI + 1) + 3 * GHI + 2

    def sunlit(self) -> list:
        """Of the earlier hours those at which the sun stood as it does in the history or at the leads: how many hours
        before the newest, and the first of the six slots of a day later, counted from the oldest."""
        day = [(hour, self.history - (hour % 24 + 1) * HOUR) for hour in self.hours if hour % 24 < self.history // HOUR]
        lead = [(hour, self.history + (23 - hour % 24) * HOUR) for hour in self.hours if 24 - hour % 24 <= self.ahead]
        return [pair for pair in day if pair[0] >= 24] + lead

    def unrest(self, hours, there):
        """[N, GHI]: the mean change from hour to hour over that of all stations."""
        both = (there[:, 1:] > 0) & (there[:, :-1] > 0)
        change = (hours[:, 1:] - hours[:, :-1]).abs() * both
        found = (change.sum(1) + DRAWN * self.stir) / (both.sum(1) + DRAWN)
        return (found / self.stir).clamp(*LIVELY)

    def of_days(self, hours, there, scale):
        """What changed over the leads on the days before, from the hour that ends now a day later: [N, D x A x GHI] and
        whether known."""
        at = {hour: place for place, hour in enumerate(self.hours)}
        changes, known = [], []
        for day in DAYS:
            for ahead in range(1, self.ahead + 1):
                now, then = at[day], at[day - ahead]
                both = ((there[:, now] > 0) & (there[:, then] > 0)).to(hours.dtype)
                changes.append(((hours[:, then] - hours[:, now]) / scale).clamp(-CLAMP, CLAMP) * both)
                known.append(both)
        return torch.cat(changes, 1), torch.cat(known, 1)

    def brightness(self, hours, there, sun, index):
        """The clear-sky index of earlier hours, from that of now, and whether known: [N, B] each."""
        clear = clear_sky(sun[:, :, 0])
        found, known, by_hour = [], [], {}
        for hour, first in self.sunlit():
            place = self.hours.index(hour)
            over = clear[:, first : first + HOUR].mean(1)
            is_known = (there[:, place] > 0).to(hours.dtype) * (over > BRIGHT_ENOUGH).to(hours.dtype)
            each = (hours[:, place] / over.clamp(min=BRIGHT_ENOUGH)).clamp(0, MOST_OF_SLOT)
            by_hour[hour] = each, is_known
            found.append((each - index[:, 0]) * is_known)
            known.append(is_known)
        changes, both = [], []
        for day in DAYS:
            for ahead in range(1, self.ahead + 1):
                (now, there_now), (then, there_then) = by_hour[day], by_hour[day - ahead]
                both.append(there_now * there_then)
                changes.append((then - now) * both[-1])
        return [torch.stack(part, 1) for part in (found, known, changes, both)]

    def forward(self, named):
        measured, sun, sky_mask = named["history_mask"], named["sun"], named["sky_mask"]
        history, mask = humid.completed(named["history"] * measured, measured)
        share = (named["hours_mask"] > 0).to(history.dtype)
        hours, there = humid.completed(named["hours"] * share, named["hours_mask"])
        newest, age = self.newest(history, mask)
        known = (age < self.history).to(history.dtype)
        plain = known[:, PLAIN]
        unrest = self.unrest(hours[:, :, PLAIN], there[:, :, PLAIN])
        lively = torch.ones_like(newest)
        lively = torch.cat([unrest, lively[:, GHI:]], 1)  # the first columns are the plain targets
        shape = ((history - newest[:, None]) / (self.swing * lively[:, None])).clamp(-CLAMP, CLAMP) * mask
        each, up, index, index_known = self.clear_sky_index(history, mask, sun)
        parts = self.steps(torch.cat([shape, (each - index[:, None]) * up * 3], 2), torch.cat([mask, up], 2))
        parts += [age / self.history, self.levels(newest, known), self.rain(history, newest)]
        parts += [sun[:, HOUR - 1 : self.history : HOUR, 0], sun[:, self.history :, 0]]
        parts += [self.eastward(sun[:, HOUR - 1 : self.history : HOUR]), self.eastward(sun[:, self.history :])]
        parts += [self.sky(named["sky"]) * sky_mask, sky_mask, named["sky_age"] / 60 * sky_mask]
        rounded, targets = self.rounded(history, mask), newest[:, self.columns[:GHI]]
        parts += [index * index_known, index_known, rounded, (targets - torch.round(targets)) * rounded * 3]
        earlier = (hours - newest[:, None])[:, :, PLAIN] / (self.before[:, PLAIN] * unrest[:, None])
        earlier = earlier.clamp(-CLAMP, CLAMP) * (there[:, :, PLAIN] > 0) * plain[:, None]
        parts += [earlier.flatten(1), there.amax(2)]
        bright = self.brightness(hours[:, :, GHI_COLUMN], there[:, :, GHI_COLUMN], sun, index)
        parts += [*bright, *self.of_days(hours[:, :, PLAIN], there[:, :, PLAIN], self.before[-1, PLAIN] * unrest)]
        parts += [*self.repeats(history[:, :, PLAIN], mask[:, :, PLAIN])]
        parts += [torch.log(unrest), measured.amax(1)[:, [humid.DEW, humid.WET]]]
        now = known[:, self.columns] * newest[:, self.columns] + (1 - known[:, self.columns]) * self.mean[self.columns]
        clear = clear_sky(sun[:, self.history :, 0] + 0.01)
        given = {"now": now, "index": index, "clear": clear, "rounded": rounded, "unrest": unrest}
        return torch.cat(parts, dim=1), given

    def repeats(self, values, mask):
        """[N, GHI] twice: the share of slots that repeat the one before, as coarse steps make them, and whether the
        newest does."""
        both = mask[:, 1:] * mask[:, :-1]
        same = ((values[:, 1:] - values[:, :-1]).abs() < SAME).to(values.dtype) * both
        return same.sum(1) / both.sum(1).clamp(min=1), same[:, -1]

    def levels(self, newest, known):
        """[N, 8]: what is the same thing at every place: distance from saturation, wind, sight."""
        spread = (newest[:, humid.WARM] - newest[:, humid.DEW]) / 10 * known[:, humid.DEW] * known[:, humid.WARM]
        wet = (newest[:, humid.WET] / 100 - 0.7) * 3 * known[:, humid.WET]
        dry = torch.log1p(100 - newest[:, humid.WET].clamp(0, 100)) / 3 * known[:, humid.WET]
        blowing = [torch.log1p(newest[:, c].clamp(min=0)) * known[:, c] for c in (WIND, GUST)]
        sight = (newest[:, SIGHT] - self.mean[SIGHT]) / self.std[SIGHT] * known[:, SIGHT]
        return torch.stack([spread, wet, dry, *blowing, sight, known[:, WIND], known[:, SIGHT]], 1)

    def eastward(self, sun):
        """[N, S]: the part of the sun's direction toward the east, which is before noon at each place."""
        return sun[:, :, 1] * torch.sqrt((1 - sun[:, :, 0] ** 2).clamp(min=0))
