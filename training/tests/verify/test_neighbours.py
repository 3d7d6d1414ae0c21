import numpy as np
import pandas as pd
import pytest

from training.data import networks
from training.verify import neighbours

STATIONS, HOURS = 8, 900


def made(travels: bool):
    """Eight stations in a row, ten kilometres apart, in a west wind; weather that travels from one to the next in an
    hour, or stays at each."""
    draw = np.random.default_rng(1)
    noise = draw.normal(size=(HOURS + STATIONS, STATIONS)).cumsum(0)
    rows = []
    for station in range(STATIONS):
        series = noise[STATIONS - station : STATIONS - station + HOURS, 0] if travels else noise[:HOURS, station]
        hours = pd.date_range("2024-01-01", periods=HOURS, freq="h", tz="UTC")
        values = {name: series for name in networks.VALUES} | {networks.DIRECTION: 270.0}
        rows.append(pd.DataFrame({"time_utc": hours, "station": f"s{station:02}"} | values))
    places = pd.DataFrame({"latitude": 47.0, "longitude": 7 + np.arange(STATIONS) * 0.13, "altitude_m": 400.0})
    return networks.network(pd.concat(rows), places.set_index(pd.Index([f"s{i:02}" for i in range(STATIONS)])))


@pytest.fixture(autouse=True)
def small(monkeypatch):
    monkeypatch.setattr(neighbours, "FOLDS", 2)
    monkeypatch.setattr(neighbours, "CASES", 1200)


def of_temperature(network):
    tables = [(neighbours.own(network, one, 1), neighbours.around(network, one)) for one in range(STATIONS)]
    return neighbours.of_variable(network, tables, "air_temperature_c", 1)


def test_weather_that_comes_from_upwind_is_seen_there_first():
    found = of_temperature(made(travels=True))
    assert found["less"] > 0.3 and found["interval"][0] > 0.25 and found["better_at"] > 0.8


def test_neighbours_with_a_weather_of_their_own_say_nothing():
    found = of_temperature(made(travels=False))
    assert found["interval"][0] < 0.02 and abs(found["less"]) < 0.06


def test_what_is_upwind_is_told_by_the_wind():
    network = made(travels=True)
    first, last = neighbours.around(network, 3)[0], neighbours.NEAREST
    assert list(network.nearest(3, neighbours.NEAREST)) == [2, 4, 1, 5, 0]
    assert np.allclose(first[:last], [1, -1, 1, -1, 1]) and np.allclose(
        first[last : 2 * last], [10, 10, 20, 20, 30], rtol=0.03
    )


def test_nothing_of_later_is_in_what_is_known():
    network = made(travels=True)
    later = {name: np.where(np.arange(HOURS)[:, None] > 600, 99.0, values) for name, values in network.values.items()}
    other = networks.Network(network.hours, later, network.east, network.north, network.altitude)
    for table in (lambda n: neighbours.own(n, 3, 4), lambda n: neighbours.around(n, 3)):
        assert np.array_equal(table(network)[:601], table(other)[:601], equal_nan=True)
