import types

import torch
from torch import nn

from training.forecaster import occurrences


class Small(nn.Module):
    """Two events at three leads out of rows of four numbers, whose first tells the source."""

    spec = types.SimpleNamespace(names=["row"])

    def __init__(self):
        super().__init__()
        torch.manual_seed(1)
        self.members = nn.ModuleList([nn.Module()])
        self.members[0].event = nn.Sequential(nn.Linear(4, 8), nn.SiLU(), nn.Dropout(0.5), nn.Linear(8, 6))

    def inputs(self, named):
        return named["row"], {}


def batches(number: int) -> list:
    """A source of many truths in which nothing happens, and one of few in which a row's second number decides."""
    generator = torch.Generator().manual_seed(number)
    many, few = (torch.randn(count, 4, generator=generator) for count in (60, 6))
    many[:, 0], few[:, 0] = -1, 1
    decided = (few[:, 1] > 0).float()[:, None, None].expand(-1, 2, 3).clone()
    known = torch.ones(60, 2, 3)
    known[:, 1] = 0  # the second event no one reports at the first source
    return [
        {"row": many, "happened": torch.zeros(60, 2, 3), "happened_mask": known},
        {"row": few, "happened": decided, "happened_mask": torch.ones(6, 2, 3)},
    ]


def test_each_source_counts_alike_however_many_truths_it_has():
    _, _, weight = occurrences.filled(Small(), batches)
    of = weight[: 60 * occurrences.DRAWS].sum((0, 2)), weight[60 * occurrences.DRAWS :].sum((0, 2))
    torch.testing.assert_close(of[0][0], of[1][0], rtol=1e-3, atol=0)
    assert of[0][1] == 0
    torch.testing.assert_close(of[1][1], 2 * of[1][0], rtol=1e-3, atol=0)


def test_the_source_of_few_truths_is_learnt(monkeypatch):
    monkeypatch.setattr(occurrences, "LEARNING_RATE", 0.03)  # from a random start
    network = occurrences.refit(Small(), batches, seed=3)
    few = [batches(number)[1] for number in range(900, 920)]
    row, happened = (torch.cat([f[name] for f in few]) for name in ("row", "happened"))
    with torch.no_grad():
        said = network.members[0].event(row).reshape(-1, 2, 3)
    for event in range(2):
        of, did = said[:, event], happened[:, event] > 0
        assert of[did].mean() > 1 > -1 > of[~did].mean()


def test_as_much_of_a_branch_is_dropped_as_is_said_here(monkeypatch):
    """Where all of it is, nothing comes back to its first layer."""
    for name, value in (("DROPPED", 1.0), ("DECAY", 0.0), ("STEPS", 3)):
        monkeypatch.setattr(occurrences, name, value)
    network = occurrences.refit(Small(), batches, seed=3)
    first, _, _, last = network.members[0].event
    assert torch.equal(first.weight, Small().members[0].event[0].weight)
    assert not torch.equal(last.bias, Small().members[0].event[3].bias)


def test_what_is_drawn_by_chance_is_decided_by_the_seed():
    class Chancy(Small):
        def inputs(self, named):
            return nn.functional.dropout(named["row"], 0.5), {}

    learnt = [occurrences.refit(Chancy(), batches, seed=3).members[0].event[0].weight for _ in range(2)]
    assert torch.equal(*learnt)
