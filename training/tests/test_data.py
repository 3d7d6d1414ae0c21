from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import data
import features
import settings
from settings import BadInput

HERE = Path(__file__).resolve().parent.parent


def write(path, text):
    path.write_text(text)
    return path


def test_unknown_setting_names_the_nearest(tmp_path):
    text = (HERE / "config.toml").read_text().replace("hidden =", "hiden =")
    with pytest.raises(BadInput, match=r"'hiden' in \[forecaster\]; did you mean 'hidden'\?"):
        settings.load(write(tmp_path / "c.toml", text))


def test_missing_setting_is_named(tmp_path):
    text = (HERE / "config.toml").read_text().replace("seed =", "# seed =")
    with pytest.raises(BadInput, match="'seed' is missing"):
        settings.load(write(tmp_path / "c.toml", text))


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
        data.read_readings(write(tmp_path / "r.csv", text))


def test_absent_file_is_named(tmp_path):
    with pytest.raises(BadInput, match="absent.csv"):
        data.read_readings(tmp_path / "absent.csv")


def test_variable_that_is_always_missing_is_named():
    table = pd.DataFrame({"wind_speed": [np.nan, np.nan]})
    with pytest.raises(BadInput, match="wind_speed is missing in every row"):
        data.require(table, ["wind_speed"], "r.csv")


def table(times, **columns):
    return pd.DataFrame(columns, index=pd.to_datetime(times, utc=True))


def test_slots_hold_means_totals_and_gaps():
    series = data.to_slots(
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
    )
    column = {name: series.values[:, i] for i, name in enumerate(features.NAMES)}
    assert len(series.start) == 7
    np.testing.assert_allclose(column["air_temperature"], [2, np.nan, np.nan, np.nan, np.nan, np.nan, 5])
    np.testing.assert_allclose(column["thickness_of_rainfall_amount"][:2], [0.3, np.nan], rtol=1e-6)
    np.testing.assert_allclose(column["northward_wind"][[0, 1, 6]], [-2, 0, 2], atol=1e-6)
    np.testing.assert_allclose(column["eastward_wind"][[0, 1, 6]], [0, -2, 0], atol=1e-6)
    assert np.isnan(column["visibility_in_air"]).all()


def test_sun_agrees_with_the_reference_of_the_solar_position_algorithm():
    """The example of Reda and Andreas, NREL/TP-560-34302 (2008): zenith 50.11162, azimuth 194.34024."""
    seconds = pd.Timestamp("2003-10-17T19:30:30Z").timestamp()
    elevation, azimuth = features.sun_position(39.742476, -105.1786, seconds)
    assert np.degrees(elevation) == pytest.approx(90 - 50.11162, abs=0.03)
    assert np.degrees(azimuth) == pytest.approx(194.34024, abs=0.03)


def test_calendar_begins_with_the_year():
    first = int(pd.Timestamp("2026-01-01T00:00Z").timestamp())
    np.testing.assert_allclose(features.calendar(np.array([first]))[0], [0, 1], atol=1e-6)
