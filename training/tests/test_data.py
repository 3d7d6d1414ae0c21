import base64
import hashlib
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from training.common import settings
from training.common.bad_input import BadInput
from training.data import archives, embeddings, solar, variables
from training.data.readings import read_readings, require
from training.data.series import to_slots

EVENTS = {"rain": settings.Event(variables.RAIN, "mm", 0.1, variables.RAIN)}
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
        EVENTS,
    )
    column = {name: series.values[:, i] for i, name in enumerate(variables.NAMES)}
    assert len(series.start) == 7
    np.testing.assert_allclose(column["air_temperature"], [2, np.nan, np.nan, np.nan, np.nan, np.nan, 5])
    np.testing.assert_allclose(column["thickness_of_rainfall_amount"][:2], [0.3, np.nan], rtol=1e-6)
    np.testing.assert_allclose(column["northward_wind"][[0, 1, 6]], [-2, 0, 2], atol=1e-6)
    np.testing.assert_allclose(column["eastward_wind"][[0, 1, 6]], [0, -2, 0], atol=1e-6)
    assert np.isnan(column["visibility_in_air"]).all()


def test_sun_agrees_with_the_reference_of_the_solar_position_algorithm():
    """The example of Reda and Andreas, NREL/TP-560-34302 (2008): zenith 50.11162, azimuth 194.34024."""
    seconds = pd.Timestamp("2003-10-17T19:30:30Z").timestamp()
    elevation, azimuth = solar.sun_position(39.742476, -105.1786, seconds)
    assert np.degrees(elevation) == pytest.approx(90 - 50.11162, abs=0.03)
    assert np.degrees(azimuth) == pytest.approx(194.34024, abs=0.03)


def test_calendar_begins_with_the_year():
    first = int(pd.Timestamp("2026-01-01T00:00Z").timestamp())
    np.testing.assert_allclose(solar.calendar(np.array([first]))[0], [0, 1], atol=1e-6)


def test_observers_words_become_cloud_and_rain(tmp_path):
    said = {"00": "Mostly Cloudy", "01": "Rain", "03": "", "06": "Rain"}
    lines = [f"2026-01-01T{hour}:00Z,1,{text}" for hour, text in said.items()]
    text = "time_utc,air_temperature_c,weather_text\n" + "\n".join(lines)
    events = EVENTS | {"cloudy": settings.Event("cloud_area_fraction", "1", 0.5, "relative_humidity")}
    made = to_slots("s", 55.0, 12.0, read_readings(write(tmp_path / "r.csv", text)), 60, events)
    np.testing.assert_array_equal(made.events["cloudy"], [1, np.nan, np.nan, np.nan, np.nan, np.nan, np.nan])
    np.testing.assert_array_equal(made.events["rain"], [0, np.nan, np.nan, np.nan, np.nan, np.nan, 1])


def exported(folder, encoder="ab" * 32):
    vector = base64.b64encode(np.arange(512, dtype="<f2").tobytes()).decode()
    header = "time_utc,revision,air_temperature,thickness_of_rainfall_amount,visibility_in_air,"
    lines = [
        header + "sky_captured_utc,sky_encoder_sha256,sky_embedding",
        f"2026-01-01T00:10:00Z,0,3.0,0.4,20000,2026-01-01T00:12:00.250Z,{encoder},{vector}",
        "2026-01-01T00:00:00Z,0,1.0,0.0,,,,",
        "2026-01-01T00:00:00Z,1,2.0,,,,,",
    ]
    (folder / "north").mkdir(parents=True)
    write(folder / "stations.csv", "station_id,latitude,longitude,altitude_m\nnorth,55.0,12.0,50\n")
    write(folder / "north" / "observations.csv", "\n".join(lines) + "\n")
    return folder


def test_an_export_holds_the_last_revision_and_its_embeddings(tmp_path):
    (made,) = archives.load("mine", "export", exported(tmp_path / "mine").parent, 10, EVENTS)
    column = {name: made.values[:, i] for i, name in enumerate(variables.NAMES)}
    np.testing.assert_allclose(column["air_temperature"], [2, 3])
    np.testing.assert_allclose(column["visibility_in_air"], [np.nan, 20000])
    np.testing.assert_array_equal(made.events["rain"], [np.nan, 1])
    assert list(made.frames) == [1]
    np.testing.assert_array_equal(made.embedded["ab" * 32][1], np.arange(512))


def test_embeddings_of_another_encoder_are_refused_in_one_sentence(tmp_path):
    (made,) = archives.load("mine", "export", exported(tmp_path / "mine").parent, 10, EVENTS)
    with pytest.raises(BadInput, match="are of the encoder abababababab, not of the one at hand"):
        embeddings.embed(made, b"another", 224, tmp_path)
    exported(tmp_path / "m2", hashlib.sha256(b"x").hexdigest())
    (right,) = archives.load("m2", "export", tmp_path, 10, EVENTS)
    assert embeddings.embed(right, b"x", 224, tmp_path).shape == (1, 512)


def test_a_folder_that_is_no_export_is_named(tmp_path):
    with pytest.raises(BadInput, match="stations.csv cannot be read"):
        archives.load("mine", "export", tmp_path, 10, EVENTS)
