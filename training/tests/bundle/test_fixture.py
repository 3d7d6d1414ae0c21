import hashlib
import json

import numpy as np
import pytest

from training.bundle import fixture
from training.common import runtime
from training.data import specs
from training.forecaster.network import predict
from training.tests.made_up import BUNDLE, ENCODER, HERE


@pytest.fixture(scope="module", params=["slots-2", "slots-3"])
def slots(request):
    return fixture.settings_of(HERE / "config.toml", request.param).slots


@pytest.fixture(scope="module")
def place(slots):
    return fixture.PLACE / slots.spec


@pytest.fixture(scope="module")
def cases(place):
    return json.loads((place / "golden.json").read_text())


def test_the_fixture_is_made_again_byte_for_byte(slots, place, tmp_path):
    fixture.make(fixture.settings_of(HERE / "config.toml", slots.spec), BUNDLE, tmp_path)
    for name in ("forecaster.onnx", "golden.json", "manifest.json"):
        assert (tmp_path / name).read_bytes() == (place / name).read_bytes(), name


def test_the_fixture_is_what_its_manifest_says_with_the_shipped_encoder(slots, place):
    manifest = json.loads((place / "manifest.json").read_text())
    assert (manifest["id"], manifest["version"]) == ("fixture", slots.spec)
    assert manifest["featureSpec"]["version"] == slots.spec
    for name, digest in manifest["files"].items():
        path = ENCODER if name == "sky-encoder.onnx" else place / name
        assert hashlib.sha256(path.read_bytes()).hexdigest() == digest, name
    assert not (place / "sky-encoder.onnx").exists()


def test_the_fixture_gives_its_golden_cases(slots, place, cases):
    assert len(cases["encoder"]) >= 3 and len(cases["forecaster"]) >= 4 and len(cases["features"]) >= 3
    runner = runtime.session(str(place / "forecaster.onnx"))
    features = specs.of(slots).features
    assert [i.name for i in runner.get_inputs()] == [f.name for f in features]
    for case in cases["forecaster"]:
        inputs = {f.name: np.float32(case[camel(f.name)]).reshape(1, *f.shape(slots)) for f in features}
        quantiles, events = predict(runner, inputs)
        np.testing.assert_allclose(quantiles.ravel(), case["quantiles"], atol=case["tolerance"])
        np.testing.assert_allclose(events.ravel(), case["events"], atol=case["tolerance"])
        assert np.isfinite(quantiles).all() and (np.diff(quantiles, axis=-1) >= 0).all()
    before, warm = ("day_before" if slots.spec == "slots-2" else "hours"), cases["forecaster"][0]
    inputs = {f.name: np.float32(warm[camel(f.name)]).reshape(1, *f.shape(slots)) for f in features}
    quantiles = predict(runner, inputs)[0]
    other = predict(runner, inputs | {before: inputs[before] + 9, f"{before}_mask": inputs[f"{before}_mask"] * 0 + 1})
    assert np.abs(other[0] - quantiles).max() > 0.1


def camel(name):
    return name.split("_")[0] + "".join(word.capitalize() for word in name.split("_")[1:])


def test_slots_of_the_features_cases_reach_as_far_back_as_the_spec(slots, cases):
    for case in cases["features"]:
        reference = np.datetime64(case["referenceTime"].rstrip("Z"))
        starts = [np.datetime64(slot["start"].rstrip("Z")) for slot in case["slots"]]
        back = np.timedelta64(specs.of(slots).remembers(slots), "m")
        assert reference - back <= min(starts) < reference - back + np.timedelta64(1, "h")
        # A slot that is listed is measured in the tensor of the days before.
        if slots.spec == "slots-2":
            measured = np.array(case["dayBeforeMask"]).reshape(24, 11)[:, 0]
            asked = [reference + np.timedelta64(lead * 10, "m") - np.timedelta64(24, "h") for lead in range(24)]
            assert [begins in starts for begins in asked] == (measured > 0).tolist()
        else:
            measured = np.array(case["hoursMask"]).reshape(43, 11)[:, 0]
            for row, hour in enumerate(range(48, 5, -1)):
                ends = [reference - np.timedelta64(60 * hour + 10 * slot, "m") for slot in range(6)]
                there = sum(end - np.timedelta64(10, "m") in starts for end in ends)
                assert measured[row] == pytest.approx(there / 6, abs=1e-5)
