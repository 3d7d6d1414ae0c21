import copy

import numpy as np
import pytest
import torch

from training.data import variables
from training.forecaster import calibration
from training.tests.made_up import (
    SETTINGS,
    TINY,
    said,
)


def left_outside(network, batches):
    levels = TINY.forecaster.quantiles
    low, high = levels.index(0.1), levels.index(0.9)
    sides, known = 0, 0
    for batch in batches:
        quantiles, _ = said(network, batch)
        truth, mask = batch["truth"][:, 0], batch["truth_mask"][:, 0]
        out = torch.stack([truth < quantiles[:, 0, :, low], truth > quantiles[:, 0, :, high]])
        sides, known = sides + (out * mask).sum((1, 2)), known + mask.sum()
    return (sides / known).numpy()


def test_each_side_is_widened_until_a_tenth_is_outside(network, samples):
    batches = list(calibration.chunks([samples]))
    before = left_outside(network, batches)
    calibration.calibrate(network, [[(1.0, [samples])]], TINY.slots, TINY.forecaster.quantiles)
    after = left_outside(network, batches)
    assert ((network.scales >= calibration.SCALES[0]) & (network.scales <= calibration.SCALES[-1])).all()
    assert (abs(after - 0.1) <= abs(before - 0.1) + 1e-3).all()
    network.calibrated(*uncalibrated())


def test_of_each_variable_the_period_that_needs_wider_intervals_decides():
    mild, wild = (np.full((2, 3, 4), scale, np.float32) for scale in (0.9, 1.1))
    mild[:, 1], wild[:, 1:] = 1.3, np.nan
    mild[:, 2] = np.nan
    found = calibration.widest([mild, wild])
    np.testing.assert_array_equal(found, np.broadcast_to(np.float32([1.1, 1.3, 1.0])[None, :, None], (2, 3, 4)))


def test_weeks_without_a_case_leave_widths_to_the_other_period(network, samples):
    empty = copy.copy(samples)
    empty.index = samples.index[:0]
    scales = []
    for periods in ([[(1.0, [samples])]], [[(1.0, [empty])], [(1.0, [samples])]]):
        calibration.calibrate(network, periods, TINY.slots, TINY.forecaster.quantiles)
        scales.append(network.scales.clone())
    assert torch.equal(*scales)
    network.calibrated(*uncalibrated())


def uncalibrated():
    return torch.zeros(1, 1 + len(variables.NAMES)), torch.ones(1, 2, len(variables.TARGETS), TINY.slots.leads)


def test_a_scale_is_found_between_those_that_were_tried():
    shares = np.linspace(0.3, 0.05, len(calibration.SCALES))
    found = calibration.reaching(shares)
    assert np.interp(found, calibration.SCALES, shares) == pytest.approx(0.1)
    assert calibration.reaching(shares - 0.3) == calibration.SCALES[0]
    assert calibration.reaching(shares + 0.3) == calibration.SCALES[-1]


def test_a_station_is_as_sure_as_those_that_report_like_it(network, samples):
    batch = samples.batch(samples.index[:3])
    hourly = batch["history_mask"] * (torch.arange(SETTINGS.slots.history) % 6 == 5).float()[None, :, None]
    patterns = torch.stack([network.inputs.pattern(m).mean(0) for m in (batch["history_mask"], hourly)])
    _, ones = uncalibrated()
    network.calibrated(patterns, torch.cat([ones, 2 * ones]))
    assert network.scale(batch["history_mask"]).mean() < 1.1 < 1.9 < network.scale(hourly).mean()
    network.calibrated(*uncalibrated())
