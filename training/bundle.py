"""Makes a model bundle: python training/bundle.py --data DIR --out models/first

Reads straight through: readings and frames, encoder, embeddings, forecaster, scores, golden cases, manifest.
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path

import numpy as np
from PIL import Image

import data
import features
import forecaster
import golden
import quantize
import report
import settings as settings_file
import train
from samples import Samples

HERE = Path(__file__).resolve().parent


def make(settings, data_folder: Path, out: Path, log=print):
    out.mkdir(parents=True, exist_ok=True)
    minutes, size = settings.slots.minutes, settings.encoder.size

    log("Reading the stations.")
    stations = {n: data.load(s.kind, data_folder, minutes) for n, s in settings.sources.items()}

    log("Quantizing the encoder.")
    weights = quantize.load_encoder(data_folder / "weights" / "squeezenet1_1_caffe_bgr.pth")
    fp32 = quantize.export(weights, size)
    frames = settings.encoder.calibration_frames + settings.encoder.held_out_frames
    chosen = quantize.sky_frames(data_folder, frames, settings.seed)
    np.random.default_rng(settings.seed).shuffle(chosen)
    calibration, held_out = chosen[: settings.encoder.calibration_frames], chosen[settings.encoder.calibration_frames :]
    int8 = quantize.quantize(fp32, calibration, size)
    images = [quantize.prepare(Image.open(p), size) for p in held_out]
    agreement = quantize.cosine(quantize.embed(fp32, images), quantize.embed(int8, images))
    log(f"Agreement of int8 with fp32 on {len(images)} held-out frames: cosine {agreement.mean():.4f}.")

    log("Embedding the frames.")
    embeddings = {}
    for name, all_series in stations.items():
        for series in all_series:
            if series.frames:
                pictures = (quantize.prepare(Image.open(p), size) for _, (p, _) in sorted(series.frames.items()))
                # Half precision is what the log keeps.
                embeddings[name] = quantize.embed(int8, pictures).astype(np.float16).astype(np.float32)

    def samples(period):
        return [
            (s.weight, [Samples(each, getattr(s, period), settings.slots, embeddings.get(n)) for each in stations[n]])
            for n, s in settings.sources.items()
        ]

    log("Training the forecaster.")
    network = train.train(settings, samples("train"), samples("validate"), log)
    onnx = forecaster.export(network, settings.slots)

    log("Scoring on the test periods.")
    runner = quantize.session(onnx)
    levels, threshold = settings.forecaster.quantiles, settings.forecaster.rain_threshold_mm
    tests = dict(zip(settings.sources, samples("test"), strict=True))
    scores = {n: report.scores(runner, all_samples[0], levels, threshold) for n, (_, all_samples) in tests.items()}
    print(report.table(scores))

    (out / "sky-encoder.onnx").write_bytes(int8)
    (out / "forecaster.onnx").write_bytes(onnx)
    cases = golden.cases(int8, onnx, settings.slots, size)
    (out / "golden.json").write_text(json.dumps(cases, separators=(",", ":")))
    encoder = {
        "fusedInt8Convolutions": quantize.fused_convolutions(int8),
        "cosineToFp32": {"mean": report.rounded(agreement.mean()), "min": report.rounded(agreement.min())},
        "heldOutFrames": len(images),
    }
    manifest = describe(settings, network, {"forecaster": scores, "encoder": encoder}, out)
    (out / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    (out / "MODEL_CARD.md").write_text(card(settings, manifest, scores))
    (out / "config.toml").write_text((HERE / "config.toml").read_text())


def describe(settings, network, scores, out: Path) -> dict:
    """The manifest: what the Java code checks before it runs the bundle."""
    slots, units = settings.slots, dict(features.INPUTS)
    mean, std = network.mean.tolist(), network.std.tolist()
    inputs = [
        {"name": n, "units": u, "mean": report.rounded(m), "std": report.rounded(s)}
        for (n, u), m, s in zip(features.INPUTS, mean, std, strict=True)
    ]
    files = ["sky-encoder.onnx", "forecaster.onnx", "golden.json"]
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
        "events": [
            {
                "name": "rain",
                "of": features.RAIN,
                "units": "mm",
                "threshold": settings.forecaster.rain_threshold_mm,
                "requires": features.RAIN,
            }
        ],
        "encoder": {
            "file": "sky-encoder.onnx",
            "input": "image",
            "output": "embedding",
            "embeddingSize": quantize.EMBEDDING,
            "width": settings.encoder.size,
            "height": settings.encoder.size,
            "layout": "NCHW",
            "channels": "BGR",
            "mean": quantize.MEAN_BGR.tolist(),
            "std": [1, 1, 1],
        },
        "forecaster": {"file": "forecaster.onnx"},
        "files": {f: hashlib.sha256((out / f).read_bytes()).hexdigest() for f in files},
        "scores": scores,
    }


def card(settings, manifest, scores) -> str:
    encoder = manifest["scores"]["encoder"]
    periods = "\n".join(
        f"- {n}: trained {s.train[0]} to {s.train[1]}, chosen on {s.validate[0]} to {s.validate[1]}, "
        f"scored on {s.test[0]} to {s.test[1]}"
        for n, s in settings.sources.items()
    )
    return f"""# Model card: {settings.bundle.id} {settings.bundle.version}

**Encoder.** SqueezeNet 1.1 with ImageNet weights, without its classifier; int8 (static, activations uint8, weights int8
per channel), {encoder["fusedInt8Convolutions"]} convolutions fused, 512 values. On {encoder["heldOutFrames"]} frames
not used for calibration its cosine to fp32 is {encoder["cosineToFp32"]["mean"]} in the mean and
{encoder["cosineToFp32"]["min"]} at least. It is not yet tuned to skies.

**Forecaster.** A small network over six hours of ten-minute slots with masks, the sun's position and the newest sky;
it predicts the departure from persistence. Periods (half-open, UTC):

{periods}

**Scores** of the median on the test periods. Persistence is the newest slot's value. Irradiance counts by day only.
Rain is {settings.forecaster.rain_threshold_mm} mm or more in a slot. Beijing is the first station by name.

{report.table(scores)}

**What it is not.** Irradiance and rain in ten-minute slots were learnt at one station, frames at one camera. Humidity
of Beijing was computed from the dew point. Where the 80% interval covers less than 80%, the forecaster is too sure of
itself.
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=HERE.parent.parent / "shared" / "data", help="the data folder")
    parser.add_argument("--config", type=Path, default=HERE / "config.toml")
    parser.add_argument("--out", type=Path, default=HERE.parent / "models" / "first")
    options = parser.parse_args()
    try:
        make(settings_file.load(options.config), options.data, options.out)
    except settings_file.BadInput as e:
        sys.exit(str(e))


if __name__ == "__main__":
    main()
