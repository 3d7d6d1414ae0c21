import dataclasses

import numpy as np
import pytest
import torch

from training.data import losing, losing_hours
from training.data.samples import Samples
from training.data.series import within
from training.data.variables import NAMES, TARGET_COLUMNS
from training.tests.made_up import EVENTS, PERIOD, SETTINGS


@pytest.fixture
def whole(series):
    blind, slots = dataclasses.replace(series, frames={}), dataclasses.replace(SETTINGS.slots, spec="slots-3")
    made = Samples(blind, within(blind, PERIOD), slots, None, EVENTS)
    return made.batch(np.repeat(made.index[400:420], 30))


def test_what_is_lost_is_less_than_there_was_and_of_a_station_as_a_whole(whole):
    lost = losing_hours.lose_some(whole, torch.Generator().manual_seed(4))
    for name in ("history", "hours"):
        assert (lost[f"{name}_mask"] <= whole[f"{name}_mask"] + 1e-6).all()
        assert 0 < lost[f"{name}_mask"].sum() < whole[f"{name}_mask"].sum()
        assert (lost[name][lost[f"{name}_mask"] == 0] == 0).all()
    absent = (lost["history_mask"].amax(1) == 0) & (whole["history_mask"].amax(1) > 0)
    assert absent.any() and lost["hours_mask"].amax(1)[absent].mean() < 0.2


def test_nothing_is_asked_of_a_variable_of_which_nothing_is_left(whole):
    lost = losing_hours.lose_some(whole, torch.Generator().manual_seed(4))
    there = lost["history_mask"].amax(1)[:, TARGET_COLUMNS]
    for target in (0, 3, 4, 5):
        assert (lost["truth_mask"][there[:, target] == 0][:, target] == 0).all()
        assert (lost["truth_mask"] == whole["truth_mask"])[there[:, target] == 1][:, target].all()


def test_a_station_of_coarse_steps_is_so_in_what_comes_true(whole):
    steps = losing_hours.rounded(whole, lambda p, *shape: torch.ones(shape))
    wet = NAMES.index("relative_humidity")
    assert torch.equal(steps["history"][:, :, wet], whole["history"][:, :, wet].round())
    assert torch.equal(steps["truth"][:, TARGET_COLUMNS.index(wet)], whole["truth"][:, 2].round())
    same = losing_hours.rounded(whole, lambda p, *shape: torch.zeros(shape))
    assert torch.equal(same["history"], whole["history"]) and torch.equal(same["truth"], whole["truth"])


def test_a_share_of_cases_is_left_as_it_was_measured(whole, monkeypatch):
    def kept():
        lost = losing_hours.lose_some(whole, torch.Generator().manual_seed(4))
        same = [(lost[name] == whole[name]).flatten(1).all(1) for name in whole if name != "truth_mask"]
        return torch.stack(same).all(0).float().mean()

    assert losing_hours.WHOLE - 0.1 < kept() < losing_hours.WHOLE + 0.1
    monkeypatch.setattr(losing_hours, "WHOLE", 0.0)
    assert kept() < 0.05


def test_a_station_of_two_reports_an_hour_is_thinned_to_every_third_slot():
    kept = losing.thinned(12, torch.ones(1, 1, 1), torch.tensor([[[1]]]), losing.HOUR // 2)[0, :, 0]
    assert kept.nonzero().flatten().tolist() == [2, 5, 8, 11]


def test_of_dew_point_and_humidity_one_is_enough_beside_the_temperature():
    warm, dew, wet = (NAMES.index(n) for n in ("air_temperature", "dew_point_temperature", "relative_humidity"))
    mask = torch.zeros(4, 3, len(NAMES))
    for case, columns in enumerate(([warm, wet], [warm, dew], [wet], [dew])):
        mask[case, 1, columns] = 1
    assert losing_hours.asked(mask)[:, :3, 0].tolist() == [[1, 1, 1], [1, 1, 1], [0, 0, 1], [0, 1, 0]]
    assert losing_hours.asked(mask)[:, 3:].sum() == 0
