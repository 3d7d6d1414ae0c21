import numpy as np
import pandas as pd
import pytest

from training.common import settings
from training.common.bad_input import BadInput
from training.data import variables
from training.data.readings import read_readings, require
from training.data.series import to_slots
from training.tests.made_up import RAIN_EVENT, write


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("time,air_temperature_c\n", "no column 'time_utc'"),
        ("time_utc,air_temperature_c\n2026-01-01T00:00:00Z,cold\n", "air_temperature in .* holds text"),
        ("time_utc,other\n2026-01-01T00:00:00Z,1\n", "no variable that is known"),
        ("time_utc,air_temperature_c\nyesterday,1\n", "cannot be read"),
    ],
)
def test_bad_readings_are_one_sentence(tmp_path, text, sentence):
    with pytest.raises(BadInput, match=sentence):
        read_readings(write(tmp_path / "r.csv", text))


def test_absent_file_is_named(tmp_path):
    with pytest.raises(BadInput, match="absent.csv"):
        read_readings(tmp_path / "absent.csv")


def test_variable_that_is_always_missing_is_named():
    table = pd.DataFrame({"wind_speed": [np.nan, np.nan]})
    with pytest.raises(BadInput, match="wind_speed is missing in every row"):
        require(table, ["wind_speed"], "r.csv")


def table(times, **columns):
    return pd.DataFrame(columns, index=pd.to_datetime(times, utc=True))


def test_slots_hold_means_totals_and_gaps():
    series = to_slots(
        "s",
        55.0,
        12.0,
        table(
            ["2026-01-01T00:00Z", "2026-01-01T00:09Z", "2026-01-01T00:10Z", "2026-01-01T01:00Z"],
            air_temperature=[1.0, 3.0, np.nan, 5.0],
            thickness_of_rainfall_amount=[0.1, 0.2, np.nan, 0.0],
            wind_speed=[2.0, 2.0, 2.0, 2.0],
            wind_from_direction=[350.0, 10.0, 90.0, 180.0],
        ),
        10,
        RAIN_EVENT,
    )
    column = {name: series.values[:, i] for i, name in enumerate(variables.NAMES)}
    assert len(series.start) == 7
    np.testing.assert_allclose(column["air_temperature"], [2, np.nan, np.nan, np.nan, np.nan, np.nan, 5])
    np.testing.assert_allclose(column["thickness_of_rainfall_amount"][:2], [0.3, np.nan], rtol=1e-6)
    np.testing.assert_allclose(column["northward_wind"][[0, 1, 6]], [-2, 0, 2], atol=1e-6)
    np.testing.assert_allclose(column["eastward_wind"][[0, 1, 6]], [0, -2, 0], atol=1e-6)
    assert np.isnan(column["visibility_in_air"]).all()


def test_observers_words_become_cloud_and_rain(tmp_path):
    said = {"00": "Mostly Cloudy", "01": "Rain", "03": "", "06": "Rain"}
    lines = [f"2026-01-01T{hour}:00Z,1,{text}" for hour, text in said.items()]
    text = "time_utc,air_temperature_c,weather_text\n" + "\n".join(lines)
    events = RAIN_EVENT | {"cloudy": settings.Event("cloud_area_fraction", "1", 0.5, "relative_humidity")}
    made = to_slots("s", 55.0, 12.0, read_readings(write(tmp_path / "r.csv", text)), 60, events)
    np.testing.assert_array_equal(made.events["cloudy"], [1, np.nan, np.nan, np.nan, np.nan, np.nan, np.nan])
    np.testing.assert_array_equal(made.events["rain"], [0, np.nan, np.nan, np.nan, np.nan, np.nan, 1])


def test_pressure_at_sea_level_is_not_taken_for_that_of_the_station(tmp_path):
    text = "time_utc,air_temperature_c,pressure_msl_hpa\n2026-01-01T00:00Z,1,1013\n"
    assert "air_pressure" not in read_readings(write(tmp_path / "r.csv", text))
