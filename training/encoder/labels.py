"""Finds doubtful labels among the training images by cross-validation.

A student is trained on all folds but one and asked about that one. A label is doubtful where another class is likelier
than the mean confidence in images that carry that class's label, and likelier than the label itself (confident
learning, Northcutt, Jiang and Chuang, arXiv:1911.00068). Writes runs/labels-IDENTITY/doubtful.csv and result.json. Test
images are never looked at, and none is dropped.
"""

import csv
import dataclasses
from collections import Counter
from pathlib import Path

import numpy as np
import torch

from training.common import files, fit
from training.encoder import networks, teacher
from training.encoder import skies as sky_images
from training.encoder.distill import given
from training.encoder.targets import EXACT

FOLDS = 3


def recipe_of(settings):
    """Few epochs: a network that has not yet learnt the wrong labels by heart."""
    return dataclasses.replace(settings.student, epochs=settings.skies.doubt_epochs)


def out_of_fold(settings, skies, views, data_folder: Path, folder: Path) -> np.ndarray:
    """[n, classes]: for each training image, what the student that did not see it makes of it."""
    recipe, rows = recipe_of(settings), views.rows
    fold = np.random.default_rng(settings.seed).permutation(len(rows)) % FOLDS
    said = np.zeros((len(rows), len(skies.classes)), np.float32)
    for held in range(FOLDS):
        torch.manual_seed(settings.seed + held)
        network = networks.student(data_folder / recipe.weights, len(skies.classes), recipe.frozen_stages)
        loss = teacher.supervised(network, skies, recipe, views)
        place, name = folder / f"fold-{held}", f"labels, fold {held + 1} of {FOLDS},"
        fit.fit(network, loss, rows[fold != held], recipe, settings.seed, place, name)
        asked = rows[fold == held]
        _, logits = fit.outputs(network, lambda r: sky_images.plain(skies, r, recipe.size), asked, EXACT)
        own = skies.columns()[skies.domain[asked]]
        said[fold == held] = torch.softmax(logits + own, 1).numpy()
    return said


def doubtful(said: np.ndarray, label: np.ndarray) -> np.ndarray:
    """[n] the class that each row more likely is, or -1 where its label stands; said [n, classes] probabilities."""
    trust = np.array([said[label == c, c].mean() if (label == c).any() else 2.0 for c in range(said.shape[1])])
    sure = np.where(said >= trust, said, 0)
    likely = sure.argmax(1)
    rows = np.arange(len(label))
    return np.where((sure[rows, likely] > said[rows, label]) & (likely != label), likely, -1)


def run(settings, skies, views, data_folder: Path, runs: Path) -> Path:
    """The folder with the doubtful labels; nothing is done where it is finished."""
    parts = [recipe_of(settings), settings.seed, skies.digest, FOLDS, teacher.code(), files.code(out_of_fold, doubtful)]
    folder = runs / f"labels-{files.identity(*parts)}"
    if (folder / "result.json").exists():
        return folder
    said = out_of_fold(settings, skies, views, data_folder, folder)
    label = skies.label[views.rows]
    likely = doubtful(said, label)
    found = np.flatnonzero(likely >= 0)
    with_paths = [
        (
            skies.paths[views.rows[i]],
            skies.classes[label[i]][1],
            skies.classes[likely[i]][1],
            f"{said[i, label[i]]:.3f}",
        )
        for i in found[np.argsort(said[found, label[found]])]
    ]
    files.write(folder / "doubtful.csv", lambda p: write_csv(p, with_paths))
    counts = Counter(" ".join(skies.classes[label[i]]) for i in found)
    result = {"doubtful": len(found), "images": len(label), "byClass": dict(counts.most_common())}
    result["rows"] = [int(views.rows[i]) for i in found]
    files.save_json(folder / "result.json", result)
    for held in range(FOLDS):
        (folder / f"fold-{held}" / "checkpoint.pt").unlink(missing_ok=True)
    return folder


def write_csv(path: Path, rows):
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([("image", "label", "likelier", "probability_of_label"), *rows])


def step(options) -> str:
    settings, skies, views, _ = given(options)
    listed = run(settings, skies, views, options.data, options.runs) / "doubtful.csv"
    return f"{listed}: {len(listed.read_text().splitlines()) - 1} doubtful labels"


OPTIONS = []
