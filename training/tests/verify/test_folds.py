"""Places that were left out, and the trees beside them."""

import dataclasses

import numpy as np
import pytest

from training.data import specs
from training.data.variables import NAMES, TARGETS
from training.tests.made_up import FOLDS
from training.verify import cases, folds, peers, trees

WARM = TARGETS.index("air_temperature")


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(trees, "ROUNDS", 10)
    for name, most in (("OF_PLACE", 300), ("OF_TREES", 800), ("OF_MISSES", 300)):
        monkeypatch.setattr(trees, name, most)


def test_trees_learn_from_the_same_places_as_the_network_of_their_fold(placed, few, tmp_path, monkeypatch):
    def spying(table, learnt, target, lead):
        seen.append({s.series.name: s.index.tolist() for c in learnt for s in c.samples})
        return None

    seen = []
    monkeypatch.setattr(trees, "median", spying)
    made = trees.told(placed.settings, placed, 2, tmp_path)
    assert seen[0] == {name: placed.of(name, "train")[0].index.tolist() for name in FOLDS if name != "mine"}
    assert list(made) == ["mine"] and np.isnan(made["mine"]).all()


def test_trees_forecast_what_was_left_out_and_are_kept(placed, few, tmp_path, monkeypatch):
    made = trees.told(placed.settings, placed, 2, tmp_path)
    test = trees.of_station(placed.of("mine", "train")[0])
    truth, now = test.truth[:, WARM, 4], test.now[:, WARM]
    use = ~np.isnan(truth) & ~np.isnan(now)
    said = made["mine"][use, WARM, 1]
    assert (np.diff(said, axis=1) >= 0).all()
    middle = said.shape[1] // 2
    assert np.abs(said[:, middle] - truth[use]).mean() < 0.8 * np.abs(now[use] - truth[use]).mean()
    levels = np.array(placed.settings.forecaster.quantiles)
    inside = (truth[use] >= said[:, 1]) & (truth[use] <= said[:, -2])
    assert levels[1] == 0.1 and 0.6 < inside.mean() < 0.95
    monkeypatch.setattr(trees, "median", None)
    np.testing.assert_array_equal(trees.told(placed.settings, placed, 2, tmp_path)["mine"], made["mine"])


def test_a_place_is_scored_beside_persistence_and_trees():
    levels = np.array([0.1, 0.5, 0.9])
    said, truth = np.array([[1.0, 2, 3], [1, 2, 3]]), np.array([2.5, 5])
    beside = np.array([[2.0, 2, 2], [4, 4, 4]])
    found = folds.scored(said, truth, np.array([0.0, 0]), beside, levels)
    assert found["persistence"] == 3.75 and found["mae"] == 1.75 and found["coverage80"] == 0.5
    assert found["trees"] == found["treesCrps"] == 0.75
    assert found["crps"] == pytest.approx(2 * np.mean([(0.15 + 0.25 + 0.05) / 3, (0.4 + 1.5 + 1.8) / 3]), rel=1e-3)
    for nothing in (None, np.full((2, 3), np.nan)):
        assert not {"trees", "treesCrps"} & set(folds.scored(said, truth, np.zeros(2), nothing, levels))


def test_trees_see_the_hours_of_the_days_before_the_leads_and_now():
    hours = np.zeros((2, specs.HOURS - 5, len(NAMES)))
    hours[:, :, 0] = specs.HOURS - np.arange(specs.HOURS - 5)  # each holds how long ago it was
    mask = np.ones_like(hours)
    mask[1, specs.HOURS - 24] = 0
    found = cases.days({"hours": hours, "hours_mask": mask}, np.full((2, len(NAMES)), 100.0))[0]
    each = found.reshape(2, 10, len(NAMES))[:, :, 0] + 100
    assert each[0].tolist() == [20, 21, 22, 23, 24, 44, 45, 46, 47, 48]
    assert np.isnan(each[1, 4]) and not np.isnan(each[1, [0, 5]]).any()


def test_trees_do_not_see_levels(placed):
    test = trees.of_station(placed.of("mine", "train")[0])
    higher = dataclasses.replace(test, table=test.table.copy())
    higher.table[:, [0, 1]] += 10
    higher.table[:, 3] += 100
    np.testing.assert_allclose(trees.transferable(higher), trees.transferable(test), atol=1e-5)
    assert peers.inputs(test, test)[0].shape[0] == len(test.table)
