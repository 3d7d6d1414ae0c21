import numpy as np
import pytest
import torch

from training.common import fit
from training.common.bad_input import BadInput
from training.encoder import (
    distill,
    quantize,
    teacher,
)
from training.encoder import skies as sky_images
from training.encoder import targets as answers
from training.tests.made_up import SIZE


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
