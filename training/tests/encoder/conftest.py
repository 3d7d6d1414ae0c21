import dataclasses

import numpy as np
import pytest
import torch

from training.encoder import (
    likeness,
    weights,
)
from training.encoder import skies as sky_images
from training.encoder.squeezenet import SkyEncoder
from training.tests.made_up import (
    CLASSES,
    SETTINGS,
    SIZE,
    picture,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A data folder with labelled pictures, and weights for the student."""
    root, generator = tmp_path_factory.mktemp("data"), np.random.default_rng(3)
    for domain, kinds in CLASSES.items():
        for part, count in (("train", 20), ("test", 4)):
            for kind in kinds:
                place = root / "sky" / domain / part / kind
                place.mkdir(parents=True)
                for i in range(count):
                    picture(kind, generator).save(place / f"{i:02}.jpg", quality=95)
    torch.manual_seed(1)
    (root / "weights").mkdir()
    torch.save(SkyEncoder().state_dict(), root / "weights" / "student.pth")
    return root


@pytest.fixture(scope="module")
def skies(folder, tmp_path_factory):
    loaded = sky_images.load(folder / "sky", SIZE)
    encoder = weights.load_encoder(folder / "weights" / "student.pth")
    return likeness.split(loaded, SETTINGS.skies, encoder, 1, tmp_path_factory.mktemp("runs"))


@pytest.fixture(scope="module")
def tiny():
    teachers = {
        "small": dataclasses.replace(
            SETTINGS.teachers["lite0"], weights="random", size=SIZE, test_size=SIZE, epochs=1, batch=16
        )
    }
    student = dataclasses.replace(
        SETTINGS.student, weights="weights/student.pth", size=SIZE, test_size=SIZE, epochs=2, batch=16, seeds=[1]
    )
    distillation = dataclasses.replace(SETTINGS.distillation, teachers=["small"], views=2)
    return dataclasses.replace(SETTINGS, teachers=teachers, student=student, distillation=distillation)
