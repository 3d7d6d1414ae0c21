"""A bundle whose forecaster is written anew."""

import argparse
import hashlib
import json
import shutil

import pytest

from training.bundle import rewrite
from training.common import settings
from training.common.bad_input import BadInput
from training.tests.made_up import BUNDLE


@pytest.fixture
def options(tmp_path):
    return argparse.Namespace(bundle=BUNDLE, out=tmp_path / "out", version="anew")


def test_it_is_another_version_of_the_same(options):
    assert rewrite.step(options).startswith(f"skycast anew is in {options.out}")
    manifest, before = (json.loads((f / "manifest.json").read_text()) for f in (options.out, BUNDLE))
    for name, digest in manifest["files"].items():
        assert hashlib.sha256((options.out / name).read_bytes()).hexdigest() == digest
    assert manifest["version"] == settings.load(options.out / "config.toml").bundle.version == "anew"
    same = ("id", "created", "trainedOn", "targets", "events", "scores")
    assert {key: manifest[key] for key in same} == {key: before[key] for key in same}
    # The shipped one was written by the graph of today.
    for name in ("forecaster.onnx", "sky-encoder.onnx", "report.json"):
        assert (options.out / name).read_bytes() == (BUNDLE / name).read_bytes()
    assert (options.out / "MODEL_CARD.md").read_text().startswith("# Model card: skycast anew\n")


def test_what_does_not_give_the_golden_cases_is_not_written(options, tmp_path):
    options.bundle = tmp_path / "off"
    shutil.copytree(BUNDLE, options.bundle)
    golden = json.loads((options.bundle / "golden.json").read_text())
    golden["forecaster"][1]["events"][0] += 0.01
    (options.bundle / "golden.json").write_text(json.dumps(golden))
    with pytest.raises(BadInput, match="is 0.01 from its golden case 'an hourly station', more than 0.002"):
        rewrite.step(options)
    assert not options.out.exists()


def test_a_bundle_is_not_written_over_itself(options, tmp_path):
    options.bundle = options.out = tmp_path / "one"
    shutil.copytree(BUNDLE, options.bundle)
    with pytest.raises(BadInput, match="is the bundle that this one is made out of; name another folder by --out"):
        rewrite.step(options)
