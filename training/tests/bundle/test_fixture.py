import hashlib
import json

import numpy as np
import pytest

from training.bundle import fixture
from training.common import runtime
from training.data import specs
from training.forecaster.network import predict
from training.tests.made_up import BUNDLE, ENCODER, HERE


@pytest.fixture(scope="module")
def slots():
    return fixture.settings_of(HERE / "config.toml").slots


@pytest.fixture(scope="module")
def cases():
    return json.loads((fixture.PLACE / "golden.json").read_text())


def test_the_fixture_is_made_again_byte_for_byte(tmp_path):
    fixture.make(fixture.settings_of(HERE / "config.toml"), BUNDLE, tmp_path)
    for name in ("forecaster.onnx", "golden.json", "manifest.json"):
        assert (tmp_path / name).read_bytes() == (fixture.PLACE / name).read_bytes(), name


def test_the_fixture_is_what_its_manifest_says_with_the_shipped_encoder():
    manifest = json.loads((fixture.PLACE / "manifest.json").read_text())
    assert (manifest["id"], manifest["version"]) == ("fixture", "slots-2")
    assert manifest["featureSpec"]["version"] == "slots-2"
    for name, digest in manifest["files"].items():
        path = ENCODER if name == "sky-encoder.onnx" else fixture.PLACE / name
        assert hashlib.sha256(path.read_bytes()).hexdigest() == digest, name
    assert not (fixture.PLACE / "sky-encoder.onnx").exists()


def test_the_fixture_gives_its_golden_cases(slots, cases):
    assert len(cases["encoder"]) >= 3 and len(cases["forecaster"]) >= 4 and len(cases["features"]) >= 3
    runner = runtime.session(str(fixture.PLACE / "forecaster.onnx"))
    features = specs.of(slots).features
    assert [i.name for i in runner.get_inputs()] == [f.name for f in features]
    for case in cases["forecaster"]:
        inputs = {f.name: np.float32(case[camel(f.name)]).reshape(1, *f.shape(slots)) for f in features}
        quantiles, events = predict(runner, inputs)
        np.testing.assert_allclose(quantiles.ravel(), case["quantiles"], atol=case["tolerance"])
        np.testing.assert_allclose(events.ravel(), case["events"], atol=case["tolerance"])
        assert np.isfinite(quantiles).all() and (np.diff(quantiles, axis=-1) >= 0).all()
    other = predict(
        runner,
        inputs | {"day_before": inputs["day_before"] + 9, "day_before_mask": inputs["history_mask"][:, :24] * 0 + 1},
    )
    assert np.abs(other[0] - quantiles).max() > 0.1


def camel(name):
    return name.split("_")[0] + "".join(word.capitalize() for word in name.split("_")[1:])


def test_slots_of_the_features_cases_reach_a_day_back(cases):
    for case in cases["features"]:
        reference = np.datetime64(case["referenceTime"].rstrip("Z"))
        starts = [np.datetime64(slot["start"].rstrip("Z")) for slot in case["slots"]]
        assert reference - np.timedelta64(24, "h") <= min(starts) < reference - np.timedelta64(23, "h")
        # A slot that is listed is measured in the tensor of the day before, at the lead that is a day after it.
        measured = np.array(case["dayBeforeMask"]).reshape(24, 11)[:, 0]
        for lead in range(24):
            begins = reference + np.timedelta64(lead * 10, "m") - np.timedelta64(24, "h")
            assert measured[lead] == (begins in starts)
