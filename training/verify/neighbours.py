"""What the stations around one would tell its forecasts: a prototype, for nothing in the topology reads a neighbour.

At stations that are left out of the training, and in a later time, one LightGBM per variable and lead forecasts from a
station's own values, and one from these and those of its neighbours: what they are off by from their own last three
days, how they change, and how far upwind they stand.
"""

import lightgbm
import numpy as np
import pandas as pd

from training.common import files
from training.data.networks import DIRECTION, VALUES, Network, beijing, swiss

LEADS = (1, 4)  # hours
NEAREST = 5
FOLDS = 4
# The share of the time from which is learnt; what comes after it is forecast.
LEARNT = 0.7
# So many cases are learnt from, of each station as many; one with fewer teaches nothing, or is not judged.
CASES, ENOUGH, JUDGED = 60_000, 200, 50
USUAL = 72  # hours of which the mean is what a station's values are held against


def before(values: np.ndarray, hours: int) -> np.ndarray:
    """What was so many hours earlier; less than none is later."""
    moved = np.full_like(values, np.nan)
    if hours >= 0:
        moved[hours:] = values[: len(values) - hours]
    else:
        moved[:hours] = values[-hours:]
    return moved


def off(values: np.ndarray) -> np.ndarray:
    """How far off each station is from the mean of its last days."""
    return values - pd.DataFrame(values).rolling(USUAL, min_periods=USUAL // 6).mean().to_numpy()


def own(network: Network, one: int, lead: int) -> np.ndarray:
    """[hours, F] what a station knows by itself."""
    day = 2 * np.pi * network.hours.hour.to_numpy() / 24
    ahead = 2 * np.pi * lead / 24
    season = np.cos(2 * np.pi * (network.hours.dayofyear.to_numpy() - 172) / 365)
    columns = [np.sin(day), np.cos(day), np.sin(day + ahead), np.cos(day + ahead), season]
    for name in VALUES:
        values = network.values[name][:, one]
        columns += [off(values[:, None])[:, 0], *(values - before(values, back) for back in (1, 2, 3, 6, 12, 24))]
        columns += [before(values, 24 * days - lead) - before(values, 24 * days) for days in (1, 2)]
    temperature, dew_point = (network.values[name][:, one] for name in VALUES[:2])
    columns += [temperature - dew_point, network.values["wind_speed_ms"][:, one], *upwind(network, one)]
    columns.append(np.full(len(day), network.altitude[one]))
    return np.stack(columns, 1)


def upwind(network: Network, one: int) -> tuple:
    """[hours] east and north, the unit vector toward where its wind comes from."""
    blows_from = np.radians(network.values[DIRECTION][:, one])
    return np.sin(blows_from), np.cos(blows_from)


def around(network: Network, one: int) -> np.ndarray:
    """[hours, F] what its neighbours know: each, their mean, and their mean by how near and how far upwind they are."""
    near, distance = network.nearest(one, NEAREST), network.distance(one)
    east, north = upwind(network, one)
    toward = [
        ((network.east[k] - network.east[one]) / distance[k], (network.north[k] - network.north[one]) / distance[k])
        for k in near
    ]
    up = np.stack([east * x + north * y for x, y in toward], 1)
    weight = np.exp(2 * np.nan_to_num(up)) / distance[near]
    n = len(network.hours)
    columns = [up, np.tile(distance[near], (n, 1)), np.tile(network.altitude[near] - network.altitude[one], (n, 1))]
    for name in VALUES:
        values, usual = network.values[name], off(network.values[name])
        for told in (
            usual[:, near] - usual[:, [one]],
            *(values[:, near] - before(values, back)[:, near] for back in (1, 3)),
        ):
            columns += [told, mean(told, np.ones_like(weight)), mean(told, weight)]
    return np.concatenate(columns, 1)


def mean(values: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """[hours, 1] over those that are there, NaN where none is."""
    there = np.isfinite(values)
    total = np.where(there, weight, 0).sum(1, keepdims=True)
    with np.errstate(invalid="ignore"):
        return np.where(there, values * weight, 0).sum(1, keepdims=True) / np.where(total > 0, total, np.nan)


def told(network: Network) -> list:
    """By variable and lead, what of_variable says."""
    made = []
    for lead in LEADS:
        tables = [(own(network, one, lead), around(network, one)) for one in range(len(network.east))]
        made += [of_variable(network, tables, name, lead) for name in VALUES]
    return made


def of_variable(network: Network, tables: list, name: str, lead: int, seed: int = 1) -> dict:
    """MAE over persistence's from own values and with neighbours', by how much the latter is less, with an interval of
    95% by days, and at what share of the stations. tables: by station, own and around."""
    draw = np.random.default_rng(seed)
    fold = draw.permutation(len(tables)) % FOLDS
    step = before(network.values[name], -lead) - network.values[name]
    errors = [of_fold(tables, step, fold, number, draw) for number in range(FOLDS)]
    return {"variable": name, "lead_hours": lead} | gain(pd.concat(errors), draw)


def of_fold(tables: list, step: np.ndarray, fold: np.ndarray, number: int, draw) -> pd.DataFrame:
    """The errors at a fold's stations, in the later time, of what was learnt at the others in the earlier."""
    until = int(len(step) * LEARNT)
    taught, most = [], CASES // np.count_nonzero(fold != number)
    for one in np.flatnonzero(fold != number):
        known = np.flatnonzero(np.isfinite(step[: until - max(LEADS), one]))
        if len(known) >= ENOUGH:
            taught.append((one, draw.choice(known, min(most, len(known)), replace=False)))
    truths = np.concatenate([step[at, one] for one, at in taught])
    alone = np.concatenate([tables[one][0][at] for one, at in taught])
    beside = np.concatenate([tables[one][1][at] for one, at in taught])
    models = learnt(alone, truths), learnt(np.hstack([alone, beside]), truths)
    errors = []
    for one in np.flatnonzero(fold == number):
        at = until + np.flatnonzero(np.isfinite(step[until:, one]))
        if len(at) >= JUDGED:
            asked = tables[one][0][at], np.hstack([tables[one][0][at], tables[one][1][at]])
            said = [np.abs(model.predict(table) - step[at, one]) for model, table in zip(models, asked, strict=True)]
            still = np.abs(step[at, one])
            errors.append(
                pd.DataFrame({"station": one, "day": at // 24, "still": still, "own": said[0], "with": said[1]})
            )
    return pd.concat(errors)


def learnt(table: np.ndarray, truths: np.ndarray):
    model = lightgbm.LGBMRegressor(
        objective="l1",
        n_estimators=250,
        num_leaves=31,
        learning_rate=0.06,
        min_child_samples=60,
        random_state=1,
        n_jobs=1,
        verbose=-1,
    )
    return model.fit(table, truths)


def gain(errors: pd.DataFrame, draw, times: int = 1000) -> dict:
    days = errors.groupby("day")[["still", "own", "with"]].sum().to_numpy()
    drawn = days[draw.integers(0, len(days), (times, len(days)))].sum(1)
    still, alone, beside = days.sum(0)
    by_station = errors.groupby("station")[["own", "with"]].sum()
    return {
        "own": round(alone / still, 3),
        "with": round(beside / still, 3),
        "less": round(1 - beside / alone, 4),
        "interval": [round(float(q), 4) for q in np.quantile(1 - drawn[:, 2] / drawn[:, 1], (0.025, 0.975))],
        "better_at": round(float((by_station["with"] < by_station["own"]).mean()), 2),
        "stations": len(by_station),
        "cases": len(errors),
    }


def step(options) -> str:
    found = {name: told(of(options.data)) for name, of in (("swiss", swiss), ("beijing", beijing))}
    path = options.runs / "neighbours.json"
    files.save_json(path, found)
    return path.read_text()


OPTIONS = []
