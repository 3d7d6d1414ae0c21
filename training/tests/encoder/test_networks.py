import dataclasses
import json
from pathlib import Path

import pytest
import torch

from training.common.bad_input import BadInput
from training.encoder import (
    compression,
    networks,
    weights,
)
from training.tests.made_up import (
    SETTINGS,
    SIZE,
)


def test_weights_that_do_not_fit_are_one_sentence(folder, tmp_path):
    wrong = tmp_path / "wrong.pth"
    torch.save({"a": torch.zeros(1)}, wrong)
    recipe = dataclasses.replace(SETTINGS.teachers["lite0"], weights=str(wrong))
    with pytest.raises(BadInput, match="wrong.pth do not fit tf_efficientnet_lite0"):
        networks.teacher(recipe, Path("/"), 4)
    with pytest.raises(BadInput, match="absent.pth cannot be read"):
        weights.load_encoder(folder / "absent.pth")
    with pytest.raises(BadInput, match="'vgg' is not known; known are densenet201"):
        networks.teacher(dataclasses.replace(recipe, architecture="vgg"), folder, 4)


def test_frozen_stages_do_not_learn():
    recipe = dataclasses.replace(SETTINGS.teachers["lite0"], weights="random")
    network = networks.teacher(recipe, Path("/"), 4).train()
    assert not network.backbone.bn1.training and not network.backbone.blocks[2].training
    assert network.backbone.blocks[3].training
    assert not any(p.requires_grad for p in network.backbone.conv_stem.parameters())


def test_frozen_stages_of_the_student_do_not_learn(folder):
    network = networks.student(folder / "weights" / "student.pth", 4, frozen_stages=1)
    learns = {int(name.split(".")[0]) for name, p in network.backbone.features.named_parameters() if p.requires_grad}
    assert learns == {6, 7, 9, 10, 11, 12}
    free = networks.student(folder / "weights" / "student.pth", 4)
    assert all(p.requires_grad for p in free.parameters())
    with pytest.raises(BadInput, match="frozen_stages is 4; it has 3"):
        networks.student(folder / "weights" / "student.pth", 4, frozen_stages=4)


def test_a_teacher_that_is_not_trained_again_keeps_its_accuracy_and_is_timed_anew(folder, skies, tiny, tmp_path):
    scores = {"test": {d: {"top1": 0.5} for d in skies.domains}}
    rows = [{"network": "small, from a random start", "form": f, "pixels": SIZE, "ms": 9.0} for f in compression.FORMS]
    report = {"compression": {"rows": [row | {"scores": scores} for row in rows]}}
    (tmp_path / "report.json").write_text(json.dumps(report))
    (tmp_path / "manifest.json").write_text(json.dumps({"id": "old", "version": "7"}))
    asked = dataclasses.replace(tiny, encoder=dataclasses.replace(tiny.encoder, size=SIZE, calibration_frames=2))
    made = compression.of_earlier("small", tmp_path, asked, skies, folder)
    assert [r["form"] for r in made] == list(compression.FORMS)
    assert all(r["measuredFor"] == "old 7" and r["scores"] == scores for r in made)
    compression.timed(made, SIZE)
    assert all(r["ms"] != 9.0 and r["bytes"] > 0 for r in made)
    # Taken over once more, it still says for which bundle it was measured.
    (tmp_path / "report.json").write_text(json.dumps({"compression": {"rows": made}}))
    (tmp_path / "manifest.json").write_text(json.dumps({"id": "old", "version": "8"}))
    assert compression.of_earlier("small", tmp_path, asked, skies, folder)[0]["measuredFor"] == "old 7"
    (tmp_path / "report.json").write_text(json.dumps({"compression": {"rows": made[:1]}}))
    with pytest.raises(BadInput, match="has no accuracy of 'small'; run python -m training teacher small"):
        compression.of_earlier("small", tmp_path, asked, skies, folder)
