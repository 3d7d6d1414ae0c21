import base64
import dataclasses
import hashlib
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import torch

from training.data import sources, variables
from training.data.samples import Samples
from training.data.series import Series, within
from training.forecaster import scaling
from training.forecaster.network import Network
from training.tests.made_up import ENCODER, EVENTS, FOLDS, OF_EXPORT, PERIOD, SETTINGS, TINY


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    torch.set_num_threads(1)


@pytest.fixture(scope="module")
def series():
    """Three weeks of made-up weather, with a frame every twelve slots."""
    generator = np.random.default_rng(5)
    n = 3 * 7 * 144
    start = 1_767_225_600 + np.arange(n) * 600
    values = np.full((n, len(variables.NAMES)), np.nan, np.float32)
    day = np.sin(np.arange(n) * 2 * np.pi / 144)
    for name, level, swing in (("air_temperature", 5, 4), ("relative_humidity", 70, 15), ("air_pressure", 1010, 3)):
        values[:, variables.NAMES.index(name)] = level + swing * day + generator.normal(0, 0.3, n)
    values[:, variables.NAMES.index("wind_speed")] = 4 + day + generator.normal(0, 0.3, n)
    values[:, variables.NAMES.index("surface_downwelling_shortwave_flux_in_air")] = np.maximum(0, 300 * day)
    values[:, variables.NAMES.index(variables.RAIN)] = (generator.random(n) < 0.05) * 0.5
    values[generator.random(values.shape) < 0.05] = np.nan
    happened = {name: (generator.random(n) < 0.2).astype(np.float32) for name in EVENTS}
    made = Series("s", 55.0, 12.0, start, values, {}, happened)
    made.frames = {i: (Path("x"), int(start[i]) + 300) for i in range(0, n, 12)}
    return made


@pytest.fixture(scope="module")
def samples(series):
    embeddings = np.random.default_rng(1).random((len(series.frames), 512)).astype(np.float32)
    return Samples(series, within(series, PERIOD), SETTINGS.slots, embeddings, EVENTS)


@pytest.fixture(scope="module")
def network(samples):
    torch.manual_seed(3)
    scales = scaling.statistics([[samples]], TINY.slots, TINY.forecaster.sky_features)
    made = Network(TINY.forecaster, TINY.slots, 2, *scales)
    for parameter in made.parameters():
        torch.nn.init.normal_(parameter, std=0.2)
    return made.eval()


@pytest.fixture(scope="module")
def export(tmp_path_factory):
    """Two months of one station as export-dataset writes them, a frame every twenty minutes."""
    root, generator = tmp_path_factory.mktemp("data"), np.random.default_rng(2)
    (root / "mine" / "north").mkdir(parents=True)
    (root / "mine" / "stations.csv").write_text("station_id,latitude,longitude,altitude_m\nnorth,55.0,12.0,50\n")
    times = pd.date_range("2026-01-01", "2026-03-01", freq="10min", inclusive="left")
    wander = generator.normal(0, 0.3, (len(times), 4))
    for i in range(1, len(times)):
        wander[i] += 0.97 * wander[i - 1]
    day = np.sin(np.arange(len(times)) * 2 * np.pi / 144)
    table = pd.DataFrame({"time_utc": times.strftime("%Y-%m-%dT%H:%M:%SZ"), "revision": 0})
    table["air_temperature"] = 5 + 4 * day + wander[:, 0]
    table["relative_humidity"] = np.clip(80 - 10 * day + wander[:, 1], 5, 100)
    table["wind_speed"] = np.abs(4 + wander[:, 2])
    table["thickness_of_rainfall_amount"] = np.where(wander[:, 3] > 0.5, 0.3, 0.0)
    framed = np.arange(len(times)) % 2 == 0
    table["sky_captured_utc"] = table["time_utc"].where(framed)
    table["sky_encoder_sha256"] = pd.Series(hashlib.sha256(ENCODER.read_bytes()).hexdigest(), table.index).where(framed)
    vectors = [base64.b64encode(v.tobytes()).decode() for v in generator.random((len(times), 512)).astype("<f2")]
    table["sky_embedding"] = pd.Series(vectors).where(framed)
    table.to_csv(root / "mine" / "north" / "observations.csv", index=False)
    return root


@pytest.fixture(scope="module")
def stations(export, tmp_path_factory):
    return sources.load(OF_EXPORT, export, tmp_path_factory.mktemp("runs"), ENCODER.read_bytes())


@pytest.fixture
def placed(stations):
    """One station under three names: each in a fold of its own, and one that is never left out."""
    mine = stations.settings.sources["mine"]
    settings = dataclasses.replace(
        stations.settings,
        sources={name: dataclasses.replace(mine, fold=fold) for name, fold in FOLDS.items()},
        slots=dataclasses.replace(stations.settings.slots, spec="slots-3"),
    )
    (series,), embeddings = stations.series["mine"], stations.embeddings["mine"]
    named = {name: [dataclasses.replace(series, name=name)] for name in FOLDS}
    return dataclasses.replace(
        stations, settings=settings, series=named, embeddings={name: embeddings for name in FOLDS}
    )
