import dataclasses

import numpy as np
import pytest
import torch

from training.data import variables
from training.data.samples import Samples
from training.data.series import within
from training.tests.made_up import EVENTS, PERIOD, SETTINGS


def test_the_first_lead_is_the_very_next_slot(series, samples):
    index = samples.index[:5]
    batch = samples.batch(index)
    truth = np.nan_to_num(series.values)[index + 1][:, variables.TARGET_COLUMNS]
    np.testing.assert_array_equal(batch["truth"][:, :, 0].numpy(), truth)
    np.testing.assert_array_equal(batch["history"][:, -1].numpy(), np.nan_to_num(series.values)[index])


def test_sky_is_used_until_it_is_too_old(samples):
    batch = samples.batch(samples.index[:24])
    age = batch["sky_age"][:, 0].numpy()
    has = batch["sky_mask"][:, 0].numpy() > 0
    assert has.any() and not has.all()
    assert (age[has] <= SETTINGS.slots.sky_max_age_minutes).all() and (age[has] >= 0).all()
    assert (batch["sky"].numpy()[~has] == 0).all()


def test_an_hourly_station_is_forecast_for_between_its_readings(series):
    hourly = dataclasses.replace(series, values=series.values.copy(), frames={}, events={})
    hourly.values[np.arange(len(hourly.start)) % 6 != 0] = np.nan
    hourly.events.update({name: np.full(len(hourly.start), np.nan, np.float32) for name in EVENTS})
    made = Samples(hourly, within(hourly, PERIOD), SETTINGS.slots, None, EVENTS)
    assert (made.index % 6 == 0).all()
    assert len(made.recent) == pytest.approx(6 * len(made.index), rel=0.01)
    ages = 35 - made.batch(made.recent[:60])["history_mask"].amax(2).mul(torch.arange(36)).amax(1)
    assert ages.min() == 0 and ages.max() == 5
