"""From an export and a bundle to a bundle that was trained on."""

import argparse
import dataclasses
import hashlib
import json
import shutil

import numpy as np
import pandas as pd
import pytest
import torch

from training.bundle import finetune
from training.common import runtime, settings
from training.common.bad_input import BadInput
from training.data import specs
from training.forecaster import restored, storage, tuning
from training.forecaster.network import export as onnx_of
from training.forecaster.network import predict
from training.tests.made_up import BUNDLE

OWN = settings.load(BUNDLE / "config.toml")


@pytest.fixture
def options(export, tmp_path):
    return argparse.Namespace(
        bundle=BUNDLE, export=export / "mine", out=tmp_path / "out", id="ours", version="2", runs=tmp_path / "runs"
    )


def test_the_shipped_forecaster_comes_back_whole():
    model = (BUNDLE / "forecaster.onnx").read_bytes()
    network = restored.restore(model, OWN, 3)
    batch = {f.name: torch.rand(5, *f.shape(OWN.slots)) for f in specs.of(OWN.slots).features}
    said = predict(runtime.session(model), {k: v.numpy() for k, v in batch.items()})
    with torch.no_grad():
        again = network.of(batch)
    for one, other in zip(said, again, strict=True):
        np.testing.assert_allclose(one, other.numpy(), atol=2e-3)
    assert onnx_of(network, OWN.slots) == model


def test_a_forecaster_without_names_or_of_other_settings_is_refused(monkeypatch):
    model = (BUNDLE / "forecaster.onnx").read_bytes()
    more = dataclasses.replace(OWN, forecaster=dataclasses.replace(OWN.forecaster, members=4))
    with pytest.raises(BadInput, match="do not fit: there is no members.3.first.weight"):
        restored.restore(model, more, 3)
    monkeypatch.setattr(storage, "held", lambda _: {})
    with pytest.raises(BadInput, match="does not hold its weights by name"):
        restored.restore(model, OWN, 3)


def test_a_station_of_its_own_weather_gains_and_the_bundle_is_whole(options, monkeypatch):
    for name, value in (("STEPS", 60), ("EVERY", 20), ("BATCH", 192), ("LEARNING_RATE", 1e-3)):
        monkeypatch.setattr(tuning, name, value)
    said = finetune.step(options)
    assert "| air_temperature | +60min |" in said and said.endswith(f"The bundle is in {options.out}.")
    manifest = json.loads((options.out / "manifest.json").read_text())
    assert (manifest["id"], manifest["version"]) == ("ours", "2")
    for name, digest in manifest["files"].items():
        assert hashlib.sha256((options.out / name).read_bytes()).hexdigest() == digest
    assert manifest["trainedOn"][-1]["sites"] == [{"latitude": 55.0, "longitude": 12.0, "altitude": 50}]
    assert not any("leftOut" in target for target in manifest["targets"])
    scores = manifest["scores"]["ours"]["air_temperature"]["+60min"]
    assert scores.keys() == {"mae", "crps", "coverage80"}
    card = (options.out / "MODEL_CARD.md").read_text()
    assert card.startswith("# Model card: ours 2") and "## Attributions" in card
    own = settings.load(options.out / "config.toml").bundle
    assert (own.id, own.version, own.attributions) == ("ours", "2", OWN.bundle.attributions)


def test_where_nothing_is_gained_no_bundle_is_written(options, monkeypatch):
    for name, value in (("STEPS", 2), ("EVERY", 1), ("BATCH", 64), ("LEARNING_RATE", 1.0)):
        monkeypatch.setattr(tuning, name, value)
    assert finetune.step(options).startswith("Nothing was gained on 2026-02-")
    assert not options.out.exists()


def test_an_export_of_a_month_is_refused_in_a_sentence(options, tmp_path):
    short = tmp_path / "short"
    shutil.copytree(options.export, short)
    table = pd.read_csv(short / "north" / "observations.csv", dtype=str)
    table.iloc[: 30 * 144].to_csv(short / "north" / "observations.csv", index=False)
    options.export = short
    with pytest.raises(BadInput, match="^The export holds 30 days; 40 are the least"):
        finetune.step(options)


def test_widths_grow_to_what_was_not_learnt_from_needs_and_never_shrink(stations, monkeypatch):
    network = restored.restore((BUNDLE / "forecaster.onnx").read_bytes(), OWN, 3)
    before = network.scales.clone()
    needed = np.full((2, 6, 24), 0.5)
    needed[0, 0], needed[1, 1] = 1.5, np.nan
    monkeypatch.setattr(tuning.calibration, "at_places", lambda *_: needed)
    tuning.widen(network, [None], OWN)
    grown = network.scales / before
    assert torch.allclose(grown[0, 0, 0], torch.tensor(1.5)) and torch.allclose(grown[0, 1], torch.tensor(1.0))
