"""A bundle whose branches of events are trained once more."""

import argparse
import json
import shutil

import numpy as np
import pytest

from training.bundle import events
from training.common import runtime, settings
from training.common.bad_input import BadInput
from training.data import sources, specs
from training.forecaster import occurrences
from training.forecaster.network import predict
from training.tests.made_up import BUNDLE, MINE

LISTED = f"""[event_teacher]
bundle = "{BUNDLE}"
events = ["rain"]
sources = ["mine"]

[sources.mine]
kind = "export"
train = {MINE.train}
validate = {MINE.validate}
test = {MINE.test}
weight = 1.0
leave_one_out = false
fold = 1
"""


@pytest.fixture
def options(export, tmp_path, monkeypatch):
    """The shipped bundle, as if it had been made of one station's export."""
    for name, value in (("DRAWS", 4), ("STEPS", 20)):
        monkeypatch.setattr(occurrences, name, value)
    monkeypatch.setattr(sources, "ENOUGH", 0)  # an event that nobody saw is told of, too
    before = shutil.copytree(BUNDLE, tmp_path / "before")
    text = (before / "config.toml").read_text()
    text = text[: min(text.index(f"\n[{at}") for at in ("event_teacher]", "sources.") if f"\n[{at}" in text)]
    (before / "config.toml").write_text(f"{text}\n{LISTED}")
    report = json.loads((before / "report.json").read_text())
    report["verification"]["sources"] = {"mine": report["verification"]["sources"]["dtu"]}
    (before / "report.json").write_text(json.dumps(report))
    config = tmp_path / "next.toml"
    own = settings.load(before / "config.toml").bundle
    config.write_text((before / "config.toml").read_text().replace(f'version = "{own.version}"', 'version = "next"', 1))
    return argparse.Namespace(
        bundle=before, config=config, data=export, runs=tmp_path / "runs", out=tmp_path / "out", readme=None
    )


def said_by(bundle, slots):
    generator = np.random.default_rng(3)
    features = specs.of(slots).features
    inputs = {f.name: generator.random((5, *f.shape(slots))).astype(np.float32) for f in features}
    return predict(runtime.session(str(bundle / "forecaster.onnx")), inputs)


def test_events_are_others_and_quantiles_the_same_bit_for_bit(options):
    assert events.step(options) == f"skycast next is in {options.out}."
    own = settings.load(options.out / "config.toml")
    (before, chances), (after, others) = (said_by(f, own.slots) for f in (options.bundle, options.out))
    np.testing.assert_array_equal(before, after)
    assert np.abs(chances - others).max() > 1e-3
    manifest, earlier = (json.loads((f / "manifest.json").read_text()) for f in (options.out, options.bundle))
    assert (own.bundle.version, manifest["version"]) == ("next", "next")
    found, was = (json.loads((f / "report.json").read_text()) for f in (options.out, options.bundle))
    mine, dtu = (r["verification"]["sources"]["mine"] for r in (found, was))
    assert mine["air_temperature"] == dtu["air_temperature"]
    assert mine["rain"]["+60min"] != dtu["rain"]["+60min"] and mine["rain"]["+60min"]["cases"] > 100
    assert manifest["scores"]["mine"]["rain"]["+60min"]["cases"] == mine["rain"]["+60min"]["cases"]
    assert manifest["targets"] == earlier["targets"]
    assert (options.out / "MODEL_CARD.md").read_text().startswith("# Model card: skycast next\n")


def test_other_settings_than_the_bundles_are_refused(options):
    options.config.write_text(options.config.read_text().replace("hidden = 256", "hidden = 128"))
    with pytest.raises(BadInput, match="next.toml has another forecaster than .*before; give that bundle's settings"):
        events.step(options)
    assert not options.out.exists()


def test_data_that_tell_of_other_events_are_refused(options, monkeypatch):
    monkeypatch.setattr(sources, "ENOUGH", 100)
    with pytest.raises(BadInput, match="tell of other events than .*before; give those it was made of"):
        events.step(options)
