"""A forecaster of the spec slots-2, by the same training as any other."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import torch

from training.common import runtime
from training.data.samples import Samples
from training.data.series import Series, within
from training.data.variables import NAMES
from training.forecaster import drawing, ensemble, storage
from training.forecaster.network import export, predict
from training.tests.made_up import EVENTS, PERIOD, TINY, said

RECIPE = {"members": 1, "epochs": 4, "steps_per_epoch": 40, "batch": 160, "averaging": 0.95, "learning_rate": 5e-3}
SECOND = dataclasses.replace(
    TINY,
    slots=dataclasses.replace(TINY.slots, spec="slots-2"),
    forecaster=dataclasses.replace(TINY.forecaster, **RECIPE),
)


@pytest.fixture(scope="module")
def samples():
    """Five stations, each with a day's course of its own: only the day before tells what comes next."""
    return [station(number) for number in range(5)]


def station(number: int) -> Samples:
    generator = np.random.default_rng(number)
    n, slots = 20 * 144, SECOND.slots
    start = 1_767_225_600 + np.arange(n) * 600
    hours = np.interp(np.arange(144), np.arange(0, 145, 12), np.append(generator.normal(10, 5, 12), 10))
    values = np.full((n, len(NAMES)), np.nan, np.float32)
    values[:, NAMES.index("air_temperature")] = np.tile(hours, 20) + generator.normal(0, 0.1, n)
    values[:, NAMES.index("relative_humidity")] = 70 + generator.normal(0, 1, n)
    values[generator.random(values.shape) < 0.02] = np.nan
    happened = {name: (generator.random(n) < 0.2).astype(np.float32) for name in EVENTS}
    series = Series(str(number), 55.0, 12.0, start, values, {0: (Path("x"), int(start[0]))}, happened)
    return Samples(series, within(series, PERIOD), slots, np.zeros((1, 512), np.float32), EVENTS)


def error(network, batch) -> float:
    """Mean absolute error of the median of the temperature, over the leads."""
    quantiles, _ = said(network, batch)
    away = (quantiles[:, 0, :, 3] - batch["truth"][:, 0]).abs() * batch["truth_mask"][:, 0]
    return float(away.sum() / batch["truth_mask"][:, 0].sum())


def test_it_learns_from_the_day_before_and_exports(samples, tmp_path):
    weighted = [(1.0, samples)]
    persistence = ensemble.untrained(SECOND, weighted, SECOND.forecaster).eval()
    network = ensemble.train(SECOND, weighted, tmp_path)
    batch = drawing.draw(weighted, 500, np.random.default_rng(1))
    blind = batch | {name: torch.zeros_like(batch[name]) for name in ("day_before", "day_before_mask")}
    assert error(network, batch) < 0.6 * error(persistence, batch)
    assert error(network, batch) < 0.6 * error(network, blind)
    storage.round_weights(network)
    exported = predict(
        runtime.session(export(network, SECOND.slots)), {name: batch[name].numpy() for name in network.spec.names}
    )
    for a, b in zip(exported, said(network, batch), strict=True):
        np.testing.assert_allclose(a, b.numpy(), rtol=1e-4, atol=2e-3)
    assert (np.diff(exported[0], axis=-1) >= 0).all()


def test_a_masked_cell_of_the_day_before_changes_nothing(samples):
    network = ensemble.untrained(SECOND, [(1.0, samples)], SECOND.forecaster).eval()
    for parameter in network.parameters():
        torch.nn.init.normal_(parameter, std=0.2, generator=torch.Generator().manual_seed(parameter.numel()))
    batch = samples[0].batch(samples[0].index[100:140])
    batch["day_before_mask"][::2] = 0
    other = batch | {"day_before": torch.where(batch["day_before_mask"] > 0, batch["day_before"], torch.tensor(-999.0))}
    for a, b in zip(said(network, batch), said(network, other), strict=True):
        torch.testing.assert_close(a, b)
