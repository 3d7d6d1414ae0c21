import hashlib
import json

import numpy as np

from training.common import runtime, settings
from training.data import specs
from training.forecaster.network import predict
from training.tests.made_up import BUNDLE, HERE

OWN = settings.load(BUNDLE / "config.toml")


def test_shipped_bundle_is_what_its_manifest_says():
    manifest = json.loads((BUNDLE / "manifest.json").read_text())
    for name, digest in manifest["files"].items():
        assert hashlib.sha256((BUNDLE / name).read_bytes()).hexdigest() == digest, name
    assert without_spec((BUNDLE / "config.toml").read_text()) in [
        without_spec((HERE / name).read_text()) for name in ("config.toml", "transfer.toml")
    ]
    assert (manifest["version"], manifest["featureSpec"]["version"]) == (OWN.bundle.version, OWN.slots.spec)
    dtu = manifest["scores"]["dtu"]
    for variable in ("air_temperature", "relative_humidity", "wind_speed"):
        for lead in ("+60min", "+240min"):
            assert dtu[variable][lead]["mae"] < dtu[variable][lead]["maePersistence"]


def without_spec(text: str) -> str:
    """A bundle made before there was the key is of the first spec, which is what the key says."""
    lines = text.splitlines(keepends=True)
    place = lines.index('spec = "slots-1"\n') if 'spec = "slots-1"\n' in lines else None
    return text if place is None else "".join(lines[: place - 1] + lines[place + 1 :])


def test_shipped_forecaster_gives_its_golden_cases():
    golden = json.loads((BUNDLE / "golden.json").read_text())
    runner = runtime.session(str(BUNDLE / "forecaster.onnx"))
    for case in golden["forecaster"]:
        inputs = {}
        for feature in specs.of(OWN.slots).features:
            key = feature.name.split("_")[0] + "".join(word.capitalize() for word in feature.name.split("_")[1:])
            inputs[feature.name] = np.array(case[key], np.float32).reshape(1, *feature.shape(OWN.slots))
        quantiles, events = predict(runner, inputs)
        np.testing.assert_allclose(quantiles.ravel(), case["quantiles"], atol=case["tolerance"])
        np.testing.assert_allclose(events.ravel(), case["events"], atol=case["tolerance"])
