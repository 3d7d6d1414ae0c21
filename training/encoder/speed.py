"""Times the forms of networks whose weights do not matter for time.

The student with ImageNet's weights and DenseNet201 from a random start, each in float and in int8 as the step quantize
makes it, one frame of each in turn on one thread. Writes runs/speed.json. The result says what
load the machine had before; best none.
"""

import dataclasses
import os
from pathlib import Path

import torch
from PIL import Image

from training.common import files
from training.common import settings as settings_file
from training.data.embeddings import ENCODER, encoder_of
from training.data.frames import prepare
from training.encoder import aware, compression, int8, networks, quantize
from training.encoder.squeezenet import CONVOLUTIONS, by_blocks
from training.encoder.weights import export, load_encoder

# Ranges are all that is calibrated here.
FRAMES = 16
TEACHER = "densenet201"


def students(settings, data_folder: Path, images) -> dict:
    """ONNX by form."""
    size, encoder = settings.encoder.size, load_encoder(data_folder / settings.student.weights)
    rounding = aware.prepare(by_blocks(encoder), size)
    with torch.no_grad():
        for image in images:
            rounding(torch.from_numpy(image))
    made = {"fp32": export(encoder, size)}
    made["int8 static"] = int8.static(export(by_blocks(encoder), size), images, fused=CONVOLUTIONS)
    made["int8 aware"] = int8.require_fused(aware.export(rounding, size), CONVOLUTIONS)
    return made


def teachers(settings, images) -> dict:
    """ONNX by form."""
    torch.manual_seed(settings.seed)
    recipe = dataclasses.replace(settings.teachers[TEACHER], weights="random")
    body = networks.teacher(recipe, Path(), 1).backbone.eval()
    fp32 = export(body, settings.encoder.size)
    return {"fp32": fp32, "int8 static": int8.static(fp32, [image / 64 for image in images])}


def run(settings, data_folder: Path, runs: Path, shipped: bytes) -> Path:
    frames = quantize.sky_frames(data_folder, FRAMES, settings.seed)
    images = [prepare(Image.open(path), settings.encoder.size) for path in frames]
    rows = [{"network": "student", "form": f, "model": m} for f, m in students(settings, data_folder, images).items()]
    rows.append({"network": "student", "form": "the encoder that ships", "model": shipped})
    rows += [{"network": TEACHER, "form": f, "model": m} for f, m in teachers(settings, images).items()]
    found = {"load": round(os.getloadavg()[0], 1), "cores": os.cpu_count(), "rows": rows}
    compression.timed(rows, settings.encoder.size)
    files.save_json(runs / "speed.json", found)
    return runs / "speed.json"


def step(options) -> str:
    settings = settings_file.load(options.config)
    return run(settings, options.data, options.runs, encoder_of(options)).read_text()


OPTIONS = [ENCODER]
