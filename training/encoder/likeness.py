"""Which training images of skies are kept for validation: whole scenes, not images out of the midst of them.

A camera takes one sky many times over. Were every tenth image kept, its neighbours of the same minute would be learnt
from, and the choice by validation would be nearly blind: ImageNet's features and a linear layer score 84% on such a
validation part and 57% on test images. By clusters of likeness it is 64 to 69%.
"""

import dataclasses
from pathlib import Path

import numpy as np
import torch
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA

from training.common import files
from training.data.frames import EMBEDDING, MEAN_BGR
from training.encoder import networks
from training.encoder import skies as sky_images
from training.encoder.weights import load_encoder

COMPONENTS = 32


def described(skies, rows, encoder) -> np.ndarray:
    """[n, K]: the leading components of the encoder's embeddings, each on one scale and of one length."""
    network, made = networks.SkyNetwork(encoder, EMBEDDING, 1, MEAN_BGR, [1, 1, 1], bgr=True), []
    network.eval()
    with torch.no_grad():
        for part in np.array_split(rows, max(1, len(rows) // 64)):
            made.append(network(sky_images.plain(skies, part, skies.images.shape[1]))[0].numpy())
    found = np.log1p(np.concatenate(made))
    found = (found - found.mean(0)) / found.std(0).clip(min=0.1)
    found /= np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)
    return PCA(min(COMPONENTS, *found.shape), random_state=0).fit_transform(found)


def held(described: np.ndarray, label: np.ndarray, scenes: int, share: float, seed: int) -> np.ndarray:
    """[n]: which images are kept: of each class, whole ones of so many clusters, about that share, at least one
    image."""
    kept = np.zeros(len(label), bool)
    for each in np.unique(label):
        rows = np.flatnonzero(label == each)
        clusters = KMeans(min(scenes, len(rows)), n_init=4, random_state=seed).fit_predict(described[rows])
        sizes = np.bincount(clusters)
        order = np.random.default_rng([seed, int(each)]).permutation(np.flatnonzero(sizes))
        # A third more than the share at most; the smallest alone where every cluster is larger.
        room = max(4 / 3 * share * len(rows), sizes[sizes > 0].min())
        for cluster in order:
            if sizes[cluster] <= room:
                room -= sizes[cluster]
                kept[rows[clusters == cluster]] = True
    return kept


def split(skies, recipe, encoder, seed: int, runs: Path):
    """The same images with those of whole scenes kept for validation; which those are is kept below runs."""
    how = files.identity(recipe, skies.digest, seed, files.code(described, held))
    kept, training = runs / f"scenes-{how}.npy", skies.rows(sky_images.TRAIN)
    if not kept.exists():
        made = held(described(skies, training, encoder), skies.label[training], recipe.scenes, recipe.share, seed)
        files.write(kept, lambda p: save(p, made))
    part = skies.part.copy()
    part[training[np.load(kept)]] = sky_images.VALIDATE
    return dataclasses.replace(skies, part=part, digest=files.identity(skies.digest, how))


def save(path: Path, kept: np.ndarray):
    with path.open("wb") as file:
        np.save(file, kept)


def from_settings(settings, data_folder: Path, runs: Path):
    """The images of the settings, split; the encoder that tells likeness is the student's start."""
    skies = sky_images.load(data_folder / settings.skies.folder, settings.skies.pixels)
    encoder = load_encoder(data_folder / settings.student.weights)
    return split(skies, settings.skies, encoder, settings.seed, runs)
