"""Writes a bundle's forecaster anew: the same weights in the graph that this version makes, which may be a faster one.

Sums are added up in another order, so what it forecasts may differ in its last digit: it is a bundle of another
version, to be rolled out like any other. None is written where it does not give the golden cases of the one before.
"""

import shutil
from pathlib import Path

from training.bundle import golden, successor
from training.common import files, runtime
from training.common import settings as settings_file
from training.common.bad_input import BadInput
from training.forecaster import network as network_module
from training.forecaster import restored


def step(options) -> str:
    before, manifest = options.bundle, files.read_json(options.bundle / "manifest.json")
    settings = settings_file.load(before / "config.toml")
    network = restored.restore((before / "forecaster.onnx").read_bytes(), settings, len(manifest["events"]))
    model = network_module.export(network, settings.slots)
    cases = files.read_json(before / "golden.json")["forecaster"]
    for case, away in zip(cases, golden.away(runtime.session(model), cases, settings.slots), strict=True):
        if away > case["tolerance"]:
            raise BadInput(
                f"Written anew, the forecaster of {before} is {away:.2g} from its golden case '{case['name']}', more "
                f"than {case['tolerance']}; keep the bundle as it is."
            )
    card = (before / "MODEL_CARD.md").read_text()
    earlier, now = (f"{manifest['id']} {version}" for version in (manifest["version"], options.version))
    card = card.replace(f"# Model card: {earlier}\n", f"# Model card: {now}\n", 1)
    told = manifest | {"version": options.version}
    successor.write(before, options.out, told, model, settings, card)
    if (before / "report.json").exists():
        shutil.copyfile(before / "report.json", options.out / "report.json")
    return f"{now} is in {options.out}: {earlier} by another graph."


OPTIONS = [
    (("--bundle",), {"type": Path, "required": True, "help": "the bundle whose forecaster is written anew"}),
    (("--out",), {"type": Path, "required": True, "help": "where the bundle goes"}),
    (("--version",), {"required": True, "help": "its version"}),
]
