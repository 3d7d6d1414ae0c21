"""From files of readings to ten-minute slots. Missing stays missing: NaN here, a mask in the model."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

import features
from settings import BadInput

# Columns of the source files, all in the unit of the CF name that they become.
COLUMNS = {
    "air_temperature_c": "air_temperature",
    "dew_point_c": "dew_point_temperature",
    "relative_humidity_pct": "relative_humidity",
    "pressure_hpa": "air_pressure",
    "wind_speed_ms": "wind_speed",
    "wind_from_direction_deg": "wind_from_direction",
    "ghi_wm2": "surface_downwelling_shortwave_flux_in_air",
    "rain_mm": "thickness_of_rainfall_amount",
    "visibility_km": "visibility_in_air",
}


@dataclass
class Series:
    """One station on a regular grid of slots.

    start: [n] seconds since 1970 of each slot's start; values: [n, 11] in the order of features.INPUTS, NaN where
    missing; frames: by slot index, the newest frame's path and its capture time in seconds.
    """

    name: str
    latitude: float
    longitude: float
    start: np.ndarray
    values: np.ndarray
    frames: dict


def read_readings(path: Path) -> pd.DataFrame:
    """A table by UTC time with CF-named columns; raises BadInput if the file or its time column is not there."""
    try:
        table = pd.read_csv(path)
    except (OSError, ValueError) as e:
        raise BadInput(f"The readings {path} cannot be read: {e}.") from e
    if "time_utc" not in table:
        raise BadInput(f"The readings {path} have no column 'time_utc'; they have {', '.join(table.columns)}.")
    try:
        table.index = pd.to_datetime(table["time_utc"], utc=True)
    except ValueError as e:
        raise BadInput(f"A time in {path} cannot be read: {e}.") from e
    table = table[[c for c in COLUMNS if c in table]].rename(columns=COLUMNS)
    for name in table:
        if not pd.api.types.is_numeric_dtype(table[name]):
            raise BadInput(f"The column for {name} in {path} holds text; give numbers, and nothing where missing.")
    if table.empty or table.shape[1] == 0:
        raise BadInput(f"The readings {path} hold no variable that is known; known are {', '.join(COLUMNS)}.")
    if "visibility_in_air" in table:
        table["visibility_in_air"] *= 1000
    return table


def require(table: pd.DataFrame, names, path):
    """Raises BadInput if one of the variables is absent, or missing in every row."""
    for name in names:
        if name not in table:
            raise BadInput(f"The readings {path} lack {name}, which is to be forecast.")
        if table[name].isna().all():
            raise BadInput(f"The variable {name} is missing in every row of {path}; leave its source out.")


def to_slots(name, latitude, longitude, table: pd.DataFrame, minutes: int) -> Series:
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
    if features.RAIN in table:
        means[features.RAIN] = grouped[features.RAIN].sum(min_count=1)
    direction = np.degrees(np.arctan2(means["sine"], means["cosine"]))
    east, north = features.wind_components(means.get("wind_speed", np.nan), direction)
    means = means.assign(eastward_wind=east, northward_wind=north)
    grid = means.reindex(range(first, last + 1)).reindex(columns=features.NAMES)
    start = np.arange(first, last + 1, dtype=np.int64) * length
    return Series(name, latitude, longitude, start, grid.to_numpy(np.float32), {})


def newest_frames(directory: Path, series: Series, minutes: int) -> dict:
    """By slot index, the newest frame in the slot and its capture time; frames are named yyyyMMddTHHmmZ.jpg."""
    frames = {}
    for path in sorted(directory.glob("*.jpg")):
        time = int(pd.Timestamp(path.stem).timestamp())
        index = (time - series.start[0]) // (minutes * 60)
        if 0 <= index < len(series.start):
            frames[int(index)] = (path, time)
    if not frames:
        raise BadInput(f"There is no frame in {directory}; expected files named like 20160605T1300Z.jpg.")
    return frames


def load(kind: str, folder: Path, minutes: int) -> list[Series]:
    """All stations of one of the sources that are known."""
    if kind == "dtu":
        table = read_readings(folder / "dtu" / "ten_minute.csv.gz")
        require(table, features.TARGETS, "dtu")
        return [to_slots("dtu", 55.79, 12.53, table, minutes)]
    if kind == "katkam":
        series = to_slots("katkam", 49.28, -123.14, read_readings(folder / "katkam" / "observations.csv"), minutes)
        series.frames = newest_frames(folder / "katkam" / "frames", series, minutes)
        return [series]
    if kind == "beijing":
        files = sorted((folder / "beijing").glob("*.csv.gz"))
        if not files:
            raise BadInput(f"There are no readings in {folder / 'beijing'}; expected files named like dongsi.csv.gz.")
        return [to_slots(f.name.split(".")[0], 39.9, 116.4, read_readings(f), minutes) for f in files]
    raise BadInput(f"The source kind '{kind}' is not known; known are dtu, katkam and beijing.")


def within(series: Series, period) -> np.ndarray:
    """Which slots start in the half-open period."""
    start, end = (int(pd.Timestamp(day, tz="UTC").timestamp()) for day in period)
    return (series.start >= start) & (series.start < end)
