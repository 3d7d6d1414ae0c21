"""Fine-tunes the student, plainly and from the teachers, on equal epochs, views and seeds.

python training/distill.py writes runs/targets-IDENTITY/ (what the teachers say of each view) and, for each run,
runs/student-METHOD-SEED-IDENTITY/ with weights.pt and result.json. Stopped, it goes on where it was when called again.
"""

import dataclasses
import time
from pathlib import Path

import numpy as np
import torch
from tqdm import tqdm

import accuracy
import files
import fit
import likeness
import networks
import settings as settings_file
import skies as sky_images
import teacher

METHODS = ("plain", "logits", "relation")


class Targets:
    """The teachers' mean logits and joined embeddings for each view of each training image.

    Embeddings are scaled to unit length per teacher, so that each counts alike in distances.
    """

    def __init__(self, settings, skies, views, data_folder: Path, runs: Path):
        self.views, self.place = views, views.place
        self.recipes = {n: teacher.recipe_of(settings, n) for n in settings.distillation.teachers}
        self.found = [settings.seed, skies, data_folder, runs]
        asked = [teacher.folder_of(n, r, skies, settings.seed, runs).name for n, r in self.recipes.items()]
        self.folder = runs / f"targets-{files.identity(asked, views.folder.name)}"
        self.open = {}

    def trained(self):
        seed, skies, data_folder, runs = self.found
        return [teacher.trained(n, r, skies, data_folder, seed, runs) for n, r in self.recipes.items()]

    def make(self, count: int):
        """Asks every teacher about every view that is not yet answered."""
        missing = [v for v in range(count) if not (self.folder / f"{v}.pt").exists()]
        if not missing:
            return
        networks_asked = self.trained()
        for number in tqdm(missing, "teachers' answers"):
            answers = [
                fit.outputs(n, lambda r, v=number: self.views(r, v), self.views.rows, FAST) for n in networks_asked
            ]
            logits = torch.stack([logit for _, logit in answers]).mean(0)
            embeddings = torch.cat([torch.nn.functional.normalize(e) for e, _ in answers], 1).half()
            files.write(self.folder / f"{number}.pt", lambda p, x=(logits, embeddings): torch.save(x, p))

    def __call__(self, rows, number):
        if number not in self.open:
            self.open = {number: torch.load(self.folder / f"{number}.pt", weights_only=True)}
        logits, embeddings = self.open[number]
        chosen = torch.from_numpy(self.place[rows])
        return logits[chosen].to(fit.device()), embeddings[chosen].float().to(fit.device())


@dataclasses.dataclass(frozen=True)
class Precision:
    precision: str


# A teacher's answers differ by rounding only, and come in half the time.
FAST = Precision("bfloat16")
EXACT = Precision("float32")


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

    def loss(rows, epoch):
        number = int(order[epoch % len(order)])
        embedding, logits = network(views(rows, number).to(fit.device()))
        logits, embedding = logits.float(), embedding.float()
        hard = teacher.cross_entropy(logits, rows, skies, columns, settings.student.label_smoothing)
        if method == "plain":
            return hard
        answers, others = targets(rows, number)
        own = columns[skies.domain[rows]].to(logits.device)
        total = (1 - kd.logit_share) * hard + kd.logit_share * soft(logits, answers, own, kd.temperature)
        return total + kd.relation_weight * relation(embedding, others) if method == "relation" else total

    return loss


def folder_of(method, seed, settings, skies, targets, runs: Path) -> Path:
    parts = [settings.student, settings.seed, skies.digest, settings.distillation.views, teacher.code()]
    if method != "plain":
        parts += [settings.distillation, targets.folder.name, files.code(loss_of, soft, relation)]
    return runs / f"student-{method}-{seed}-{files.identity(*parts)}"


def train(method, seed, settings, skies, views, targets, data_folder: Path, runs: Path) -> Path:
    """The folder of the trained student; nothing is done where it is finished."""
    folder, recipe = folder_of(method, seed, settings, skies, targets, runs), settings.student
    if (folder / "result.json").exists():
        return folder
    torch.manual_seed(seed)
    start = time.monotonic()
    network = networks.student(data_folder / recipe.weights, len(skies.classes))
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
    if set(options.methods) != {"plain"}:
        targets.make(settings.distillation.views)
    results = []
    for seed in options.seeds or settings.student.seeds:
        for method in options.methods:
            folder = train(method, seed, settings, skies, views, targets, options.data, options.runs)
            results.append((folder / "result.json").read_text())
    return "".join(results)


WHICH = (("--methods",), {"nargs": "+", "default": METHODS, "choices": METHODS})
SEEDS = (("--seeds",), {"nargs": "+", "type": int, "help": "some of the seeds, to run several at once"})

if __name__ == "__main__":
    settings_file.command(__doc__, step, WHICH, SEEDS)
