"""Times the forms of networks whose weights do not matter for time: python training/speed.py

The student with ImageNet's weights and DenseNet201 from a random start, each in float and in int8 as quantize.py and
aware.py make it, one frame of each in turn on one thread. Writes runs/speed.json. The result says what
load the machine had before; best none.
"""

import dataclasses
import os
from pathlib import Path

import torch
from PIL import Image

import aware
import compression
import files
import networks
import quantize
import settings as settings_file
import sources

# Ranges are all that is calibrated here.
FRAMES = 16
TEACHER = "densenet201"


def students(settings, data_folder: Path, images) -> dict:
    """ONNX by form."""
    size, encoder = settings.encoder.size, networks.load_encoder(data_folder / settings.student.weights)
    rounding = aware.prepare(networks.by_blocks(encoder), size)
    with torch.no_grad():
        for image in images:
            rounding(torch.from_numpy(image))
    made = {"fp32": networks.export(encoder, size)}
    made["int8 static"] = quantize.static(networks.export(networks.by_blocks(encoder), size), images, fused=25)
    made["int8 aware"] = quantize.require_fused(aware.export(rounding, size), 25)
    return made


def teachers(settings, images) -> dict:
    """ONNX by form."""
    torch.manual_seed(settings.seed)
    recipe = dataclasses.replace(settings.teachers[TEACHER], weights="random")
    body = networks.teacher(recipe, Path(), 1).backbone.eval()
    fp32 = networks.export(body, settings.encoder.size)
    return {"fp32": fp32, "int8 static": quantize.static(fp32, [image / 64 for image in images])}


def run(settings, data_folder: Path, runs: Path, shipped: bytes) -> Path:
    frames = quantize.sky_frames(data_folder, FRAMES, settings.seed)
    images = [quantize.prepare(Image.open(path), settings.encoder.size) for path in frames]
    rows = [{"network": "student", "form": f, "model": m} for f, m in students(settings, data_folder, images).items()]
    rows.append({"network": "student", "form": "the encoder that ships", "model": shipped})
    rows += [{"network": TEACHER, "form": f, "model": m} for f, m in teachers(settings, images).items()]
    found = {"load": round(os.getloadavg()[0], 1), "cores": os.cpu_count(), "rows": rows}
    compression.timed(rows, settings.encoder.size)
    files.save_json(runs / "speed.json", found)
    return runs / "speed.json"


def step(options) -> str:
    settings = settings_file.load(options.config)
    return run(settings, options.data, options.runs, sources.encoder_of(options)).read_text()


if __name__ == "__main__":
    settings_file.command(__doc__, step, sources.ENCODER)
