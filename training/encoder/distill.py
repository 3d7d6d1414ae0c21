"""Fine-tunes the student, plainly from labels and from what the teachers say, on equal epochs and seeds.

Asks the teachers about each mixed view (targets.py) and writes, for each run,
runs/student-METHOD-SEED-IDENTITY/ with weights.pt and result.json. Stopped, it goes on where it was when called again.
"""

import dataclasses
import time
from pathlib import Path

import numpy as np
import torch

from training.common import files, fit
from training.common import settings as settings_file
from training.encoder import accuracy, likeness, networks, teacher
from training.encoder import skies as sky_images
from training.encoder.targets import EXACT, Targets

METHODS = ("plain", "logits", "relation")


def soft(logits, answers, columns, temperature):
    """Hinton's loss (arXiv:1503.02531): T^2 times the divergence of the student's softened guess from the teachers'."""
    away = columns.clamp(min=-1e4)
    guess = torch.log_softmax(logits / temperature + away, 1)
    asked = torch.log_softmax(answers / temperature + away, 1)
    return temperature**2 * (asked.exp() * (asked - guess)).sum(1).mean()


def relation(embedding, answers):
    """Relational distillation by distance (Park et al., arXiv:1904.05068, eq. 3): Huber's loss between the two matrices
    of distances within the batch, each over its mean."""

    def distances(x):
        d = torch.cdist(x, x)
        return d / d.sum().clamp(min=1e-9) * (len(x) * (len(x) - 1))

    return torch.nn.functional.smooth_l1_loss(distances(embedding), distances(answers))


def loss_of(method, network, skies, views, targets, settings, order):
    """The loss of a batch by method; order: which view each epoch takes."""
    columns, kd = skies.columns(), settings.distillation

    def plain(rows, epoch):
        _, logits = network(views(rows, int(order[epoch % len(order)])).to(fit.device()))
        return teacher.cross_entropy(logits.float(), rows, skies, columns, settings.student.label_smoothing)

    def distilled(rows, epoch):
        number = int(order[epoch % len(order)])
        embedding, logits = network(targets.mixed(rows, number).to(fit.device()))
        answers, others = targets(rows, number)
        told = sum(soft(logits.float(), answers, own, kd.temperature) for own in columns.to(logits.device))
        return told + kd.relation_weight * relation(embedding.float(), others) if method == "relation" else told

    return plain if method == "plain" else distilled


def folder_of(method, seed, settings, skies, targets, runs: Path) -> Path:
    parts = [settings.student, settings.seed, skies.digest, settings.distillation.views, teacher.code()]
    if method != "plain":
        parts += [settings.distillation, targets.name, files.code(loss_of, soft, relation)]
    return runs / f"student-{method}-{seed}-{files.identity(*parts)}"


def train(method, seed, settings, skies, views, targets, data_folder: Path, runs: Path) -> Path:
    """The folder of the trained student; nothing is done where it is finished."""
    folder, recipe = folder_of(method, seed, settings, skies, targets, runs), settings.student
    if (folder / "result.json").exists():
        return folder
    torch.manual_seed(seed)
    start = time.monotonic()
    network = networks.student(data_folder / recipe.weights, len(skies.classes), recipe.frozen_stages)
    order = np.random.default_rng(seed).permutation(settings.distillation.views)
    loss = loss_of(method, network, skies, views, targets, settings, order)
    fit.fit(network, loss, views.rows, recipe, seed, folder, f"{method} {seed}")
    files.write(folder / "weights.pt", lambda p: torch.save(network.state_dict(), p))
    every = skies.rows(sky_images.VALIDATE, sky_images.TEST)
    _, logits = fit.outputs(network, lambda r: sky_images.plain(skies, r, recipe.test_size), every, EXACT)
    result = {"method": method, "seed": seed, "scores": accuracy.by_part(logits, skies, every)}
    result |= {"student": dataclasses.asdict(recipe), "distillation": dataclasses.asdict(settings.distillation)}
    result |= {"images": skies.digest} | fit.cost(start)
    files.save_json(folder / "result.json", result)
    (folder / "checkpoint.pt").unlink(missing_ok=True)
    return folder


def given(options):
    """The settings, the images, their views and the teachers' answers that the options name."""
    settings = settings_file.load(options.config)
    skies = likeness.from_settings(settings, options.data, options.runs)
    views = sky_images.Views(skies, settings.seed, settings.student.size, options.runs)
    return settings, skies, views, Targets(settings, skies, views, options.data, options.runs)


def step(options) -> str:
    settings, skies, views, targets = given(options)
    if options.ask:
        targets.make(options.ask, settings.distillation.views)
        return f"{options.ask} has answered."
    results = []
    for name in settings.distillation.teachers if set(options.methods) != {"plain"} else []:
        targets.make(name, settings.distillation.views)
    for seed in options.seeds or settings.student.seeds:
        for method in options.methods:
            folder = train(method, seed, settings, skies, views, targets, options.data, options.runs)
            results.append((folder / "result.json").read_text())
    return "".join(results)


WHICH = (("--methods",), {"nargs": "+", "default": METHODS, "choices": METHODS})
SEEDS = (("--seeds",), {"nargs": "+", "type": int, "help": "some of the seeds, to run several at once"})
ASK = (("--ask",), {"help": "ask this teacher alone and train nothing, to ask several at once"})
OPTIONS = [WHICH, SEEDS, ASK]
