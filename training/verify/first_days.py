"""How bad a forecaster may be in a new station's first days, before it has been taught there: over windows of three
days at places that its training left out, MAE over persistence's, of which all but few are at most what is told."""

import dataclasses
from pathlib import Path

import numpy as np

from training.common import runtime
from training.data import specs
from training.data.samples import Samples
from training.data.solar import DAY
from training.data.variables import TARGETS
from training.forecaster import left_out
from training.forecaster.network import predict
from training.verify.cases import LEADS, columns_of, part
from training.verify.scores import rounded

DAYS = 3
# Of each station no more windows than so many, evenly over its training period, and of each reading one in so many.
WINDOWS, EVERY = 40, 3
# A window with fewer cases of a variable and lead says nothing of them.
ENOUGH = 30
# Of a hundred windows so many are no worse than what is told.
SHARE = 0.97


def of_all(settings, stations, folder: Path) -> dict:
    """By variable and lead: places, windows and the ratio that SHARE of the windows do not exceed."""
    return told([of_fold(settings, stations, folder, number) for number in left_out.folds(settings)])


def of_fold(settings, stations, folder: Path, number: int) -> list:
    """(source, [windows, T, L]) of each station that a fold leaves out: MAE over persistence's, NaN where too little is
    known."""
    runner = runtime.session(str(folder / f"fold-{number}.onnx"))
    middle = len(settings.forecaster.quantiles) // 2
    asked = left_out.left_out_of(settings, stations, number)
    return [(name, of_station(samples, runner, middle)) for name, samples in asked]


def of_station(samples, runner, middle: int) -> np.ndarray:
    return np.stack([of_window(window, runner, middle) for window in windows(samples)])


def windows(samples) -> list:
    """[Samples] of windows in which a station is new: nothing is known of it from before."""
    starts = samples.series.start[samples.index]
    most = max(1, int((starts[-1] - starts[0]) // (DAYS * DAY)))
    chosen = np.linspace(starts[0], max(starts[0], starts[-1] - DAYS * DAY), min(WINDOWS, most))
    return [window for window in (from_then_on(samples, first) for first in chosen) if len(window.index)]


def from_then_on(samples, first: float) -> Samples:
    """A window that begins at a time, in seconds since 1970."""
    series, slots = samples.series, samples.slots
    begins = int(np.searchsorted(series.start, first))
    before = specs.of(slots).remembers(slots) // slots.minutes
    ends = begins + DAYS * DAY // (slots.minutes * 60)
    wanted = np.arange(begins - before, ends + slots.leads + 1)
    there = (wanted >= begins) & (wanted < len(series.start))
    at = wanted.clip(0, len(series.start) - 1)
    new = dataclasses.replace(
        series,
        start=series.start[0] + wanted * slots.minutes * 60,
        values=np.where(there[:, None], series.values[at], np.nan).astype(np.float32),
        frames={},
        events={name: np.where(there, happened[at], np.nan) for name, happened in series.events.items()},
    )
    return Samples(new, there, slots, None, list(series.events))


def of_window(window, runner, middle: int) -> np.ndarray:
    """[T, L]."""
    index = window.index[:: EVERY if len(window.index) > EVERY * ENOUGH else 1]
    known = part(window, index)
    inputs = {k: v.numpy() for k, v in window.inputs(index).items()}
    said = predict(runner, inputs)[0][:, :, columns_of(window.slots), middle]
    use = ~np.isnan(known["truth"]) & ~np.isnan(known["now"][:, :, None])
    errors = [np.where(use, np.abs(v - known["truth"]), 0).sum(0) for v in (said, known["now"][:, :, None])]
    enough = (use.sum(0) >= ENOUGH) & (errors[1] > 0)
    return np.where(enough, errors[0] / np.where(enough, errors[1], 1), np.nan)


def told(folds: list) -> dict:
    """Of what of_fold gave of some folds; nothing of a variable and lead of which no window is known."""
    every, result = [pair for fold in folds for pair in fold], {}
    for target, variable in enumerate(TARGETS):
        for lead, minutes in enumerate(LEADS):
            each = [(name, ratios[~np.isnan(ratios[:, target, lead]), target, lead]) for name, ratios in every]
            places, joined = {name for name, r in each if len(r)}, np.concatenate([r for _, r in each] or [[]])
            if len(joined):
                ratio = rounded(np.quantile(joined, SHARE))
                found = {"places": len(places), "windows": len(joined), "ratio": ratio}
                result.setdefault(variable, {})[f"+{minutes}min"] = found
    return result
