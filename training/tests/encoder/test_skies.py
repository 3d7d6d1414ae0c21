import numpy as np
import pytest
import torch

from training.common.bad_input import BadInput
from training.encoder import (
    accuracy,
    labels,
    likeness,
)
from training.encoder import skies as sky_images
from training.tests.made_up import SIZE


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
