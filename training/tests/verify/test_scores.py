import numpy as np
import pytest

from training.verify import scores


def test_crps_of_a_sure_forecast_is_its_error():
    levels = np.array([0.1, 0.5, 0.9])
    quantiles = np.full((1, 3), 2.0)
    assert scores.crps(quantiles, np.array([5.0]), levels) == pytest.approx(3.0)


def test_blocks_keep_days_together():
    day = np.repeat(np.arange(50), 20)
    values = np.repeat(np.random.default_rng(1).normal(0, 1, 50), 20)
    by_day = scores.with_interval(scores.Blocks(day).means(values))
    by_case = scores.with_interval(scores.Blocks(np.arange(1000)).means(values))
    assert by_day[0] == by_case[0] == scores.rounded(values.mean())
    assert (by_day[2] - by_day[1]) > 3 * (by_case[2] - by_case[1])


def test_a_sharp_and_right_forecast_has_the_better_crps():
    levels = np.array([0.1, 0.5, 0.9])
    truth = np.random.default_rng(1).normal(0, 1, 4000)
    wide, right = (np.array([-1.28, 0, 1.28]) * w + np.zeros((4000, 1)) for w in (3, 1))
    blocks = scores.Blocks(np.arange(4000) // 40)
    a, b = (scores.of_quantiles(q, truth, levels, blocks) for q in (wide, right))
    assert b["crps"][0] < a["crps"][0]
    assert b["coverage80"][0] == pytest.approx(0.8, abs=0.02)


def test_probabilities_that_order_rightly_have_the_larger_area():
    happened = (np.arange(400) % 4 == 0).astype(float)
    noise = np.random.default_rng(1).random(400)
    blocks = scores.Blocks(np.arange(400) // 10)
    right, blind = (scores.of_probability(p, happened, blocks) for p in (0.5 * happened + 0.4 * noise, noise))
    assert right["auc"][0] == 1 and 0.4 < blind["auc"][0] < 0.6
