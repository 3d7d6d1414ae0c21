"""Settings small enough for tests, and what several of them make."""

import dataclasses
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from training.common import settings
from training.data.variables import RAIN
from training.forecaster import scaling

HERE = Path(__file__).resolve().parent.parent
BUNDLE = HERE.parent / "models" / "skycast"
ENCODER = BUNDLE / "sky-encoder.onnx"
SETTINGS = settings.load(HERE / "config.toml")
TINY = dataclasses.replace(
    SETTINGS,
    forecaster=dataclasses.replace(SETTINGS.forecaster, hidden=16, epochs=2, steps_per_epoch=8, batch=64),
)
EVENTS = ["rain", "cloudy"]
RAIN_EVENT = {"rain": settings.Event(RAIN, "mm", 0.1, RAIN)}
PERIOD = ["2026-01-01", "2026-01-20"]
# Of one station as export-dataset writes it.
PERIODS = (["2026-01-01", "2026-02-01"], ["2026-02-01", "2026-02-10"], ["2026-02-10", "2026-03-01"])
MINE = settings.Source("export", *PERIODS, 1, False)
OF_EXPORT = dataclasses.replace(
    SETTINGS,
    forecaster=dataclasses.replace(
        SETTINGS.forecaster, hidden=16, epochs=2, steps_per_epoch=10, batch=128, left_out_epochs=1, calibration_every=3
    ),
    sources={"mine": MINE},
)
# Of the same station under three names; one is never left out.
FOLDS = {"mine": 2, "other": 1, "third": 0}
# Of labelled pictures.
CLASSES = {"coarse": ("plain", "striped"), "fine": ("dark", "light", "spotted")}
SIZE = 64


def write(path, text):
    path.write_text(text)
    return path


def said(network, batch):
    with torch.no_grad():
        return network.of(batch)


def scales_of(samples):
    return scaling.statistics([[samples]], SETTINGS.slots, SETTINGS.forecaster.sky_features)


def picture(kind, generator):
    level = {"dark": 40, "light": 200}.get(kind, 120)
    pixels = np.full((SIZE, SIZE, 3), level) + generator.normal(0, 8, (SIZE, SIZE, 3))
    if kind == "striped":
        pixels[:, :: generator.integers(4, 7)] = 250
    if kind == "spotted":
        pixels[generator.random((SIZE, SIZE)) < 0.1] = 250
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8))
