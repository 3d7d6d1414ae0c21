"""What an embedding knows of the weather at its own moment.

A logistic regression from the embedding to cloudy and to wet, as observers reported them beside the frames of one fixed
camera, fitted on the training period and scored on the test period: of the shipped int8 student, of the same student in
float, and of the ImageNet weights that it started from. Writes runs/probe.json.
"""

from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegressionCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from training.common import files
from training.common import settings as settings_file
from training.common.bad_input import BadInput
from training.data import archives, embeddings
from training.data.series import within
from training.data.solar import DAY
from training.encoder.weights import export, load_encoder
from training.verify.scores import Blocks, of_probability, with_interval

EVENTS = {"cloudy": "cloudy", "rain": "wet"}


def encoders(settings, data_folder: Path, runs: Path) -> dict:
    """ONNX by name."""
    size = settings.encoder.size
    folder = embeddings.encoder_folder(runs)
    plain = load_encoder(data_folder / settings.student.weights)
    return {
        "student, int8, ships": embeddings.shipped(folder),
        "student, fp32": (folder / "fp32.onnx").read_bytes(),
        "ImageNet weights, fp32": export(plain, size),
    }


def probed(embedding, happened, seconds, training, test) -> list:
    """[AUC, lower, upper] on the test period."""
    known = ~np.isnan(happened)
    fit_on, ask = training & known, test & known
    regression = LogisticRegressionCV(Cs=10, cv=5, scoring="roc_auc", max_iter=400, random_state=1)
    model = make_pipeline(StandardScaler(), regression).fit(embedding[fit_on], happened[fit_on])
    said = model.predict_proba(embedding[ask])[:, 1]
    return with_interval(of_probability(said, happened[ask], Blocks(seconds[ask] // DAY))["auc"])


def run(settings, data_folder: Path, runs: Path) -> Path:
    result = {}
    for name, source in settings.sources.items():
        for series in archives.load(name, source.kind, data_folder, settings.slots.minutes, settings.events):
            if not series.frames:
                continue
            slots = np.array(sorted(series.frames))
            training, test = (within(series, period)[slots] for period in (source.train, source.test))
            for encoder, model in encoders(settings, data_folder, runs).items():
                embedding = embeddings.embed(series, model, settings.encoder.size, runs)
                result[encoder] = {
                    label: probed(embedding, series.events[event][slots], series.start[slots], training, test)
                    for event, label in EVENTS.items()
                }
    if not result:
        raise BadInput("No source has frames; there is nothing to probe.")
    path = runs / "probe.json"
    files.save_json(path, {"embeddings": result})
    return path


def step(options) -> str:
    return run(settings_file.load(options.config), options.data, options.runs).read_text()


OPTIONS = []
