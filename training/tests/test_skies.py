"""The encoder's way: images, teachers, distillation, quantization, on pictures made up by seed."""

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from training.common import fit, settings
from training.common.bad_input import BadInput
from training.data import frames
from training.encoder import (
    accuracy,
    aware,
    compression,
    distill,
    int8,
    labels,
    likeness,
    networks,
    quantize,
    teacher,
    weights,
)
from training.encoder import skies as sky_images
from training.encoder import targets as answers
from training.encoder.squeezenet import SkyEncoder, by_blocks

SETTINGS = settings.load(Path(__file__).resolve().parent.parent / "config.toml")
CLASSES = {"coarse": ("plain", "striped"), "fine": ("dark", "light", "spotted")}
SIZE = 64


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    torch.set_num_threads(1)


def picture(kind, generator):
    level = {"dark": 40, "light": 200}.get(kind, 120)
    pixels = np.full((SIZE, SIZE, 3), level) + generator.normal(0, 8, (SIZE, SIZE, 3))
    if kind == "striped":
        pixels[:, :: generator.integers(4, 7)] = 250
    if kind == "spotted":
        pixels[generator.random((SIZE, SIZE)) < 0.1] = 250
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8))


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


def test_about_a_tenth_of_each_class_is_kept_for_validation(skies):
    for each in range(len(skies.classes)):
        kept = skies.rows(sky_images.VALIDATE)
        assert 1 <= (skies.label[kept] == each).sum() <= 6
    assert len(skies.rows(sky_images.TRAIN, sky_images.VALIDATE)) == 5 * 20
    assert not set(skies.rows(sky_images.TEST)) & set(skies.rows(sky_images.TRAIN, sky_images.VALIDATE))


def test_a_scene_is_kept_whole_or_not_at_all():
    generator = np.random.default_rng(1)
    scene = np.repeat(np.arange(20), 10)
    places = generator.normal(0, 1, (20, 4))[scene] + generator.normal(0, 0.01, (200, 4))
    kept = likeness.held(places, np.repeat([0, 1], 100), 10, 0.1, 1)
    for each in range(20):
        assert kept[scene == each].all() or not kept[scene == each].any()
    assert kept[:100].sum() == kept[100:].sum() == 10


def test_a_folder_without_images_is_named(tmp_path):
    with pytest.raises(BadInput, match="no sky images in"):
        sky_images.load(tmp_path / "absent", SIZE)
    (tmp_path / "sky" / "one" / "train" / "a").mkdir(parents=True)
    with pytest.raises(BadInput, match="no images in .*train"):
        sky_images.load(tmp_path / "sky", SIZE)


def test_an_image_that_cannot_be_read_is_named(tmp_path):
    for part in ("train", "test"):
        place = tmp_path / "one" / part / "a"
        place.mkdir(parents=True)
        (place / "broken.jpg").write_bytes(b"no image")
    with pytest.raises(BadInput, match="broken.jpg cannot be read"):
        sky_images.load(tmp_path, SIZE)


def test_a_view_is_decided_by_seed_number_and_image(skies, tmp_path):
    rows = skies.rows(sky_images.TRAIN)[:5]
    views = sky_images.Views(skies, 7, 48, tmp_path)
    kept = views(rows, 3)
    assert kept.shape == (5, 3, 48, 48)
    torch.testing.assert_close(kept, sky_images.view(skies, rows, 3, 7, 48), atol=0.51, rtol=0)
    assert torch.equal(kept[2:3], views(rows[2:3], 3))
    assert not torch.equal(kept, views(rows, 4))


def test_cross_entropy_looks_at_the_own_domain_only(skies):
    rows = skies.rows(sky_images.TRAIN)
    logits = torch.randn(len(rows), len(skies.classes), generator=torch.Generator().manual_seed(1))
    foreign = torch.isinf(skies.columns()[skies.domain[rows]])
    other = torch.where(foreign, logits + 50, logits)
    a, b = (teacher.cross_entropy(x, rows, skies, skies.columns(), 0.1) for x in (logits, other))
    torch.testing.assert_close(a, b)


def test_distillation_asks_for_nothing_where_student_and_teacher_agree(skies):
    own = skies.columns()[skies.domain[:6]]
    logits = torch.randn(6, len(skies.classes), generator=torch.Generator().manual_seed(1))
    assert distill.soft(logits, logits, own, 2.0) == pytest.approx(0, abs=1e-6)
    assert distill.soft(logits, -logits, own, 2.0) > 0.1
    embedding = torch.randn(6, 9, generator=torch.Generator().manual_seed(2))
    assert distill.relation(embedding, 5 * embedding) == pytest.approx(0, abs=1e-6)
    assert distill.relation(embedding, embedding.flip(0) ** 2) > 1e-3


def test_a_student_is_asked_about_the_classes_of_every_domain(skies, tiny):
    rows = skies.rows(sky_images.TRAIN)[:6]
    told = torch.randn(len(rows), len(skies.classes), generator=torch.Generator().manual_seed(1))
    foreign = torch.isinf(skies.columns()[skies.domain[rows]])

    class Told:
        def __call__(self, rows, number):
            return told, torch.zeros(len(rows), 1)

        def mixed(self, rows, number):
            return torch.zeros(len(rows), 3, SIZE, SIZE)

    def loss(said):
        return distill.loss_of("logits", lambda _: (None, said), skies, None, Told(), tiny, [0])(rows, 0)

    assert loss(told) == pytest.approx(0, abs=1e-6)
    assert loss(torch.where(foreign, -told, told)) > 0.1 and loss(torch.where(foreign, told, -told)) > 0.1


def test_a_view_is_mixed_with_one_of_its_own_domain(skies, tmp_path):
    views = sky_images.Views(skies, 1, SIZE, tmp_path)
    mixed = answers.Mixed(views, 1)
    other, share = mixed.pairs(0)
    assert (skies.domain[other] == skies.domain).all() and (np.sort(other) == np.arange(len(other))).all()
    assert set(other[mixed.rows]) == set(mixed.rows)
    rows = mixed.rows[:32]
    still, moved = rows[share[rows] == 1], rows[(share[rows] < 0.9) & (other[rows] != rows)]
    assert len(still) and len(moved)
    torch.testing.assert_close(mixed(still, 0), views(still, 0))
    own, theirs = views(moved, 0), views(other[moved], 0)
    torch.testing.assert_close(mixed(moved, 0)[0], share[moved[0]] * own[0] + (1 - share[moved[0]]) * theirs[0])
    again = answers.Mixed(views, 1)
    again.pairs(1)
    assert torch.equal(again(rows, 0), mixed(rows, 0)) and not torch.equal(mixed(rows, 1), mixed(rows, 0))


class Stopped(Exception):
    pass


def test_resumed_training_ends_as_if_it_had_not_been_stopped(tmp_path):
    recipe = dataclasses.replace(SETTINGS.student, epochs=3, batch=4, precision="float32")
    x = torch.randn(16, 5, generator=torch.Generator().manual_seed(1))

    def trained(folder, stop_in=None):
        torch.manual_seed(1)
        network = torch.nn.Sequential(torch.nn.Linear(5, 8), torch.nn.Dropout(0.5), torch.nn.Linear(8, 1))

        def loss(rows, epoch):
            if epoch == stop_in:
                raise Stopped
            return (network(x[rows]) - x[rows].sum(1, keepdim=True)).square().mean()

        return fit.fit(network, loss, np.arange(16), recipe, 1, folder, "test", averaging=0.9)

    whole = trained(tmp_path / "whole")
    with pytest.raises(Stopped):
        trained(tmp_path / "stopped", stop_in=2)
    resumed = trained(tmp_path / "stopped")
    for a, b in zip(whole.state_dict().values(), resumed.state_dict().values(), strict=True):
        assert torch.equal(a, b)


def test_from_teacher_to_student_and_not_a_second_time(folder, skies, tiny, tmp_path, monkeypatch):
    views = sky_images.Views(skies, tiny.seed, SIZE, tmp_path)
    targets = answers.Targets(tiny, skies, views, folder, tmp_path)
    with pytest.raises(BadInput, match="'small' is not trained"):
        targets.make("small", 2)
    with pytest.raises(BadInput, match="not distilled from 'large' but from small"):
        targets.make("large", 2)
    taught = teacher.train("small", tiny.teachers["small"], skies, folder, tiny.seed, tmp_path)
    targets.make("small", 2)
    network = teacher.trained("small", tiny.teachers["small"], skies, folder, tiny.seed, tmp_path)
    with torch.no_grad():
        torch.testing.assert_close(targets(views.rows, 1)[0], network(targets.mixed(views.rows, 1))[1])
    made = [distill.train(m, 1, tiny, skies, views, targets, folder, tmp_path) for m in distill.METHODS]
    assert len(set(made)) == len(distill.METHODS)
    assert all((m / "result.json").exists() and not (m / "checkpoint.pt").exists() for m in made)
    monkeypatch.setattr(fit, "fit", lambda *_: pytest.fail("trained a second time"))
    assert [distill.train(m, 1, tiny, skies, views, targets, folder, tmp_path) for m in distill.METHODS] == made
    assert teacher.train("small", tiny.teachers["small"], skies, folder, tiny.seed, tmp_path) == taught
    assert quantize.best_student(tiny, skies, targets, tmp_path).name.split("-")[1] in distill.METHODS[1:]
    assert taught.name.startswith("teacher-small-")


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


@pytest.fixture(scope="module")
def encoder():
    torch.manual_seed(1)
    return SkyEncoder().eval()


@pytest.fixture(scope="module")
def paths(tmp_path_factory):
    folder, generator = tmp_path_factory.mktemp("frames"), np.random.default_rng(1)
    paths = []
    for i in range(8):
        coarse = generator.integers(0, 255, (12, 12, 3), dtype=np.uint8)
        paths.append(folder / f"{i}.png")
        Image.fromarray(coarse).resize((256, 192)).save(paths[-1])
    return paths


def test_blocks_of_pixels_are_the_same_function(encoder):
    image = torch.randn(2, 3, 96, 96, generator=torch.Generator().manual_seed(1)) * 60
    with torch.no_grad():
        torch.testing.assert_close(by_blocks(encoder)(image), encoder(image), atol=1e-5, rtol=1e-5)


def test_int8_agrees_with_float_and_runs_in_int8(encoder, paths):
    plain = weights.export(encoder, 224)
    images = [frames.prepare(Image.open(path), 224) for path in paths]
    made = int8.static(weights.export(by_blocks(encoder), 224), images, fused=25)
    assert int8.cosine(frames.embed(plain, images), frames.embed(made, images)).min() > 0.9
    assert len(made) < len(plain) / 3
    assert len(int8.dynamic(plain)) < len(plain) / 3
    with pytest.raises(RuntimeError, match="of 25 convolutions run in int8"):
        int8.require_fused(plain, 25)


def test_what_was_trained_with_rounding_is_what_runs_in_int8(encoder, paths):
    prepared = aware.prepare(by_blocks(encoder), 224)
    images = [frames.prepare(Image.open(path), 224) for path in paths]
    with torch.no_grad():
        for image in images:
            prepared(torch.from_numpy(image))
    made = int8.require_fused(aware.export(prepared, 224), 25)
    rounding = prepared.eval().apply(aware.disable_observer)
    with torch.no_grad():
        said = np.concatenate([rounding(torch.from_numpy(image)).numpy() for image in images])
    assert int8.cosine(frames.embed(made, images), said).min() > 0.99


def test_a_swapped_label_is_doubtful_and_a_right_one_is_not():
    label = np.array([0] * 10 + [1] * 10)
    said = np.where(np.eye(2)[label] > 0, 0.9, 0.1)
    assert (labels.doubtful(said, label) == -1).all()
    said[3] = [0.02, 0.98]
    found = labels.doubtful(said, label)
    assert found[3] == 1 and (np.delete(found, 3) == -1).all()


def test_macro_f1_is_the_mean_over_classes():
    truth, guess = np.array([0, 0, 0, 1]), np.array([0, 0, 1, 1])
    assert accuracy.macro_f1(truth, guess, np.array([0, 1])) == pytest.approx((0.8 + 2 / 3) / 2)


def test_scores_hold_within_their_intervals(skies):
    rows = skies.rows(sky_images.TEST)
    logits = torch.nn.functional.one_hot(torch.from_numpy(skies.label[rows]), len(skies.classes)).float()
    logits[0] = -logits[0]
    found = accuracy.scores(logits, skies, rows)
    assert found["fine"]["top1"] == 1 and found["coarse"]["top1"] == pytest.approx(7 / 8)
    low, high = found["coarse"]["top1Interval"]
    assert low < 7 / 8 <= high
