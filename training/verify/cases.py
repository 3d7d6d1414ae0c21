"""Cases of a period at the leads that are scored: what was known, what came true, what the forecaster said."""

import hashlib
from dataclasses import dataclass

import numpy as np

from training.data import specs
from training.data.solar import DAY, SUN_UP
from training.data.variables import GHI, HOUR, TARGET_COLUMNS
from training.forecaster.clear_sky import clear_sky_of, clearness
from training.forecaster.network import predict

LEADS = (10, 30, 60, 120, 240)
# Slots before the newest whose departures trees see, beside the oldest.
LAGS = (1, 2, 3, 6, 12, 18, 24)


@dataclass(frozen=True)
class Cases:
    """What was known and what came true, n cases, T targets, E events, L scored leads.

    truth [n, T, L] and happened [n, E, L], NaN where unknown (irradiance also by night); now [n, T], the newest
    slot's value; smart [n, L], the clear-sky index times clear-sky irradiance; reference [n], seconds since 1970;
    table [n, P]: what a tree can use; sky [n, E], NaN without a frame.
    """

    truth: np.ndarray
    happened: np.ndarray
    now: np.ndarray
    smart: np.ndarray
    reference: np.ndarray
    table: np.ndarray
    sky: np.ndarray
    samples: list

    @property
    def day(self):
        return self.reference // DAY

    def digest(self) -> str:
        """Of all that can be learnt from the cases."""
        found = hashlib.sha256()
        for each in (self.truth, self.happened, self.now, self.smart, self.reference, self.table, self.sky):
            found.update(np.ascontiguousarray(each).tobytes())
        return found.hexdigest()

    def with_sky(self):
        return ~np.isnan(self.sky[:, 0])


def picked(samples: list, most: int) -> list:
    """Evenly spaced reference times of each station, about so many in all."""
    total = sum(len(s.index) for s in samples)
    return [s.index[:: max(1, round(total / most))] for s in samples]


def columns_of(slots) -> list:
    return [lead // slots.minutes - 1 for lead in LEADS]


def cases(samples: list, most: int) -> Cases:
    """The cases of all stations of a source."""
    parts = [
        part(s, chunk)
        for s, index in zip(samples, picked(samples, most), strict=True)
        for chunk in np.array_split(index, max(1, len(index) // 2000))
        if len(chunk)
    ]
    joined = {k: np.concatenate([p[k] for p in parts]) for k in parts[0]}
    return Cases(**joined, samples=samples)


def part(samples, index) -> dict:
    batch, columns = {k: v.numpy() for k, v in samples.batch(index).items()}, columns_of(samples.slots)
    slots = samples.slots
    truth = np.where(batch["truth_mask"] > 0, batch["truth"], np.nan)[:, :, columns]
    ahead = batch["sun"][:, slots.history :, 0][:, columns]
    # By night irradiance says nothing of skill, and a thermopile's small negative offset lies outside any quantile.
    truth[:, GHI] = np.where(ahead > SUN_UP, truth[:, GHI], np.nan)
    happened = np.where(batch["happened_mask"] > 0, batch["happened"], np.nan)[:, :, columns]
    history = np.where(batch["history_mask"] > 0, batch["history"], np.nan)
    index_of_clearness = clearness(history, batch["sun"])
    clear = clear_sky_of(ahead)
    return {
        "truth": truth,
        "happened": happened,
        "now": history[:, -1, TARGET_COLUMNS],
        "smart": index_of_clearness[:, :1] * clear,
        "reference": samples.series.start[index] + slots.minutes * 60,
        "table": table(history, batch, index_of_clearness, ahead, clear),
        "sky": np.where(batch["sky_mask"] > 0, batch["sky"], np.nan),
    }


def table(history, batch, index, ahead, clear):
    """What is known at the reference time, for trees: newest values, departures, sun, season; NaN where missing."""
    filled = history.copy()
    for i in range(1, filled.shape[1]):
        filled[:, i] = np.where(np.isnan(filled[:, i]), filled[:, i - 1], filled[:, i])
    newest = filled[:, -1]
    length = history.shape[1]
    departures = [history[:, -1 - lag] - newest for lag in (*LAGS, length - 1)]
    windows = [np.nan_to_num(history[:, i : i + HOUR]).sum(1) for i in range(0, length, HOUR)]
    there = [(~np.isnan(history[:, i : i + HOUR])).sum(1) for i in range(0, length, HOUR)]
    means = [np.where(c > 0, w / np.maximum(c, 1), np.nan) - newest for w, c in zip(windows, there, strict=True)]
    now = batch["sun"][:, length - 1]
    parts = [newest, *departures, *means, index, now, ahead, clear]
    parts += [batch["calendar"]] if "calendar" in batch else days(batch, newest)
    return np.concatenate(parts, 1).astype(np.float32)


def days(batch, newest) -> list:
    """Of a spec with hours: departures of the hours a day and two days before the leads and now, NaN where missing."""
    wanted = [hour for day in (24, 48) for hour in range(day - LEADS[-1] // 60, day + 1)]
    rows = [specs.HOURS - hour for hour in wanted]
    hours = np.where(batch["hours_mask"] > 0, batch["hours"], np.nan)[:, rows]
    return [(hours - newest[:, None]).reshape(len(newest), -1)]


def foretold(runner, samples: list, most: int, blind: bool = False):
    """Quantiles [n, T, L, Q] and probabilities [n, E, L] of a forecaster for the same cases; blind: without frames."""
    columns, quantiles, events = columns_of(samples[0].slots), [], []
    for s, index in zip(samples, picked(samples, most), strict=True):
        for chunk in np.array_split(index, max(1, len(index) // 2000)):
            if not len(chunk):
                continue
            inputs = {k: v.numpy() for k, v in s.inputs(chunk).items()}
            if blind:
                inputs |= {k: np.zeros_like(inputs[k]) for k in ("sky", "sky_mask", "sky_age")}
            q, e = predict(runner, inputs)
            quantiles.append(q[:, :, columns]), events.append(e[:, :, columns])
    return np.concatenate(quantiles), np.concatenate(events)
