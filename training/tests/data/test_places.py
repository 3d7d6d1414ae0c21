import numpy as np
import pandas as pd
import pytest

from training.common.bad_input import BadInput
from training.data import humid, places
from training.data.variables import NAMES


def test_a_place_has_the_stations_of_its_files_with_the_dew_point(tmp_path):
    times = [f"2024-01-01T0{hour}:00:00Z" for hour in range(3)]
    table = {"time_utc": times, "air_temperature_c": [20.0, 20, np.nan], "relative_humidity_pct": [50.0, np.nan, 60]}
    pd.DataFrame(table | {"pressure_msl_hpa": [1000.0, 1001, 1002]}).to_csv(tmp_path / "hawaii_us.csv.gz", index=False)
    (made,) = places.load("hawaii", tmp_path, 10, {})
    assert (made.name, made.latitude) == ("hawaii_us", 19.5)
    found = made.values[::6, [NAMES.index(n) for n in ("dew_point_temperature", "air_pressure")]]
    np.testing.assert_allclose(found, [[9.26, 1000], [np.nan, 1001], [np.nan, 1002]], atol=0.02)


def test_a_place_that_is_not_known_is_refused():
    with pytest.raises(BadInput, match="^The place 'atlantis' is not known; known are swiss, dtu, "):
        places.load("atlantis", None, 10, {})


def test_dew_point_and_humidity_give_each_other_and_what_was_measured_stays():
    warm, wet = np.array([-20.0, 0, 30, 15]), np.array([80.0, 100, 12, 60])
    dew = humid.completed(pd.DataFrame({"air_temperature": warm, "relative_humidity": wet}))["dew_point_temperature"]
    back = humid.completed(pd.DataFrame({"air_temperature": warm, "dew_point_temperature": dew}))["relative_humidity"]
    np.testing.assert_allclose(back, wet, rtol=1e-6)
    assert dew[1] == pytest.approx(0, abs=1e-6)
    both = pd.DataFrame({"air_temperature": warm, "relative_humidity": wet, "dew_point_temperature": -99.0})
    pd.testing.assert_frame_equal(humid.completed(both)[list(both)], both)
