"""Makes the bundles that the Java tests run for specs beside the shipped one: small, their weights drawn by seed,
learnt from nothing.

Their encoder is the shipped one, which is not written again: the tests put the two together.
"""

import dataclasses
import json
from pathlib import Path

import numpy as np
import torch

from training.bundle import golden
from training.bundle.manifest import FILES, describe, digests
from training.common import files, runtime
from training.common import settings as settings_file
from training.data import specs
from training.data.frames import EMBEDDING
from training.forecaster import storage
from training.forecaster.network import Network, export

HOME = Path(__file__).resolve().parent.parent.parent
SHIPPED = HOME / "models" / "skycast"
EVENTS = ["rain", "cloudy"]
SEED = 20261128
# Of persistence's errors at the first lead, in the units of the targets; it grows with the root of the lead.
ERROR = [0.2, 0.2, 1.0, 0.1, 0.4, 20.0]
# The mean change from hour to hour of the targets but irradiance.
HOURLY = [1.0, 1.0, 4.0, 0.5, 0.6]


def settings_of(config: Path, spec: str):
    """The settings with that spec and the smallest network that reads all of it."""
    whole = settings_file.load(config)
    small = {"members": 1, "hidden": 6, "blocks": 1, "event_hidden": 2, "sky_features": 1}
    return dataclasses.replace(
        whole,
        bundle=dataclasses.replace(whole.bundle, id="fixture", version=spec),
        slots=dataclasses.replace(whole.slots, spec=spec),
        forecaster=dataclasses.replace(whole.forecaster, **small),
        sources={},
    )


def network_of(settings, generator) -> Network:
    """Drawn is all but the distances between quantiles and the straight way, so small that forecasts stay weather."""
    config, slots = settings.forecaster, settings.slots
    swing = np.tile(golden.SPREAD, (slots.history, 1))
    spread = np.outer(ERROR, np.sqrt(np.arange(1, slots.leads + 1)))
    sky = generator.normal(0, 1 / EMBEDDING**0.5, (1 + config.sky_features, EMBEDDING))
    scales = [golden.MEANS, golden.SPREAD, swing, spread, sky]
    if slots.spec == "slots-3":
        scales += [np.tile(2 * golden.SPREAD, (len(specs.hours_of(slots)), 1)), HOURLY]
    made = Network(config, slots, len(EVENTS), *scales)
    with torch.no_grad():
        for name, parameter in made.named_parameters():
            if not name.startswith("straight") and not name.endswith("width.bias"):
                drawn = generator.normal(0, 0.1, tuple(parameter.shape)).astype(np.float32)
                parameter.copy_(torch.from_numpy(drawn))
    storage.round_weights(made)
    return made


def make(settings, shipped: Path, out: Path) -> Path:
    """The bundle in out, but for the encoder, which is the one in the folder shipped."""
    generator = np.random.default_rng(SEED)
    model = export(network_of(settings, generator), settings.slots)
    cases = {
        "encoder": files.read_json(shipped / "golden.json")["encoder"],
        "forecaster": golden.forecaster_cases(runtime.session(model), settings.slots, generator),
        "features": golden.feature_cases(settings.slots, generator),
    }
    out.mkdir(parents=True, exist_ok=True)
    (out / "forecaster.onnx").write_bytes(model)
    (out / "golden.json").write_text(json.dumps(cases, separators=(",", ":")))
    result = {"mean": golden.MEANS, "std": golden.SPREAD, "events": EVENTS}
    written = digests([shipped if name == "sky-encoder.onnx" else out for name in FILES])
    manifest = describe(settings, result, {"verification": {"sources": {}}}, written)
    (out / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    return out


def step(options) -> Path:
    return make(settings_of(options.config, options.spec), SHIPPED, options.out or PLACE / options.spec)


PLACE = HOME / "inference" / "src" / "test" / "resources"
SPEC = (("--spec",), {"default": "slots-2", "help": "the feature spec"})
OUT = (("--out",), {"type": Path, "help": "where it goes; the Java tests' resources by default"})
OPTIONS = [SPEC, OUT]
