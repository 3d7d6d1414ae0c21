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

# Columns of the targets that are told by their values: the first ones.
PLAIN = slice(0, GHI)
assert TARGET_COLUMNS[PLAIN] == list(range(GHI))
# A station's unrest is drawn toward that of all by so many hours, and may be so many times less or more.
DRAWN, LIVELY = 6.0, (0.33, 3.0)
DAYS = (24, 48)
# Neighbouring slots nearer than this are the same number twice.
SAME = 1e-4
WIND, GUST, SIGHT = (NAMES.index(n) for n in ("wind_speed", "wind_speed_of_gust", "visibility_in_air"))
# How newest values are taken apart for what is the same thing at every place.
LEVELS = [1, 1, 1, WIND - 3, 2, SIGHT - GUST - 1, 1]
assert (humid.WARM, humid.DEW, humid.WET, GUST, SIGHT) == (0, 1, 2, WIND + 1, len(NAMES) - 1)


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

    def unrest(self, change, both):
        """[N, GHI]: the mean change from hour to hour over that of all stations; change: [N, hours - 1, GHI], zero
        where not both hours are there."""
        found = (change.sum(1) + DRAWN * self.stir) / (both.sum(1) + DRAWN)
        return (found / self.stir).clamp(*LIVELY)

    def of_days(self, hours, there, scale):
        """What changed over the leads on the days before, from the hour that ends now a day later: [N, D x A x GHI] and
        whether known."""
        now, then = self.days_and_leads(self.hours)
        both = there[:, now] * there[:, then]
        changes = ((hours[:, then] - hours[:, now]) / scale).clamp(-CLAMP, CLAMP) * both
        return changes.flatten(1), both.flatten(1)

    def days_and_leads(self, hours: list) -> tuple[list, list]:
        """Where in a list of earlier hours those are that ended now and so many hours ahead, of each day before."""
        at = {hour: place for place, hour in enumerate(hours)}
        pairs = [(at[day], at[day - ahead]) for day in DAYS for ahead in range(1, self.ahead + 1)]
        return [now for now, _ in pairs], [then for _, then in pairs]

    def brightness(self, hours, there, clear, index):
        """The clear-sky index of earlier hours, from that of now, and whether known: [N, B] each; there: whether an
        irradiance is; clear: [N, H + L], that of a clear sky by slot."""
        sunlit = self.sunlit()
        places = [self.hours.index(hour) for hour, _ in sunlit]
        over = clear.reshape(-1, (self.history + self.leads) // HOUR, HOUR).mean(2)[:, [f // HOUR for _, f in sunlit]]
        is_known = there[:, places] * (over > BRIGHT_ENOUGH).to(hours.dtype)
        each = (hours[:, places] / over.clamp(min=BRIGHT_ENOUGH)).clamp(0, MOST_OF_SLOT)
        now, then = self.days_and_leads([hour for hour, _ in sunlit])
        both = is_known[:, now] * is_known[:, then]
        return [(each - index) * is_known, is_known, (each[:, then] - each[:, now]) * both, both]

    def forward(self, named):
        sun, sky_mask, sides = named["sun"], named["sky_mask"], [self.history, len(self.hours)]
        values, known_share = self.completed(named)
        there = torch.sign(known_share)
        history, hours = values.split(sides, 1)
        mask, there_by_hour = there.split(sides, 1)
        newest, age, known = self.newest(history, mask)
        of_plain, plain_there, plain = values[:, :, PLAIN], there[:, :, PLAIN], newest[:, PLAIN]
        hourly, hourly_there = of_plain[:, self.history :], plain_there[:, self.history :]
        change, both = self.changes(of_plain, plain_there)
        unrest = self.unrest(change[:, self.history :], both[:, self.history :])
        by_row = unrest[:, None]
        # The first columns are the plain targets.
        lively = torch.nn.functional.pad(by_row, (0, len(NAMES) - GHI), value=1.0)
        shape = ((history - newest[:, None]) / (self.swing * lively)).clamp(-CLAMP, CLAMP) * mask
        sine = sun[:, :, 0]
        clear = clear_sky(torch.cat([sine, sine[:, self.history :] + 0.01], 1))
        clear, ahead = clear.split([self.history + self.leads, self.leads], 1)
        each, up, index, index_known = self.clear_sky_index(history, mask, clear[:, : self.history])
        parts = self.steps(torch.cat([shape, (each - index[:, None]) * up * 3], 2), torch.cat([mask, up], 2))
        parts += [age / self.history, self.levels(newest, known), self.rain(history, newest), *self.sunward(sun)]
        parts += [self.sky(named["sky"]) * sky_mask, sky_mask, named["sky_age"] / 60 * sky_mask]
        rounded = self.rounded(of_plain[:, : self.history], plain_there[:, : self.history])
        parts += [index * index_known, index_known, rounded, (plain - torch.round(plain)) * rounded * 3]
        earlier = (hourly - plain[:, None]) / (self.before[:, PLAIN] * by_row)
        earlier = earlier.clamp(-CLAMP, CLAMP) * hourly_there * known[:, None, PLAIN]
        parts += [earlier.flatten(1), named["hours_mask"].amax(2)]
        parts += [*self.brightness(hours[:, :, GHI_COLUMN], there_by_hour[:, :, GHI_COLUMN], clear, index)]
        parts += [*self.of_days(hourly, hourly_there, self.before[-1, PLAIN] * by_row)]
        parts += [*self.repeats(change[:, : self.history - 1], both[:, : self.history - 1])]
        parts += [torch.log(unrest), named["history_mask"].amax(1)[:, [humid.DEW, humid.WET]]]
        given = {"now": self.now(newest, known), "index": index, "clear": ahead, "rounded": rounded}
        return torch.cat(parts, dim=1), given | {"unrest": unrest}

    def completed(self, named):
        """[N, history and hours, F] twice: values, and the share of each that is known; as one for the graph's sake."""
        share = torch.cat([named["history_mask"], named["hours_mask"]], 1)
        values = torch.cat([named["history"], named["hours"]], 1)
        return humid.completed(values * torch.sign(share), share)

    def changes(self, values, there):
        """From each row to the next, of the history and of hours alike, and whether both are there; zero where not."""
        both = there[:, 1:] * there[:, :-1]
        return (values[:, 1:] - values[:, :-1]).abs() * both, both

    def sunward(self, sun):
        """[N, S] twice, of each hour of the history and each lead: the sine of the sun's elevation, and the part of its
        direction toward the east, which is before noon at each place."""
        chosen = sun[:, [*range(HOUR - 1, self.history, HOUR), *range(self.history, self.history + self.leads)]]
        sine = chosen[:, :, 0]
        return sine, chosen[:, :, 1] * torch.sqrt((1 - sine**2).clamp(min=0))

    def repeats(self, change, both):
        """[N, GHI] twice: the share of slots that repeat the one before, as coarse steps make them, and whether the
        newest does."""
        same = (change < SAME).to(change.dtype) * both
        return same.sum(1) / both.sum(1).clamp(min=1), same[:, -1]

    def levels(self, newest, known):
        """[N, 8]: what is the same thing at every place: distance from saturation, wind, sight."""
        warm, dew, wet, _, blowing, _, sight = newest.split(LEVELS, 1)
        warm_known, dew_known, wet_known, _, blowing_known, _, sight_known = known.split(LEVELS, 1)
        spread, dry = (warm - dew) / 10 * dew_known * warm_known, torch.log1p(100 - wet.clamp(0, 100)) / 3 * wet_known
        wind = torch.log1p(blowing.clamp(min=0)) * blowing_known
        clearness = (sight - self.mean[SIGHT]) / self.std[SIGHT] * sight_known
        wet = (wet / 100 - 0.7) * 3 * wet_known
        return torch.cat([spread, wet, dry, wind, clearness, blowing_known[:, :1], sight_known], 1)
