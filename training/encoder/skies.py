"""Labelled sky images, and their seeded augmented views.

Images lie under sky/DOMAIN/{train,test}/CLASS/*.jpg; a domain is a set of images with classes of its own. Which of the
training images are kept for validation, likeness.py decides. A view of an image is decided by the seed, the
view's number and the image alone, so that teacher and student see the same.
"""

import functools
import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from training.common import files
from training.common.bad_input import BadInput
from training.data.frames import crop_and_shrink

TRAIN, VALIDATE, TEST = 0, 1, 2
PARTS = {"train": TRAIN, "validate": VALIDATE, "test": TEST}


@dataclass(frozen=True)
class Skies:
    """images: [n, P, P, 3] uint8 RGB; label: [n] into classes; domain: [n] into domains; part: [n] TRAIN, VALIDATE or
    TEST; classes: (domain, class) in the order of labels; paths: below the folder; digest: of names and bytes."""

    images: torch.Tensor
    label: np.ndarray
    domain: np.ndarray
    part: np.ndarray
    domains: list
    classes: list
    paths: list
    digest: str

    def rows(self, *parts) -> np.ndarray:
        return np.flatnonzero(np.isin(self.part, parts))

    def columns(self) -> torch.Tensor:
        """[domains, classes] float32: 0 where the class belongs to the domain, minus infinity elsewhere."""
        owner = np.array([self.domains.index(d) for d, _ in self.classes])
        return torch.from_numpy(np.where(owner == np.arange(len(self.domains))[:, None], 0, -np.inf)).float()


def listed(folder: Path) -> list[tuple[str, str, str, Path]]:
    """(domain, train or test, class, path) of every image; raises BadInput if a domain lacks a part."""
    domains = sorted(d for d in folder.iterdir() if d.is_dir()) if folder.is_dir() else []
    if not domains:
        raise BadInput(f"There are no sky images in {folder}; expected DOMAIN/train/CLASS/*.jpg below it.")
    found = []
    for domain in domains:
        for part in ("train", "test"):
            paths = sorted((domain / part).glob("*/*.jpg"))
            if not paths:
                raise BadInput(f"There are no images in {domain / part}; expected CLASS/*.jpg below it.")
            found += [(domain.name, part, path.parent.name, path) for path in paths]
    return found


def load(folder: Path, pixels: int) -> Skies:
    """All images below folder, as squares of that many pixels, none kept for validation yet; raises BadInput on one
    that cannot be read."""
    found = listed(folder)
    domains = sorted({d for d, _, _, _ in found})
    classes = sorted({(d, c) for d, _, c, _ in found})
    images = torch.empty(len(found), pixels, pixels, 3, dtype=torch.uint8)
    digest = hashlib.sha256()
    for i, (_, _, _, path) in enumerate(found):
        try:
            content = path.read_bytes()
            images[i] = torch.from_numpy(crop_and_shrink(Image.open(io.BytesIO(content)), pixels).copy())
        except (OSError, SyntaxError) as e:
            raise BadInput(f"The image {path} cannot be read: {e}.") from e
        digest.update(str(path.relative_to(folder)).encode() + hashlib.sha256(content).digest())
    return Skies(
        images,
        np.array([classes.index((d, c)) for d, _, c, _ in found]),
        np.array([domains.index(d) for d, _, _, _ in found]),
        np.array([TEST if where == "test" else TRAIN for _, where, _, _ in found]),
        domains,
        classes,
        [str(p.relative_to(folder)) for _, _, _, p in found],
        digest.hexdigest(),
    )


@functools.lru_cache(maxsize=4)
def _chances(seed: int, number: int, count: int) -> np.ndarray:
    return np.random.default_rng([seed, number]).random((count, 9), dtype=np.float32)


def view(skies: Skies, rows: np.ndarray, number: int, seed: int, size: int) -> torch.Tensor:
    """[n, 3, size, size] RGB 0..255: a random crop of 40 to 100% of the area, turned by up to 15 degrees, mirrored half
    of the time, with brightness and contrast changed by up to a third and saturation by up to a half."""
    u = torch.from_numpy(_chances(seed, number, len(skies.label))[rows])
    side = (0.4 + 0.6 * u[:, 0]).sqrt()
    aspect = torch.exp((u[:, 1] - 0.5) * 0.4)
    wide, high = (side * aspect).clamp(max=1), (side / aspect).clamp(max=1)
    turn = (u[:, 2] - 0.5) * (np.pi / 6)
    mirror = torch.where(u[:, 3] < 0.5, -1.0, 1.0)
    theta = torch.stack(
        [
            torch.stack([wide * torch.cos(turn) * mirror, -high * torch.sin(turn), (1 - wide) * (2 * u[:, 4] - 1)], 1),
            torch.stack([wide * torch.sin(turn) * mirror, high * torch.cos(turn), (1 - high) * (2 * u[:, 5] - 1)], 1),
        ],
        1,
    )
    pixels = skies.images[torch.from_numpy(rows)].permute(0, 3, 1, 2).float()
    grid = torch.nn.functional.affine_grid(theta, (len(rows), 3, size, size), align_corners=False)
    pixels = torch.nn.functional.grid_sample(pixels, grid, padding_mode="reflection", align_corners=False)
    bright, contrast, colour = (
        u[:, 6:].T * torch.tensor([[2 / 3], [2 / 3], [1]]) + torch.tensor([[2 / 3], [2 / 3], [0.5]])
    )[:, :, None, None, None]
    grey = pixels.mean(1, keepdim=True)
    pixels = grey + (pixels - grey) * colour
    level = pixels.mean((1, 2, 3), keepdim=True)
    return (((pixels - level) * contrast + level) * bright).clamp(0, 255)


class Views:
    """Views of all training images, made once and kept on disk: folder/NUMBER.npy, [n, 3, size, size] uint8."""

    def __init__(self, skies: Skies, seed: int, size: int, runs: Path):
        self.skies, self.seed, self.size = skies, seed, size
        self.folder = runs / f"views-{files.identity(size, seed, skies.digest, files.code(view))}"
        self.rows = skies.rows(TRAIN)
        self.place = np.full(len(skies.label), -1)
        self.place[self.rows] = np.arange(len(self.rows))
        self.open = {}

    def __call__(self, rows: np.ndarray, number: int) -> torch.Tensor:
        """[n, 3, size, size] RGB 0..255."""
        if number not in self.open:
            path = self.folder / f"{number}.npy"
            if not path.exists():
                files.write(path, lambda p: self.make(p, number))
            self.open = {number: np.load(path, mmap_mode="r")}
        return torch.from_numpy(self.open[number][self.place[rows]]).float()

    def make(self, path: Path, number: int):
        shape = (len(self.rows), 3, self.size, self.size)
        kept = np.lib.format.open_memmap(path, "w+", np.uint8, shape)
        for start in range(0, len(self.rows), 64):
            made = view(self.skies, self.rows[start : start + 64], number, self.seed, self.size)
            kept[start : start + 64] = made.round().byte().numpy()
        kept.flush()


def plain(skies: Skies, rows: np.ndarray, size: int) -> torch.Tensor:
    """[n, 3, size, size] RGB 0..255: the images as they are, averaged over areas if they shrink."""
    pixels = skies.images[torch.from_numpy(rows)].permute(0, 3, 1, 2).float()
    if pixels.shape[-1] == size:
        return pixels
    mode = "area" if pixels.shape[-1] > size else "bilinear"
    return torch.nn.functional.interpolate(pixels, size=(size, size), mode=mode)
