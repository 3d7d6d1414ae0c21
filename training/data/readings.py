"""Tables of readings by time, as files hold them."""

from pathlib import Path

import pandas as pd

from training.common.bad_input import BadInput

# Columns of the source files, all in the unit of the CF name that they become.
COLUMNS = {
    "air_temperature_c": "air_temperature",
    "dew_point_c": "dew_point_temperature",
    "relative_humidity_pct": "relative_humidity",
    "pressure_hpa": "air_pressure",
    "wind_gust_ms": "wind_speed_of_gust",
    "wind_speed_ms": "wind_speed",
    "wind_from_direction_deg": "wind_from_direction",
    "ghi_wm2": "surface_downwelling_shortwave_flux_in_air",
    "rain_mm": "thickness_of_rainfall_amount",
    "visibility_km": "visibility_in_air",
    "cloud_area_fraction": "cloud_area_fraction",
}
# Columns may as well have the CF names themselves, with the units of variables.INPUTS.
COLUMNS |= {name: name for name in [*COLUMNS.values(), "wind_speed_of_gust"]}
# What an observer writes of the sky, as a fraction; of a sky that rain or fog hides, nothing is known.
SKY_TEXTS = {"Clear": 0.0, "Mainly Clear": 0.25, "Mostly Cloudy": 0.75, "Cloudy": 1.0}
WET_TEXTS = "Rain|Drizzle|Snow|Shower|Pellets|Thunderstorm"
# Observers report at each third hour; between, they write only when there is something to write.
OBSERVED_HOURS = 3


def read_readings(path: Path, last_of_each_time: bool = False, rows: pd.DataFrame | None = None) -> pd.DataFrame:
    """A table by UTC time with CF-named columns; raises BadInput if the file or its time column is not there.

    last_of_each_time: of rows with the same time the last alone stands; columns whose names start with sky_ are kept.
    rows: those of the file that are wanted, where it is read already.
    """
    try:
        table = pd.read_csv(path) if rows is None else rows
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


def require(table: pd.DataFrame, names, path):
    """Raises BadInput if one of the variables is absent, or missing in every row."""
    for name in names:
        if name not in table:
            raise BadInput(f"The readings {path} lack {name}, which is to be forecast.")
        if table[name].isna().all():
            raise BadInput(f"The variable {name} is missing in every row of {path}; leave its source out.")
