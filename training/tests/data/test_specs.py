import dataclasses

import numpy as np
import pytest
import torch

from training.common.bad_input import BadInput
from training.data import specs
from training.data.known import known
from training.data.losing import lose_some
from training.data.samples import Samples
from training.data.series import within
from training.data.variables import NAMES
from training.tests.made_up import EVENTS, PERIOD, SETTINGS

FIRST = SETTINGS.slots
SECOND = dataclasses.replace(FIRST, spec="slots-2")
OF_FIRST = {"history": (36, 11), "history_mask": (36, 11), "sun": (60, 3), "calendar": (2,)}
OF_FIRST |= {"sky": (512,), "sky_mask": (1,), "sky_age": (1,)}
THIRD = dataclasses.replace(FIRST, spec="slots-3")
OF_THIRD = {name: shape for name, shape in OF_FIRST.items() if name != "calendar"}
OF_THIRD |= {"hours": (43, 11), "hours_mask": (43, 11)}
OF_SECOND = OF_FIRST | {"day_before": (24, 11), "day_before_mask": (24, 11)}


@pytest.fixture
def blind(series):
    """The station without its frames."""
    return dataclasses.replace(series, frames={})


@pytest.mark.parametrize(("slots", "shapes"), [(FIRST, OF_FIRST), (SECOND, OF_SECOND), (THIRD, OF_THIRD)])
def test_a_spec_names_its_tensors_in_order_with_their_shapes(slots, shapes, blind):
    spec = specs.of(slots)
    assert spec.version == slots.spec and spec.names == list(shapes)
    assert {feature.name: feature.shape(slots) for feature in spec.features} == shapes
    made = Samples(blind, within(blind, PERIOD), slots, None, EVENTS)
    for name, value in made.inputs(made.index[:3]).items():
        assert value.shape == (3, *shapes[name]) and value.dtype == torch.float32, name


def test_a_spec_that_is_not_known_is_refused_in_one_sentence():
    with pytest.raises(
        BadInput, match="^The feature spec 'slots-9' is not known; known are slots-1, slots-2, slots-3.$"
    ):
        specs.of(dataclasses.replace(FIRST, spec="slots-9"))


def test_a_day_back_must_be_whole_slots_and_hold_the_leads():
    for changed in ({"minutes": 50}, {"leads": 145}):
        with pytest.raises(BadInput, match="'slots-2' looks a day back"):
            specs.of(dataclasses.replace(SECOND, **changed))
    assert specs.of(dataclasses.replace(FIRST, leads=145)).version == "slots-1"


def test_hours_must_be_whole_slots_and_the_history_whole_hours():
    for changed in ({"minutes": 25}, {"history": 35}):
        with pytest.raises(BadInput, match="'slots-3' looks at hours"):
            specs.of(dataclasses.replace(THIRD, **changed))


def test_a_station_is_remembered_as_far_back_as_its_spec_looks():
    assert [specs.of(slots).remembers(slots) for slots in (FIRST, SECOND, THIRD)] == [6 * 60, 24 * 60, 49 * 60]
    assert specs.of(SECOND).remembers(dataclasses.replace(SECOND, history=200)) == 2000


def station(values):
    start = 1_767_225_600 + np.arange(len(values)) * 600
    return known(SECOND, 55.0, 12.0, start, values.astype(np.float32), {})


def named(features, name):
    return next(feature for feature in features if feature.name == name)


def test_the_day_before_is_the_slot_that_ends_a_day_before_the_one_that_is_forecast():
    count, newest = 200, 160
    values = np.arange(count)[:, None] * 100.0 + np.arange(len(NAMES))
    holes = {newest + 3 - 144: 2, newest + 24 - 144: 10}
    for slot, column in holes.items():
        values[slot, column] = np.nan
    of = station(values)
    value, mask = (f.build(of, np.array([newest]))[0].numpy() for f in specs.YESTERDAY)
    reference = of.start[newest] + 600
    for lead in range(1, 25):
        forecast = reference + (lead - 1) * 600
        (slot,) = np.flatnonzero(of.start + 600 == forecast + 600 - 24 * 3600)
        expected = np.nan_to_num(values[slot])
        np.testing.assert_array_equal(value[lead - 1], expected)
        np.testing.assert_array_equal(mask[lead - 1], ~np.isnan(values[slot]))
    assert (mask == 0).sum() == 2


def test_before_the_first_slot_nothing_is_known_of_the_day_before():
    of = station(np.ones((200, len(NAMES))))
    value, mask = (f.build(of, np.array([130]))[0].numpy() for f in specs.YESTERDAY)
    # The slots from -13 on: the first fourteen leads look to before the series begins.
    there = np.arange(24)[:, None] + 131 - 144 >= 0
    np.testing.assert_array_equal(mask, np.broadcast_to(there, mask.shape))
    np.testing.assert_array_equal(value, mask)


def test_an_hour_is_the_mean_of_what_was_measured_in_six_slots_counted_from_the_newest():
    generator, newest = np.random.default_rng(3), 350
    values = generator.normal(1000, 3, (400, len(NAMES)))
    values[generator.random(values.shape) < 0.4] = np.nan
    of = station(values)
    value, mask = (f.build(of, np.array([newest]))[0].numpy() for f in specs.TWO_DAYS)
    for row, hour in enumerate(range(48, 5, -1)):
        six = values[newest - hour * 6 - 5 : newest - hour * 6 + 1].astype(np.float32)
        assert newest - hour * 6 - 5 >= newest - 293
        for column in range(len(NAMES)):
            measured = [np.float64(v) for v in six[:, column] if not np.isnan(v)]
            mean = np.float32(sum(measured, np.float64(0)) / len(measured)) if measured else np.float32(0)
            assert value[row, column] == mean
            assert mask[row, column] == np.float32(len(measured)) / np.float32(6)


def test_hours_begin_where_the_series_does():
    of = station(np.ones((400, len(NAMES))))
    value, mask = (f.build(of, np.array([100]))[0].numpy() for f in specs.TWO_DAYS)
    # Of the hour that ends with slot 100 - 16 * 6 = 4, five slots are known; nothing of the one before.
    assert mask[:, 0].tolist() == [0] * 32 + [np.float32(5) / np.float32(6)] + [1] * 10
    np.testing.assert_array_equal(value, mask > 0)


def test_what_is_lost_of_the_day_before_leaves_the_rest_as_it_was(blind):
    first, second = (Samples(blind, within(blind, PERIOD), slots, None, EVENTS) for slots in (FIRST, SECOND))
    index = first.index[200:264]
    lost, both = (lose_some(s.batch(index), torch.Generator().manual_seed(4)) for s in (first, second))
    assert all(torch.equal(lost[name], both[name]) for name in lost)
    whole = second.batch(index)
    assert 0 < both["day_before_mask"].sum() < whole["day_before_mask"].sum()
    torch.testing.assert_close(both["day_before"], whole["day_before"] * both["day_before_mask"])
    # A sensor that a station does not have, it did not have the day before.
    absent = (lost["history_mask"].amax(1) == 0) & (whole["history_mask"].amax(1) > 0)
    assert absent.any() and both["day_before_mask"].amax(1)[absent].mean() < 0.2


def test_a_history_longer_than_the_hours_that_are_looked_at_is_refused():
    assert specs.of(dataclasses.replace(THIRD, history=48 * 6)).version == "slots-3"
    with pytest.raises(BadInput, match="^The feature spec 'slots-3' looks at 48 hours: a history of 294 slots of 10 "):
        specs.of(dataclasses.replace(THIRD, history=49 * 6))
