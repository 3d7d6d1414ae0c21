"""From files of readings to ten-minute slots. Missing stays missing: NaN here, a mask in the model."""

from dataclasses import dataclass, field
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
    "cloud_area_fraction": "cloud_area_fraction",
}
# Columns may as well have the CF names themselves, with the units of features.INPUTS.
COLUMNS |= {name: name for name in [*COLUMNS.values(), "wind_speed_of_gust"]}
# What an observer writes of the sky, as a fraction; of a sky that rain or fog hides, nothing is known.
SKY_TEXTS = {"Clear": 0.0, "Mainly Clear": 0.25, "Mostly Cloudy": 0.75, "Cloudy": 1.0}
WET_TEXTS = "Rain|Drizzle|Snow|Shower|Pellets|Thunderstorm"
# Observers report at each third hour; between, they write only when there is something to write.
OBSERVED_HOURS = 3


@dataclass
class Series:
    """One station on a regular grid of slots.

    start: [n] seconds since 1970 of each slot's start; values: [n, 11] in the order of features.INPUTS, NaN where
    missing; frames: by slot index, the newest frame's path and its capture time in seconds; events: by name, [n] 1
    where it happened, 0 where not, NaN where unknown; embedded: by encoder's sha256 and slot index, a frame's embedding
    [512], where it is known already.
    """

    name: str
    latitude: float
    longitude: float
    start: np.ndarray
    values: np.ndarray
    frames: dict
    events: dict
    embedded: dict = field(default_factory=dict)


def read_readings(path: Path, last_of_each_time: bool = False) -> pd.DataFrame:
    """A table by UTC time with CF-named columns; raises BadInput if the file or its time column is not there.

    last_of_each_time: of rows with the same time the last alone stands; columns whose names start with sky_ are kept.
    """
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
    if last_of_each_time:
        table = table[~table.index.duplicated(keep="last")].sort_index()
    seen = reported(table) | {c: table[c] for c in table if c.startswith("sky_")}
    kilometres = "visibility_km" in table
    table = table[[c for c in COLUMNS if c in table]].rename(columns=COLUMNS)
    for name in table:
        if not pd.api.types.is_numeric_dtype(table[name]):
            raise BadInput(f"The column for {name} in {path} holds text; give numbers, and nothing where missing.")
    if table.empty or table.shape[1] == 0:
        raise BadInput(f"The readings {path} hold no variable that is known; known are {', '.join(COLUMNS)}.")
    if kilometres:
        table["visibility_in_air"] *= 1000
    return table.assign(**seen)


def reported(table: pd.DataFrame) -> dict:
    """What the column weather_text, if there is one, says of cloud and precipitation."""
    if "weather_text" not in table:
        return {}
    text = table["weather_text"].where(table.index.hour % OBSERVED_HOURS == 0)
    wet = text.str.contains(WET_TEXTS, na=False).astype(float).where(text.notna())
    return {"cloud_area_fraction": text.map(SKY_TEXTS), "reported_rain": wet}


def occurrences(grid: pd.DataFrame, events: dict) -> dict:
    """By event, [n]: 1, 0 or NaN; where a variable was not measured, what was reported under the event's name."""
    happened = {}
    for name, event in events.items():
        measured = grid.get(event.of, pd.Series(np.nan, grid.index))
        known = (measured >= event.threshold).astype(float).where(measured.notna())
        happened[name] = known.fillna(grid.get(f"reported_{name}", np.nan)).to_numpy(np.float32)
    return happened


def require(table: pd.DataFrame, names, path):
    """Raises BadInput if one of the variables is absent, or missing in every row."""
    for name in names:
        if name not in table:
            raise BadInput(f"The readings {path} lack {name}, which is to be forecast.")
        if table[name].isna().all():
            raise BadInput(f"The variable {name} is missing in every row of {path}; leave its source out.")


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
    if features.RAIN in table:
        means[features.RAIN] = grouped[features.RAIN].sum(min_count=1)
    direction = np.degrees(np.arctan2(means["sine"], means["cosine"]))
    east, north = features.wind_components(means.get("wind_speed", np.nan), direction)
    means = means.assign(eastward_wind=east, northward_wind=north)
    grid = means.reindex(range(first, last + 1))
    values = grid.reindex(columns=features.NAMES).to_numpy(np.float32)
    start = np.arange(first, last + 1, dtype=np.int64) * length
    return Series(name, latitude, longitude, start, values, {}, occurrences(grid, events))


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


def load(name: str, kind: str, folder: Path, minutes: int, events: dict) -> list[Series]:
    """All stations of a source; of an exported one, those in the folder of the source's name."""
    if kind == "export":
        import dataset

        return dataset.load(folder / name, minutes, events)
    if kind == "dtu":
        table = read_readings(folder / "dtu" / "ten_minute.csv.gz")
        require(table, [t for t in features.TARGETS if t != "dew_point_temperature"], "dtu")
        return [to_slots("dtu", 55.79, 12.53, table, minutes, events)]
    if kind == "katkam":
        table = read_readings(folder / "katkam" / "observations.csv")
        series = to_slots("katkam", 49.28, -123.14, table, minutes, events)
        series.frames = newest_frames(folder / "katkam" / "frames", series, minutes)
        return [series]
    if kind == "beijing":
        files = sorted((folder / "beijing").glob("*.csv.gz"))
        if not files:
            raise BadInput(f"There are no readings in {folder / 'beijing'}; expected files named like dongsi.csv.gz.")
        return [to_slots(f.name.split(".")[0], 39.9, 116.4, read_readings(f), minutes, events) for f in files]
    raise BadInput(f"The source kind '{kind}' is not known; known are export, dtu, katkam and beijing.")


def within(series: Series, period) -> np.ndarray:
    """Which slots start in the half-open period."""
    start, end = (int(pd.Timestamp(day, tz="UTC").timestamp()) for day in period)
    return (series.start >= start) & (series.start < end)
