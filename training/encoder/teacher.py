"""Fine-tunes a teacher on the labelled skies.

Writes runs/teacher-NAME-IDENTITY/ with weights.pt and result.json (scores, settings, digest of the images). Stopped, it
goes on where it was when called again.
"""

import dataclasses
import time
from pathlib import Path

import torch

from training.common import files, fit
from training.common import settings as settings_file
from training.common.bad_input import BadInput
from training.encoder import accuracy, likeness, networks, squeezenet
from training.encoder import skies as sky_images


def folder_of(name, recipe, skies, seed, runs: Path) -> Path:
    return runs / f"teacher-{name}-{files.identity(recipe, skies.digest, seed, code())}"


def code() -> str:
    """The digest of all code that decides what comes of a network's training on labels."""
    return files.code(fit, networks, squeezenet, sky_images, supervised, cross_entropy)


def supervised(network, skies, recipe, views):
    """The loss of a batch against its labels: cross-entropy over the classes of each image's own domain."""
    columns = skies.columns()

    def loss(rows, epoch):
        _, logits = network(views(rows, epoch).to(fit.device()))
        return cross_entropy(logits.float(), rows, skies, columns, recipe.label_smoothing)

    return loss


def cross_entropy(logits, rows, skies, columns, smoothing):
    own = torch.log_softmax(logits + columns[skies.domain[rows]].to(logits.device), 1)
    inside = torch.isfinite(own)
    truth = torch.from_numpy(skies.label[rows]).to(logits.device)
    sure = own.gather(1, truth[:, None])[:, 0]
    even = torch.where(inside, own, 0.0).sum(1) / inside.sum(1)
    return -((1 - smoothing) * sure + smoothing * even).mean()


def train(name, recipe, skies, data_folder: Path, seed: int, runs: Path) -> Path:
    """The folder of the trained network; nothing is done where it is finished."""
    folder = folder_of(name, recipe, skies, seed, runs)
    if (folder / "result.json").exists():
        return folder
    torch.manual_seed(seed)
    start = time.monotonic()
    network = networks.teacher(recipe, data_folder, len(skies.classes))
    views = sky_images.Views(skies, seed, recipe.size, runs)
    fit.fit(network, supervised(network, skies, recipe, views), views.rows, recipe, seed, folder, name)
    files.write(folder / "weights.pt", lambda p: torch.save(network.state_dict(), p))
    every = skies.rows(sky_images.VALIDATE, sky_images.TEST)
    _, logits = fit.outputs(network, lambda r: sky_images.plain(skies, r, recipe.test_size), every, recipe)
    result = {"scores": accuracy.by_part(logits, skies, every), "recipe": dataclasses.asdict(recipe), "seed": seed}
    result |= {"images": skies.digest} | fit.cost(start)
    files.save_json(folder / "result.json", result)
    (folder / "checkpoint.pt").unlink(missing_ok=True)
    return folder


def trained(name, recipe, skies, data_folder, seed, runs: Path):
    """The finished network; raises BadInput if it has not been trained."""
    path = folder_of(name, recipe, skies, seed, runs) / "weights.pt"
    if not path.exists():
        raise BadInput(f"The teacher '{name}' is not trained so; run python -m training teacher {name} first.")
    network = networks.teacher(dataclasses.replace(recipe, weights="random"), data_folder, len(skies.classes))
    network.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    return network.eval().to(fit.device(), memory_format=torch.channels_last)


def finished(settings, name, skies, runs: Path):
    """The recipe under which a teacher has been trained, as the settings have it or from a random start, or None."""
    for weights in (None, "random"):
        recipe = recipe_of(settings, name, weights)
        if (folder_of(name, recipe, skies, settings.seed, runs) / "result.json").exists():
            return recipe
    return None


def recipe_of(settings, name, weights=None):
    if name not in settings.teachers:
        raise BadInput(f"There is no [teachers.{name}] in the settings; there are {', '.join(settings.teachers)}.")
    recipe = settings.teachers[name]
    return dataclasses.replace(recipe, weights=weights) if weights else recipe


def step(options) -> str:
    settings = settings_file.load(options.config)
    recipes = {name: recipe_of(settings, name, options.weights) for name in options.names or settings.teachers}
    skies, results = likeness.from_settings(settings, options.data, options.runs), []
    if not options.names:
        recipes = {n: recipe for n, recipe in recipes.items() if not finished(settings, n, skies, options.runs)}
    for name, recipe in recipes.items():
        folder = train(name, recipe, skies, options.data, settings.seed, options.runs)
        results.append((folder / "result.json").read_text())
    return "".join(results)


NAMES = (("names",), {"nargs": "*", "help": "the [teachers.NAME] tables to train; those not trained yet by default"})
WEIGHTS = (("--weights",), {"help": "torchvision, random or a file, in place of the table's"})
OPTIONS = [NAMES, WEIGHTS]
