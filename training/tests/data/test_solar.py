import numpy as np
import pandas as pd
import pytest

from training.data import solar


def test_sun_agrees_with_the_reference_of_the_solar_position_algorithm():
    """The example of Reda and Andreas, NREL/TP-560-34302 (2008): zenith 50.11162, azimuth 194.34024."""
    seconds = pd.Timestamp("2003-10-17T19:30:30Z").timestamp()
    elevation, azimuth = solar.sun_position(39.742476, -105.1786, seconds)
    assert np.degrees(elevation) == pytest.approx(90 - 50.11162, abs=0.03)
    assert np.degrees(azimuth) == pytest.approx(194.34024, abs=0.03)


def test_calendar_begins_with_the_year():
    first = int(pd.Timestamp("2026-01-01T00:00Z").timestamp())
    np.testing.assert_allclose(solar.calendar(np.array([first]))[0], [0, 1], atol=1e-6)
