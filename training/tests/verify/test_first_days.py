"""Windows at places that were left out, in which a station is new."""

import numpy as np
import pytest

from training.data import specs
from training.data.variables import NAMES, TARGETS
from training.verify import first_days
from training.verify.cases import LEADS

WARM = TARGETS.index("air_temperature")


class Persisting:
    """A forecaster that says that the newest temperature stays, but for so much too warm."""

    def __init__(self, slots, off: float):
        self.slots, self.off = slots, off

    def run(self, names, inputs):
        newest = inputs["history"][:, -1, NAMES.index("air_temperature")] + self.off
        shape = (len(newest), len(TARGETS), self.slots.leads, 7)
        return np.broadcast_to(newest[:, None, None, None], shape), np.zeros((len(newest), 1, self.slots.leads))


def test_in_a_window_nothing_is_known_from_before(placed):
    samples = placed.of("mine", "train")[0]
    slots, windows = samples.slots, first_days.windows(placed.of("mine", "train")[0])
    assert 2 < len(windows) <= first_days.WINDOWS
    second = windows[1]
    first_known = int(np.flatnonzero(~np.isnan(second.series.values).all(1))[0])
    assert first_known >= specs.of(slots).remembers(slots) // slots.minutes
    at = int(np.searchsorted(samples.series.start, second.series.start[first_known]))
    np.testing.assert_array_equal(second.series.values[first_known + 5], samples.series.values[at + 5])
    early = second.inputs(second.index[:1])
    assert early["hours_mask"].sum() == 0 < samples.inputs(np.array([at + 400]))["hours_mask"].sum()
    length = second.series.start[second.index[-1]] - second.series.start[second.index[0]]
    assert length <= first_days.DAYS * 86_400


def test_a_window_tells_errors_over_those_of_persistence(placed):
    window = first_days.windows(placed.of("mine", "train")[0])[0]
    as_persistence = first_days.of_window(window, Persisting(window.slots, 0), 3)
    np.testing.assert_allclose(as_persistence[WARM], 1, rtol=1e-5)
    assert (first_days.of_window(window, Persisting(window.slots, 5), 3)[WARM] > 1.5).all()
    assert np.isnan(as_persistence[TARGETS.index("air_pressure")]).all(), "it is not measured there"


def test_told_is_what_few_windows_of_all_places_exceed():
    ratios = np.full((100, len(TARGETS), len(LEADS)), np.nan)
    ratios[:, WARM, 2] = np.arange(100) / 100
    other = np.full((1, len(TARGETS), len(LEADS)), np.nan)
    other[0, WARM, 2] = 0.5
    found = first_days.told([[("a", ratios[:60])], [("a", ratios[60:]), ("b", other), ("c", other * np.nan)]])
    ratio = pytest.approx(0.96, abs=0.01)
    assert found == {"air_temperature": {"+60min": {"places": 2, "windows": 101, "ratio": ratio}}}
    assert first_days.told([]) == {}
