"""Places of the archive of many stations: climates, intervals and sensors of all kinds."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from training.common.bad_input import BadInput
from training.data import humid
from training.data.readings import read_readings
from training.data.series import Series, to_slots


@dataclass(frozen=True)
class Place:
    """files: of its stations, below the archive's folder without their ending."""

    latitude: float
    longitude: float
    files: tuple


# Stations that stand close together are one place.
PLACES = {
    "dtu": Place(55.79, 12.53, ("../dtu/ten_minute",)),
    "whately": Place(42.4, -72.7, ("whately_us", "whately_orchard_us")),
    "cleveland": Place(41.5, -81.6, ("cleveland_us",)),
    "falkensee": Place(52.6, 13.1, ("falkensee_de", "falkensee_de_twenty_minute_2008-2013")),
    "netherlands": Place(52.0, 4.1, ("netherlands_a_nl", "netherlands_b_nl")),
    "hawaii": Place(19.5, -155.5, ("hawaii_us",)),
    "tetouan": Place(35.6, -5.4, ("tetouan_ma",)),
    "pasoh": Place(3.0, 102.3, ("pasoh_my",)),
    "bangkok": Place(13.7, 100.5, ("bangkok_th",)),
    "jaipur": Place(26.9, 75.8, tuple(f"jaipur_{letter}_in" for letter in "bcdef")),
    "melbourne": Place(-37.7, 145.0, ("melbourne_au",)),
    "valencia": Place(39.5, -0.4, ("valencia_es",)),
    "richmond": Place(-33.6, 150.7, ("richmond_au",)),
    "morelia": Place(19.6, -101.2, ("hourly/morelia_mx",)),
    "saltillo": Place(25.4, -101.0, ("hourly/saltillo_mx",)),
}
# Of the network's stations, which report by day alone, every so manieth.
EVERY = 3
# The pressure reduced to sea level, which readings are not taken from.
SEA_LEVEL = "pressure_msl_hpa"


def load(name: str, folder: Path, minutes: int, events: dict) -> list[Series]:
    """The stations of a place, or of the Swiss network."""
    if name == "swiss":
        return network(folder / "swiss_network", minutes, events)
    if name not in PLACES:
        raise BadInput(f"The place '{name}' is not known; known are swiss, {', '.join(PLACES)}.")
    place = PLACES[name]
    paths = [folder / f"{file}.csv.gz" for file in place.files]
    tables = [(path, humid.completed(read(path))) for path in paths]
    return [
        to_slots(path.name.split(".")[0], place.latitude, place.longitude, table, minutes, events)
        for path, table in tables
    ]


def read(path: Path) -> pd.DataFrame:
    """A station's readings; where it tells the pressure at sea level alone, that in place of its own: what is learnt
    from these stations is how it changes."""
    table = read_readings(path)
    if "air_pressure" in table:
        return table
    at_sea = pd.read_csv(path, usecols=lambda name: name in ("time_utc", SEA_LEVEL))
    if SEA_LEVEL not in at_sea:
        return table
    return table.assign(air_pressure=at_sea[SEA_LEVEL].to_numpy())


def network(folder: Path, minutes: int, events: dict) -> list[Series]:
    rows = pd.read_csv(folder / "hourly_by_day.csv.gz")
    listed = pd.read_csv(folder / "stations.csv").sort_values("station").iloc[::EVERY]
    made = []
    for station in listed.itertuples():
        table = humid.completed(read_readings(folder, rows=rows[rows["station"] == station.station]))
        made.append(to_slots(station.station, station.lat, station.lon, table, minutes, events))
    return made
