"""Loses some of a batch with hours on purpose, as the stations of many owners would have sent it."""

import torch

from training.data.losing import CAMERA, MANY, left, thinned
from training.data.variables import HOUR, NAMES, TARGET_COLUMNS

# Chances that a station has no such sensor, by column of the history; a dew point of its own few stations report.
WITHOUT = {"air_temperature": 0.04, "dew_point_temperature": 0.6, "relative_humidity": 0.06, "air_pressure": 0.15}
WITHOUT |= {"wind_speed": 0.12, "wind_speed_of_gust": 0.3, "surface_downwelling_shortwave_flux_in_air": 0.2}
WITHOUT |= {"thickness_of_rainfall_amount": 0.25, "visibility_in_air": 0.15}
VANE = 0.2  # both components of the wind together
# Shares of cases: a slot missing, reports once or twice an hour, a history that begins late, an hour of it missing.
SLOT, HOURLY, TWICE, YOUNG, GAP = 0.04, 0.15, 0.08, 0.15, 0.04
# The share of cases left as they were measured: stations that have it all must not pay for those that have not.
WHOLE = 0.35
# Chances that a station reports in coarse steps, and steps that are met: whole units, degrees Fahrenheit and halves of
# Celsius, hundredths of an inch of mercury, miles an hour.
COARSE = {"air_temperature": (0.1, (1.0, 5 / 9, 0.5)), "relative_humidity": (0.3, (1.0,))}
COARSE |= {"air_pressure": (0.25, (1.0, 0.33864, 0.5)), "wind_speed": (0.12, (1.0, 0.44704, 0.5))}


def lose_some(batch: dict, generator: torch.Generator) -> dict:
    """The batch with fewer sensors, slower clocks, gaps, short memories, whole numbers or no camera. Of a variable of
    which nothing is left nothing is asked: a station is forecast for what it reports."""
    n, history, wide = batch["history_mask"].shape
    some = (torch.rand(n, generator=generator) >= WHOLE).to(torch.float32)

    def chance(p, *shape):
        return (torch.rand(shape, generator=generator) < p * some.reshape(-1, *[1] * (len(shape) - 1))).float()

    batch = batch | rounded(batch, chance)
    sensors = torch.ones(n, 1, wide)
    for name, p in WITHOUT.items():
        sensors[:, 0, NAMES.index(name)] -= chance(p, n)
    vane = [NAMES.index("eastward_wind"), NAMES.index("northward_wind")]
    sensors[:, :, vane] *= 1 - chance(VANE, n, 1, 1)
    keep = sensors * (1 - chance(SLOT, n, history, 1))
    dense = (batch["history_mask"].amax(2).sum(1) > MANY).to(torch.float32)[:, None, None]
    hourly = chance(HOURLY, n, 1, 1) * dense
    twice = chance(TWICE, n, 1, 1) * dense * (1 - hourly)
    phase = torch.randint(0, HOUR, (n, 1, 1), generator=generator)
    keep = keep * thinned(history, hourly, phase) * thinned(history, twice, phase, HOUR // 2)
    lost = left(batch, "history", keep)
    hours = batch["hours_mask"].shape[1]
    since = torch.randint(0, hours + 1, (n, 1, 1), generator=generator)
    remembered = (torch.arange(hours)[None, :, None] >= since * chance(YOUNG, n, 1, 1)).to(torch.float32)
    there = sensors * remembered * (1 - chance(GAP, n, hours, 1)) * (batch["hours_mask"] > 0)
    share = there * torch.where(hourly + twice > 0, (1 + twice) / HOUR, batch["hours_mask"])
    lost |= {"hours": batch["hours"] * there, "hours_mask": share}
    dark = 1 - chance(CAMERA, n, 1)
    lost |= {name: batch[name] * dark for name in ("sky", "sky_mask", "sky_age")}
    return batch | lost | {"truth_mask": batch["truth_mask"] * asked(lost["history_mask"])}


def asked(mask):
    """[N, T, 1]: the targets of which there is something to depart from; dew point and humidity by each other."""
    there = mask.amax(1)
    names = ("air_temperature", "dew_point_temperature", "relative_humidity")
    warm, dew, wet = (there[:, NAMES.index(name)] for name in names)
    found = [there[:, column] for column in TARGET_COLUMNS]
    found[1], found[2] = torch.maximum(dew, warm * wet), torch.maximum(wet, warm * dew)
    return torch.stack(found, 1)[:, :, None]


def rounded(batch: dict, chance) -> dict:
    """Some stations' variables in coarse steps, in the history and in what comes true."""
    history, truth = batch["history"].clone(), batch["truth"].clone()
    for name, (p, steps) in COARSE.items():
        column, rows = NAMES.index(name), len(history)
        target, coarse = TARGET_COLUMNS.index(column), chance(p, rows, 1) > 0
        step = torch.full((rows, 1), steps[0])
        for other in steps[1:]:
            step = torch.where(chance(1 / len(steps), rows, 1) > 0, torch.tensor(other), step)
        for values in (history[:, :, column], truth[:, target]):
            values.copy_(torch.where(coarse, torch.round(values / step) * step, values))
    return {"history": history, "truth": truth}
