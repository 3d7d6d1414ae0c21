"""Scores, peers, and the way from an exported dataset to a bundle, on made-up weather."""

import argparse
import base64
import dataclasses
import hashlib
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import torch

from training.bundle import bundle, report, tables
from training.common import settings
from training.common.bad_input import BadInput
from training.data import embeddings, sources, variables
from training.forecaster import calibration, train
from training.verify import peers, scores, verify
from training.verify.cases import LEADS, cases

HERE = Path(__file__).resolve().parent.parent
ENCODER = HERE.parent / "models" / "skycast" / "sky-encoder.onnx"
SETTINGS = settings.load(HERE / "config.toml")
PERIODS = (["2026-01-01", "2026-02-01"], ["2026-02-01", "2026-02-10"], ["2026-02-10", "2026-03-01"])
MINE = settings.Source("export", *PERIODS, 1, False)
TINY = dataclasses.replace(
    SETTINGS,
    forecaster=dataclasses.replace(
        SETTINGS.forecaster, hidden=16, epochs=2, steps_per_epoch=10, batch=128, left_out_epochs=1, calibration_every=3
    ),
    sources={"mine": MINE},
)


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    torch.set_num_threads(1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
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
def stations(folder, tmp_path_factory):
    return sources.load(TINY, folder, tmp_path_factory.mktemp("runs"), ENCODER.read_bytes())


def test_an_event_that_no_source_knows_is_left_out(stations):
    assert stations.events == ["rain"]


def test_a_period_without_data_is_one_sentence(stations):
    empty = dataclasses.replace(MINE, test=["2030-01-01", "2030-02-01"])
    elsewhere = dataclasses.replace(stations, settings=dataclasses.replace(TINY, sources={"mine": empty}))
    with pytest.raises(BadInput, match="'mine' holds nothing from 2030-01-01 to 2030-02-01"):
        elsewhere.of("mine", "test")


def test_widths_are_set_on_weeks_that_are_not_learnt_from(stations):
    learn, calibrate, train, validate = (
        set(stations.of("mine", p)[0].index.tolist()) for p in ("learn", "calibrate", "train", "validate")
    )
    assert not learn & calibrate
    assert learn < train and calibrate < train and not validate & train
    assert 0.2 < len(calibrate) / len(train) < 0.6


def test_widths_are_asked_of_both_periods(stations, tmp_path, monkeypatch):
    def spying(network, periods, slots, levels):
        seen.extend(samples.index.tolist() for ((_, (samples,)),) in periods)

    seen = []
    monkeypatch.setattr(calibration, "calibrate", spying)
    train.run(TINY, stations, tmp_path)
    assert seen == [stations.of("mine", period)[0].index.tolist() for period in ("calibrate", "validate")]


def test_a_training_period_of_few_weeks_may_keep_none_for_widths(stations):
    rare = dataclasses.replace(TINY, forecaster=dataclasses.replace(TINY.forecaster, calibration_every=100_000))
    every = dataclasses.replace(stations, settings=rare)
    assert not any(len(samples.index) for samples in every.of("mine", "calibrate"))
    (learn,), (train,) = (every.of("mine", period) for period in ("learn", "train"))
    np.testing.assert_array_equal(learn.index, train.index)


def test_cases_hold_now_truth_and_sky(stations):
    found = cases(stations.of("mine", "test"), 10_000)
    series = stations.series["mine"][0]
    at = (found.reference - series.start[0]) // 600
    np.testing.assert_array_equal(found.now[:, 0], series.values[at - 1, 0])
    np.testing.assert_array_equal(found.truth[:, 0, 2], series.values[at - 1 + LEADS[2] // 10, 0])
    assert np.isnan(found.truth[:, variables.GHI]).all()
    assert found.with_sky().all()


def test_climatology_knows_the_hour(stations):
    training, test = (cases(stations.of("mine", p), 10_000) for p in ("train", "test"))
    said = peers.Climatology(training, np.array([0.1, 0.5, 0.9])).quantiles(0, test.reference)
    assert (np.diff(said, axis=1) >= 0).all()
    hours = (test.reference // 3600) % 24
    assert said[hours == 6, 1].mean() > said[hours == 18, 1].mean() + 4


def test_the_mix_weighs_persistence_less_far_ahead(stations):
    training = cases(stations.of("mine", "train"), 10_000)
    climatology = peers.Climatology(training, np.array([0.1, 0.5, 0.9]))
    near, far = (peers.mix(training, climatology, 0, lead) for lead in (0, 4))
    assert far < 0.8 < near < 1.05


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


def test_from_an_export_to_a_bundle(folder, tmp_path, monkeypatch):
    monkeypatch.setitem(peers.BOOSTING, "n_estimators", 5)
    options = argparse.Namespace(data=folder, runs=tmp_path / "runs", encoder=ENCODER, config=HERE / "config.toml")
    bundle.make(TINY, options, tmp_path / "mine")
    manifest = json.loads((tmp_path / "mine" / "manifest.json").read_text())
    assert [e["name"] for e in manifest["events"]] == ["rain"]
    assert {"air_temperature", "rain"} <= set(manifest["scores"]["mine"])
    assert manifest["files"]["sky-encoder.onnx"] == hashlib.sha256(ENCODER.read_bytes()).hexdigest()
    report.write(tmp_path / "mine", None)
    card = (tmp_path / "mine" / "MODEL_CARD.md").read_text()
    assert "another bundle's" in card and "| mine | air_temperature | +60min |" in card
    assert "No source knows the truth of: cloudy, gust" in card
    assert "air_pressure" not in manifest["scores"]["mine"]


def test_each_station_is_left_out_in_turn(stations, tmp_path):
    twice = [stations.series["mine"][0], dataclasses.replace(stations.series["mine"][0], name="south")]
    both = dataclasses.replace(stations, series={"mine": twice}, embeddings={"mine": stations.embeddings["mine"] * 2})
    found = verify.left_out("mine", both, TINY, tmp_path)
    assert set(found) == {"north", "south"}
    assert set(found["south"]["air_temperature"]["+60min"]) == {"left out", "seen", "persistence"}


def test_scores_of_networks_go_with_their_encoder(tmp_path):
    bundle_folder = HERE.parent / "models" / "skycast"
    digest = hashlib.sha256(ENCODER.read_bytes()).hexdigest()
    taken = report.of_networks(bundle_folder, digest)
    assert taken["networksMeasuredFor"].startswith("skycast ") and taken["compression"]["rows"]
    assert report.of_networks(bundle_folder, "another") == {} == report.of_networks(tmp_path, digest)


def test_times_stand_beside_those_of_the_same_network_in_float():
    rows = [{"network": n, "form": f, "bytes": b * 1e6, "ms": m, "msP10": m} for n, f, b, m in TIMED]
    lines = tables.speed_table(rows).splitlines()
    assert lines[3].endswith("| 4.00 | 2.50 (2.50) |") and lines[5].endswith("| 2.00 | 3.00 (3.00) |")


TIMED = [("a", "fp32", 4, 5.0), ("a", "int8", 1, 2.0), ("b", "fp32", 8, 9.0), ("b", "int8", 4, 3.0)]


def test_an_encoder_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(BadInput, match="The encoder .*none.onnx cannot be read"):
        embeddings.encoder_of(argparse.Namespace(encoder=tmp_path / "none.onnx"))
    with pytest.raises(BadInput, match="no quantized encoder in"):
        embeddings.encoder_of(argparse.Namespace(encoder=None, runs=tmp_path))
