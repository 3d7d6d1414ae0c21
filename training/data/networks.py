"""Stations that stand around one another, at the same hours: of the archives those that are networks."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

VALUES = ("air_temperature_c", "dew_point_c", "pressure_hpa", "wind_speed_ms")
DIRECTION = "wind_from_direction_deg"
KM_PER_DEGREE = 111.2
# Where Beijing's stations stand, to some kilometres; the files do not say it.
BEIJING = {
    "aotizhongxin": (40.00, 116.41),
    "changping": (40.22, 116.23),
    "dongsi": (39.93, 116.42),
    "guanyuan": (39.93, 116.34),
    "gucheng": (39.91, 116.18),
    "huairou": (40.33, 116.63),
    "nongzhanguan": (39.94, 116.46),
    "wanshouxigong": (39.88, 116.35),
}


@dataclass(frozen=True)
class Network:
    """hours: when values are, one an hour; values: by name, [hours, stations], NaN where missing; east, north: of each
    station, in kilometres; altitude: in metres."""

    hours: pd.DatetimeIndex
    values: dict
    east: np.ndarray
    north: np.ndarray
    altitude: np.ndarray

    def distance(self, one: int) -> np.ndarray:
        """[stations] to each, in kilometres; of two that stand together a metre."""
        return np.hypot(self.east - self.east[one], self.north - self.north[one]).clip(1e-3)

    def nearest(self, one: int, most: int) -> np.ndarray:
        """So many others, the nearest first."""
        order = np.argsort(self.distance(one).round(1), kind="stable")
        return order[order != one][:most]


def network(rows: pd.DataFrame, places: pd.DataFrame) -> Network:
    """rows: a station's values at a time; places: latitude, longitude and altitude_m by station. To the nearest
    hour."""
    rows = rows.assign(hour=pd.to_datetime(rows["time_utc"]).dt.round("h")).drop_duplicates(
        ["hour", "station"], keep="last"
    )
    hours = pd.date_range(rows["hour"].min(), rows["hour"].max(), freq="h")
    names = [name for name in places.index if name in set(rows["station"])]
    wide = {
        value: rows.pivot(index="hour", columns="station", values=value)
        .reindex(index=hours, columns=names)
        .to_numpy(float)
        for value in (*VALUES, DIRECTION)
    }
    at = places.loc[names]
    shrunk = np.cos(np.radians(at["latitude"].mean()))
    return Network(
        hours,
        wide,
        (at["longitude"] * KM_PER_DEGREE * shrunk).to_numpy(),
        (at["latitude"] * KM_PER_DEGREE).to_numpy(),
        at["altitude_m"].to_numpy(float),
    )


def swiss(data: Path) -> Network:
    folder = data / "stations" / "swiss_network"
    places = pd.read_csv(folder / "stations.csv").rename(columns={"lat": "latitude", "lon": "longitude"})
    return network(pd.read_csv(folder / "hourly_by_day.csv.gz"), places.set_index("station"))


def beijing(data: Path) -> Network:
    rows = pd.concat(pd.read_csv(data / "beijing" / f"{name}.csv.gz").assign(station=name) for name in BEIJING)
    places = pd.DataFrame.from_dict(BEIJING, orient="index", columns=["latitude", "longitude"]).assign(altitude_m=45.0)
    return network(rows, places)
