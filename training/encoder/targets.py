"""What a student is distilled on: views mixed by pairs, and what the teachers say of each.

Of the training images themselves teachers say little more than the labels, which they know by heart by then. Of a
mixture of two they say what nobody told them (Beyer et al., arXiv:2106.05237): there is more to learn from.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tqdm import tqdm

from training.common import files, fit
from training.common.bad_input import BadInput
from training.encoder import teacher

# So many views of a hundred stay as they are; of the others, from half to all is their own.
UNMIXED = 33


@dataclass(frozen=True)
class Precision:
    precision: str


# Nothing that is measured or learnt from is rounded, at twice the time: MobileNetV2 loses four points in bfloat16.
EXACT = Precision("float32")


class Mixed:
    """Views as Views has them, each mixed with the same view of another image of its domain."""

    def __init__(self, views, seed: int):
        self.views, self.seed, self.rows, self.place = views, seed, views.rows, views.place
        self.name = files.identity(views.folder.name, seed, UNMIXED, files.code(Mixed))
        self.drawn = {}

    def pairs(self, number: int):
        """[images] the other's row, and [images] float32 the share of an image's own pixels."""
        if number not in self.drawn:
            generator, domain = np.random.default_rng([self.seed, number]), self.views.skies.domain
            other = np.arange(len(domain))
            for each in np.unique(domain):
                inside = self.rows[domain[self.rows] == each]
                other[inside] = generator.permutation(inside)
            share = generator.uniform(0.5, 1, len(domain))
            share[generator.integers(0, 100, len(domain)) < UNMIXED] = 1
            self.drawn = {number: (other, share.astype(np.float32))}
        return self.drawn[number]

    def __call__(self, rows: np.ndarray, number: int) -> torch.Tensor:
        """[n, 3, size, size] RGB 0..255."""
        other, share = self.pairs(number)
        own = torch.from_numpy(share[rows])[:, None, None, None]
        return own * self.views(rows, number) + (1 - own) * self.views(other[rows], number)


class Targets:
    """The teachers' mean logits and joined embeddings for each mixed view of each training image.

    Embeddings are scaled to unit length per teacher, so that each counts alike in distances. Answers are kept as
    runs/answers-TEACHER-IDENTITY/VIEW.pt.
    """

    def __init__(self, settings, skies, views, data_folder: Path, runs: Path):
        self.mixed = Mixed(views, settings.seed)
        self.recipes = {n: teacher.recipe_of(settings, n) for n in settings.distillation.teachers}
        self.found = [skies, data_folder, settings.seed, runs]
        self.folders = {n: runs / f"answers-{n}-{self.of(n, settings.seed)}" for n in self.recipes}
        self.name = files.identity([f.name for f in self.folders.values()])
        self.open = {}

    def of(self, name, seed):
        skies, _, _, runs = self.found
        folder = teacher.folder_of(name, self.recipes[name], skies, seed, runs)
        return files.identity(folder.name, self.mixed.name, EXACT)

    def make(self, name: str, count: int):
        """Asks a teacher about every view that it has not yet answered; raises BadInput if it is not trained, or if the
        settings distil from others."""
        if name not in self.folders:
            raise BadInput(f"The student is not distilled from '{name}' but from {', '.join(self.folders)}.")
        missing = [v for v in range(count) if not (self.folders[name] / f"{v}.pt").exists()]
        if not missing:
            return
        network = teacher.trained(name, self.recipes[name], *self.found)
        for number in tqdm(missing, f"answers of {name}"):
            said = fit.outputs(network, lambda r, v=number: self.mixed(r, v), self.mixed.rows, EXACT)
            kept = torch.nn.functional.normalize(said[0]).half(), said[1]
            files.write(self.folders[name] / f"{number}.pt", lambda p, x=kept: torch.save(x, p))

    def __call__(self, rows, number):
        if number not in self.open:
            said = [torch.load(f / f"{number}.pt", weights_only=True) for f in self.folders.values()]
            logits = torch.stack([logit for _, logit in said]).mean(0)
            self.open = {number: (logits, torch.cat([embedding.float() for embedding, _ in said], 1))}
        logits, embeddings = self.open[number]
        chosen = torch.from_numpy(self.mixed.place[rows])
        return logits[chosen].to(fit.device()), embeddings[chosen].to(fit.device())
