import pytest

from training.bundle import manifest


def lead(places, windows, ratio):
    return {"places": places, "windows": windows, "ratio": ratio}


FIRST_DAYS = {
    "air_temperature": {"+10min": lead(2, 30, 1.2), "+240min": lead(3, 40, 0.9)},
    "wind_speed": {"+60min": lead(1, 5, 0.7)},
}


@pytest.mark.parametrize(
    ("target", "places", "told"),
    [("air_temperature", 3, [(10, 30, 1.2), (240, 40, 0.9)]), ("wind_speed", 1, [(60, 5, 0.7)])],
)
def test_a_target_tells_how_bad_first_days_were_at_stations_that_were_left_out(target, places, told):
    expected = [{"leadMinutes": m, "windows": w, "ratio": r} for m, w, r in told]
    assert manifest.left_out(target, FIRST_DAYS) == {"leftOut": {"places": places, "firstDays": expected}}


def test_a_target_that_was_tried_nowhere_tells_nothing():
    assert manifest.left_out("air_pressure", FIRST_DAYS) == manifest.left_out("air_pressure", {}) == {}
