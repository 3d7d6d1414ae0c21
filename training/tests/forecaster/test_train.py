import copy
import dataclasses

import numpy as np
import pytest
import torch

from training.data.variables import NAMES
from training.forecaster import calibration, drawing, ensemble, loss, scaling, train
from training.forecaster.network import Network
from training.tests.made_up import OF_EXPORT, TINY


def test_the_means_of_members_share_one_matrix(samples, tmp_path):
    sources = [(1.0, [samples])]
    made = [ensemble.member(TINY, sources, n, tmp_path, "test") for n in range(TINY.forecaster.members)]
    network = ensemble.train(TINY, sources, tmp_path / "whole")
    assert made[0].straight.weight.abs().max() > 0
    batch = samples.batch(samples.index[:5])
    rows = [m.inputs(batch)[0] for m in made]
    alone = torch.stack([m.straight(row) for m, row in zip(made, rows, strict=True)]).mean(0)
    torch.testing.assert_close(network.straight(rows[0]), alone)


def test_training_lowers_the_loss_and_goes_on_where_it_was_stopped(samples, tmp_path, monkeypatch):
    sources, levels = [(1.0, [samples])], torch.tensor(TINY.forecaster.quantiles)
    checks = drawing.draw(sources, 256, np.random.default_rng(1))
    network = ensemble.train(TINY, sources, tmp_path / "whole")
    torch.manual_seed(TINY.seed)
    scales = scaling.statistics([[samples]], TINY.slots, TINY.forecaster.sky_features)
    untrained = Network(TINY.forecaster, TINY.slots, 2, *scales).eval()
    with torch.no_grad():
        assert loss.loss_of(network, checks, levels) < loss.loss_of(untrained, checks, levels)
    draws = iter(range(20))  # the first member has sixteen

    def stopping(*arguments, **named):
        if next(draws, None) is None:
            raise KeyboardInterrupt
        return draw(*arguments, **named)

    draw = drawing.draw
    monkeypatch.setattr(drawing, "draw", stopping)
    with pytest.raises(KeyboardInterrupt):
        ensemble.train(TINY, sources, tmp_path / "again")
    monkeypatch.setattr(drawing, "draw", draw)
    again = ensemble.train(TINY, sources, tmp_path / "again")
    for a, b in zip(network.state_dict().values(), again.state_dict().values(), strict=True):
        assert torch.equal(a, b)


def test_a_case_of_an_hourly_station_counts_as_one_with_all_leads():
    values, mask = torch.tensor([[[1.0, 3.0]], [[6.0, 0.0]]]), torch.tensor([[[1.0, 1.0]], [[1.0, 0.0]]])
    torch.testing.assert_close(loss.mean_of_cases(values, mask), torch.tensor([4.0]))


def test_widths_are_asked_of_both_periods(stations, tmp_path, monkeypatch):
    def spying(network, periods, slots, levels):
        seen.extend(samples.index.tolist() for ((_, (samples,)),) in periods)

    seen = []
    monkeypatch.setattr(calibration, "calibrate", spying)
    train.run(OF_EXPORT, stations, tmp_path)
    assert seen == [stations.of("mine", period)[0].index.tolist() for period in ("calibrate", "validate")]


def test_what_was_seen_is_told_by_the_weight_of_each_source(samples):
    def moved(by, count):
        other = copy.copy(samples)
        other.index = samples.index[:count]
        other.known = dataclasses.replace(samples.known, values=samples.known.values + by * samples.known.mask)
        return other

    many, few, gust = moved(0, 900), moved(8, 30), NAMES.index("wind_speed_of_gust")
    (first, _), (second, _) = (train.seen([(1.0, [s])]) for s in (many, few))
    mean, std = train.seen([(0.5, [many]), (1.5, [few])])
    torch.testing.assert_close(mean, 0.25 * first + 0.75 * second)
    assert std[0] > train.seen([(1.0, [many])])[1][0]
    assert (mean[gust], std[gust]) == (0, 1)
