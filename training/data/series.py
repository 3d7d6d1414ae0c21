"""One station on a grid of slots. Missing stays missing: NaN here, a mask in the model."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from training.data import variables


@dataclass
class Series:
    """One station on a regular grid of slots.

    start: [n] seconds since 1970 of each slot's start; values: [n, 11] in the order of variables.INPUTS, NaN where
    missing; frames: by slot index, the newest frame's path and its capture time in seconds; events: by name, [n] 1
    where it happened, 0 where not, NaN where unknown; embedded: by encoder's sha256 and slot index, a frame's embedding
    [E], where it is known already.
    """

    name: str
    latitude: float
    longitude: float
    start: np.ndarray
    values: np.ndarray
    frames: dict
    events: dict
    embedded: dict = field(default_factory=dict)


def occurrences(grid: pd.DataFrame, events: dict) -> dict:
    """By event, [n]: 1, 0 or NaN; where a variable was not measured, what was reported under the event's name."""
    happened = {}
    for name, event in events.items():
        measured = grid.get(event.of, pd.Series(np.nan, grid.index))
        known = (measured >= event.threshold).astype(float).where(measured.notna())
        happened[name] = known.fillna(grid.get(f"reported_{name}", np.nan)).to_numpy(np.float32)
    return happened


def to_slots(name, latitude, longitude, table: pd.DataFrame, minutes: int, events: dict) -> Series:
    """Means over slots [start, start + minutes); rain is the total, the direction the circular mean."""
    seconds = table.index.as_unit("s").asi8
    length = minutes * 60
    slot = seconds // length
    first, last = slot.min(), slot.max()
    grouped = table.assign(
        sine=np.sin(np.radians(table.get("wind_from_direction", np.nan))),
        cosine=np.cos(np.radians(table.get("wind_from_direction", np.nan))),
    ).groupby(slot)
    means = grouped.mean()
    if variables.RAIN in table:
        means[variables.RAIN] = grouped[variables.RAIN].sum(min_count=1)
    direction = np.degrees(np.arctan2(means["sine"], means["cosine"]))
    east, north = variables.wind_components(means.get("wind_speed", np.nan), direction)
    means = means.assign(eastward_wind=east, northward_wind=north)
    grid = means.reindex(range(first, last + 1))
    values = grid.reindex(columns=variables.NAMES).to_numpy(np.float32)
    start = np.arange(first, last + 1, dtype=np.int64) * length
    return Series(name, latitude, longitude, start, values, {}, occurrences(grid, events))


def within(series: Series, period) -> np.ndarray:
    """Which slots start in the half-open period."""
    start, end = (int(pd.Timestamp(day, tz="UTC").timestamp()) for day in period)
    return (series.start >= start) & (series.start < end)
