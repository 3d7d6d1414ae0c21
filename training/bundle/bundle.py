"""Puts a bundle together out of what the steps before kept.

Trains the forecaster and scores it if that has not been done, then writes models/ID/ with the two networks, golden
cases, manifest, report.json, settings and card, and the README's table.
"""

import json
from pathlib import Path

from training.bundle import golden, report
from training.bundle.manifest import FILES, describe, digests
from training.common import files
from training.common import settings as settings_file
from training.data import sources
from training.data.embeddings import ENCODER, encoder_folder, encoder_of
from training.forecaster import train
from training.verify import verify

HOME = Path(__file__).resolve().parent.parent.parent


def make(settings, options, out: Path) -> dict:
    """The bundle's report, as it stands in report.json; with options.encoder, a file, that encoder as it is."""
    int8 = encoder_of(options)
    stations = sources.load(settings, options.data, options.runs, int8)
    trained = train.run(settings, stations, options.runs)
    result = json.loads((trained / "result.json").read_text())
    scored = verify.run(settings, stations, trained, options.runs, not options.no_peers)
    found = {"verification": json.loads(scored.read_text())}
    found |= {"forecaster": result, "encoder": None}
    if options.encoder:
        found |= report.of_networks(options.encoder.parent, stations.encoder_sha256)
        found |= report.before(options.encoder.parent, settings.bundle)
    else:
        found["encoder"] = files.read_json(encoder_folder(options.runs) / "result.json")
        found["compression"] = files.read_json(options.runs / "compression.json")
        found["probe"] = files.read_json(options.runs / "probe.json")
        found["doubtfulLabels"] = report.doubtful(options.runs)
    if (options.runs / "speed.json").exists():
        found["speed"] = files.read_json(options.runs / "speed.json")
    out.mkdir(parents=True, exist_ok=True)
    onnx = (trained / "forecaster.onnx").read_bytes()
    (out / "sky-encoder.onnx").write_bytes(int8)
    (out / "forecaster.onnx").write_bytes(onnx)
    cases = golden.cases(int8, onnx, settings.slots, settings.encoder.size)
    (out / "golden.json").write_text(json.dumps(cases, separators=(",", ":")))
    manifest = describe(settings, result, found, digests([out] * len(FILES)))
    (out / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    (out / "report.json").write_text(report.text_of(found))
    (out / "config.toml").write_text(options.config.read_text())
    return found


def step(options) -> Path:
    settings = settings_file.load(options.config)
    out = options.out or HOME / "models" / settings.bundle.id
    make(settings, options, out)
    report.write(out, options.readme)
    return out


OUT = (("--out",), {"type": Path, "help": "where the bundle goes; models/ID by default"})
OPTIONS = [ENCODER, OUT, report.README, verify.NO_PEERS]
