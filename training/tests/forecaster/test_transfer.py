"""A forecaster of the spec slots-3: what it must not know, and what it must learn."""

import dataclasses

import numpy as np
import pytest
import torch

from training.common import runtime
from training.data import losing_hours
from training.data.samples import Samples
from training.data.series import Series, within
from training.data.variables import NAMES, TARGETS
from training.forecaster import calibration, drawing, ensemble, left_out, storage
from training.forecaster.network import export, predict
from training.tests.made_up import EVENTS, PERIOD, TINY, said

RECIPE = {"members": 1, "epochs": 4, "steps_per_epoch": 40, "batch": 160, "averaging": 0.95, "learning_rate": 5e-3}
THIRD = dataclasses.replace(
    TINY,
    slots=dataclasses.replace(TINY.slots, spec="slots-3"),
    forecaster=dataclasses.replace(TINY.forecaster, **RECIPE),
)
WARM, DEW, WET, PRESSURE = (NAMES.index(TARGETS[i]) for i in range(4))


def station(number: int) -> Samples:
    """A day's course of its own, level and noise: only the days before tell what comes next."""
    generator = np.random.default_rng(number)
    n, slots = 20 * 144, THIRD.slots
    start = 1_767_225_600 + np.arange(n) * 600
    hours = np.interp(np.arange(144), np.arange(0, 145, 12), np.append(generator.normal(10, 5, 12), 10))
    values = np.full((n, len(NAMES)), np.nan, np.float32)
    values[:, WARM] = np.tile(hours, 20) + generator.normal(0, 0.1, n)
    values[:, WET] = 70 + generator.normal(0, 1, n)
    values[:, PRESSURE] = 700 + 80 * number + generator.normal(0, 0.3, n).cumsum() * 0.1
    values[generator.random(values.shape) < 0.02] = np.nan
    happened = {name: (generator.random(n) < 0.2).astype(np.float32) for name in EVENTS}
    series = Series(str(number), 55.0, 12.0, start, values, {}, happened)
    return Samples(series, within(series, PERIOD), slots, None, EVENTS)


@pytest.fixture(scope="module")
def samples():
    return [station(number) for number in range(5)]


@pytest.fixture(scope="module")
def network(samples):
    made = ensemble.untrained(THIRD, [(1.0, samples)], THIRD.forecaster).eval()
    for parameter in made.parameters():
        torch.nn.init.normal_(parameter, std=0.1, generator=torch.Generator().manual_seed(parameter.numel()))
    return made


@pytest.fixture
def batch(samples):
    return samples[0].batch(samples[0].index[300:340])


def test_the_level_of_the_pressure_is_nothing_but_added(network, batch):
    higher = batch | {name: batch[name].clone() for name in ("history", "hours")}
    higher["history"][:, :, PRESSURE] += 128
    higher["hours"][:, :, PRESSURE] += 128
    (quantiles, events), (moved, same) = said(network, batch), said(network, higher)
    torch.testing.assert_close(events, same, rtol=0, atol=2e-3)
    shift = torch.tensor([0.0, 0, 0, 128, 0, 0])[None, :, None, None]
    torch.testing.assert_close(moved - shift, quantiles, rtol=0, atol=5e-2)


def test_north_and_south_are_the_same_to_it(network, batch):
    mirrored = batch | {"sun": batch["sun"] * torch.tensor([1.0, 1, -1])}
    for a, b in zip(said(network, batch), said(network, mirrored), strict=True):
        torch.testing.assert_close(a, b)


def test_what_is_masked_changes_nothing(network, batch):
    for name in ("history", "hours"):
        mask = batch[f"{name}_mask"].clone()
        mask[::2] = 0
        bare = batch | {f"{name}_mask": mask}
        other = bare | {name: torch.where(mask > 0, batch[name], torch.tensor(-90.0))}
        for a, b in zip(said(network, bare), said(network, other), strict=True):
            assert a.isfinite().all()
            torch.testing.assert_close(a, b)


def test_the_dew_point_is_told_by_temperature_and_humidity(network, batch):
    batch["history"][:, :, WARM], batch["history"][:, :, WET] = 20.0, 50.0
    batch["history_mask"][:, :, [WARM, WET]] = 1
    _, known = network.inputs({name: batch[name] for name in network.spec.names})
    assert known["now"][:, TARGETS.index("dew_point_temperature")].tolist() == pytest.approx([9.26] * 40, abs=0.05)
    batch["history"][:, :, DEW], batch["history_mask"][:, :, DEW] = 9.26, 1
    batch["history_mask"][:, :, WET] = 0
    _, known = network.inputs({name: batch[name] for name in network.spec.names})
    assert known["now"][:, TARGETS.index("relative_humidity")].tolist() == pytest.approx([50.0] * 40, abs=0.2)


def test_it_learns_from_the_days_before_and_exports(samples, tmp_path):
    weighted = [(1.0, samples)]
    persistence = ensemble.untrained(THIRD, weighted, THIRD.forecaster).eval()
    network = ensemble.train(THIRD, weighted, tmp_path)
    batch = drawing.draw(weighted, 500, np.random.default_rng(1))
    blind = batch | {name: torch.zeros_like(batch[name]) for name in ("hours", "hours_mask")}
    assert error(network, batch) < 0.7 * error(persistence, batch)
    assert error(network, batch) < 0.8 * error(network, blind)
    storage.round_weights(network)
    inputs = {name: batch[name].numpy() for name in network.spec.names}
    exported = predict(runtime.session(export(network, THIRD.slots)), inputs)
    for a, b in zip(exported, said(network, batch), strict=True):
        np.testing.assert_allclose(a, b.numpy(), rtol=1e-4, atol=4e-3)
    assert (np.diff(exported[0], axis=-1) >= 0).all()


def error(network, batch) -> float:
    """Mean absolute error of the median of the temperature, over the leads, where there is a temperature."""
    quantiles, _ = said(network, batch)
    mask = batch["truth_mask"][:, 0] * losing_hours.asked(batch["history_mask"])[:, 0]
    return float(((quantiles[:, 0, :, 3] - batch["truth"][:, 0]).abs() * mask).sum() / mask.sum())


def test_widths_grow_to_what_a_station_that_was_left_out_needs(network, samples):
    levels = THIRD.forecaster.quantiles
    scale = calibration.at_places(network, samples[1], THIRD.slots, levels)
    assert scale.shape == (2, 6, 24) and np.isnan(scale[:, TARGETS.index("wind_speed")]).all()
    free = (scale > calibration.OF_PLACES[0]) & (scale < calibration.OF_PLACES[1])
    before = network.scales
    network.calibrated(network.patterns, torch.from_numpy(calibration.over_places([scale])))
    again = calibration.at_places(network, samples[1], THIRD.slots, levels)
    network.calibrated(network.patterns, before)
    assert free[:, :4].any()
    np.testing.assert_allclose(again[free], 1, atol=0.02)


def test_widths_are_one_for_all_where_no_place_is_left_out(network, samples):
    before, periods = network.scales, [[(0.5, [samples[0]]), (0.5, [samples[1]])]] * 2
    calibration.calibrate(network, periods, THIRD.slots, THIRD.forecaster.quantiles)
    found = network.scales
    network.calibrated(network.patterns, before)
    assert found.shape == (1, 2, 6, 24) and not torch.equal(found, torch.ones_like(found))


def test_a_fold_leaves_out_all_sources_of_its_number(stations):
    mine = stations.settings.sources["mine"]
    listed = {name: dataclasses.replace(mine, fold=fold) for name, fold in (("mine", 2), ("other", 0))}
    settings = dataclasses.replace(stations.settings, sources=listed, slots=THIRD.slots)
    series, embeddings = ({n: of["mine"] for n in listed} for of in (stations.series, stations.embeddings))
    all_of = dataclasses.replace(stations, settings=settings, series=series, embeddings=embeddings)
    assert left_out.folds(settings) == [2]
    assert len(all_of.samples("learn")) == 2 and len(dataclasses.replace(all_of, fold=2).samples("learn")) == 1
    assert [(n, s.series.name) for n, s in left_out.left_out_of(settings, all_of, 2)] == [("mine", "north")]
    assert left_out.folds(dataclasses.replace(settings, slots=TINY.slots)) == []
