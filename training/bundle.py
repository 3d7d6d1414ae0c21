"""Puts a bundle together out of what the steps before kept: python training/bundle.py

Trains the forecaster and scores it if that has not been done, then writes models/ID/ with the two networks, golden
cases, manifest, report.json, settings and card, and the README's tables.
"""

import hashlib
import json
from pathlib import Path

import features
import golden
import networks
import report
import settings as settings_file
import sources
import train
import verify
from scores import rounded

HERE = Path(__file__).resolve().parent
FILES = ["sky-encoder.onnx", "forecaster.onnx", "golden.json"]


def make(settings, options, out: Path) -> dict:
    """The bundle's report, as it stands in report.json; with options.encoder, a file, that encoder as it is."""
    int8 = sources.encoder_of(options)
    stations = sources.load(settings, options.data, options.runs, int8)
    trained = train.run(settings, stations, options.runs)
    result = json.loads((trained / "result.json").read_text())
    found = {"verification": json.loads(verify.run(settings, stations, trained, options.runs).read_text())}
    found |= {"forecaster": result, "encoder": None}
    if options.encoder:
        found |= report.of_networks(options.encoder.parent, stations.encoder_sha256)
    else:
        found["encoder"] = report.read(sources.encoder_folder(options.runs) / "result.json")
        found["compression"] = report.read(options.runs / "compression.json")
        found["probe"] = report.read(options.runs / "probe.json")
        found["doubtfulLabels"] = report.doubtful(options.runs)
    if (options.runs / "speed.json").exists():
        found["speed"] = report.read(options.runs / "speed.json")
    out.mkdir(parents=True, exist_ok=True)
    onnx = (trained / "forecaster.onnx").read_bytes()
    (out / "sky-encoder.onnx").write_bytes(int8)
    (out / "forecaster.onnx").write_bytes(onnx)
    cases = golden.cases(int8, onnx, settings.slots, settings.encoder.size)
    (out / "golden.json").write_text(json.dumps(cases, separators=(",", ":")))
    manifest = describe(settings, result, found, out)
    (out / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    (out / "report.json").write_text(json.dumps(found, separators=(",", ":")) + "\n")
    (out / "config.toml").write_text(options.config.read_text())
    return found


def describe(settings, result, found, out: Path) -> dict:
    """The manifest: what the Java code checks before it runs the bundle."""
    slots, units = settings.slots, dict(features.INPUTS)
    inputs = [
        {"name": n, "units": u, "mean": rounded(m), "std": rounded(s)}
        for (n, u), m, s in zip(features.INPUTS, result["mean"], result["std"], strict=True)
    ]
    events = [
        {"name": n, "of": e.of, "units": e.units, "threshold": e.threshold, "requires": e.requires}
        for n, e in ((n, settings.events[n]) for n in result["events"])
    ]
    return {
        "id": settings.bundle.id,
        "version": settings.bundle.version,
        "created": settings.bundle.created,
        "trainedOn": [{"name": n, "period": s.train, "share": s.weight} for n, s in settings.sources.items()],
        "slotMinutes": slots.minutes,
        "historySlots": slots.history,
        "leadMinutes": [slots.minutes * (i + 1) for i in range(slots.leads)],
        "quantileLevels": settings.forecaster.quantiles,
        "skyMaxAgeMinutes": slots.sky_max_age_minutes,
        "featureSpec": {"version": features.VERSION, "inputs": inputs},
        "targets": [{"name": t, "units": units[t], "requires": t} for t in features.TARGETS],
        "events": events,
        "encoder": {
            "file": "sky-encoder.onnx",
            "input": "image",
            "output": "embedding",
            "embeddingSize": networks.EMBEDDING,
            "width": settings.encoder.size,
            "height": settings.encoder.size,
            "layout": "NCHW",
            "channels": "BGR",
            "mean": networks.MEAN_BGR.tolist(),
            "std": [1, 1, 1],
        },
        "forecaster": {"file": "forecaster.onnx"},
        "files": {f: hashlib.sha256((out / f).read_bytes()).hexdigest() for f in FILES},
        "scores": in_short(found["verification"]["sources"]),
    }


def in_short(sources_found: dict) -> dict:
    """By source, variable and lead: MAE, CRPS and coverage, or Brier score and AUC, beside persistence's MAE."""
    short = {}
    for source, variables in sources_found.items():
        for variable, by_lead in variables.items():
            for lead, found in by_lead.items():
                s = found["scores"]
                ours = {k: v[0] for k, v in s.get("with frames", s["without frames"]).items()}
                if "persistence" in s:
                    ours["maePersistence"] = s["persistence"]["mae"][0]
                short.setdefault(source, {}).setdefault(variable, {})[lead] = ours | {"cases": found["cases"]}
    return short


def step(options) -> Path:
    settings = settings_file.load(options.config)
    out = options.out or HERE.parent / "models" / settings.bundle.id
    make(settings, options, out)
    report.write(out, options.readme)
    return out


OUT = (("--out",), {"type": Path, "help": "where the bundle goes; models/ID by default"})
README = (("--readme",), {"type": Path, "help": "a README whose tables are to be replaced"})

if __name__ == "__main__":
    settings_file.command(__doc__, step, sources.ENCODER, OUT, README)
