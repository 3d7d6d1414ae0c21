"""Folds of places: who learns from what, and whose widths are whose."""

import dataclasses

import numpy as np
import pytest

from training.common.bad_input import BadInput
from training.forecaster import calibration, ensemble, left_out, train
from training.tests.common.test_layers import imported, modules
from training.tests.made_up import FOLDS, OF_EXPORT

# What these make of files is told by the digest of the stations, or by that of the encoder.
READ = {"archives", "dataset", "places", "readings", "embeddings", "frames"}


@pytest.fixture
def learnt_from(monkeypatch):
    """Of each training in turn: the epochs, members and stations with their reference times; nothing is trained."""
    seen = []

    def train(settings, training, folder, name="forecaster"):
        of = {s.series.name: s.index.tolist() for _, stations in training for s in stations}
        seen.append((settings.forecaster.epochs, settings.forecaster.members, of))
        return ensemble.untrained(settings, training, dataclasses.replace(settings.forecaster, members=1)).eval()

    monkeypatch.setattr(ensemble, "train", train)
    return seen


def test_a_fold_learns_for_fewer_epochs_from_all_weeks_of_the_places_left_in(placed, learnt_from, tmp_path):
    left_out.of_fold(placed.settings, placed, 2, tmp_path)
    ((epochs, members, of),) = learnt_from
    assert (epochs, members) == (OF_EXPORT.forecaster.left_out_epochs, 1)
    assert of == {name: placed.of(name, "train")[0].index.tolist() for name in ("other", "third")}


def test_where_folds_set_the_widths_no_week_is_kept_back(placed, stations, learnt_from, tmp_path, monkeypatch):
    monkeypatch.setattr(left_out, "widths", lambda *_: np.full((1, 2, 6, 24), 1.25, np.float32))
    network = train.whole(placed.settings, placed, tmp_path)
    assert learnt_from[0][2] == {name: placed.of(name, "train")[0].index.tolist() for name in FOLDS}
    assert (network.scales == 1.25).all()
    assert left_out.learnt(placed.settings) == "train" and left_out.learnt(stations.settings) == "learn"


def test_widths_of_a_fold_are_those_that_the_places_of_the_others_need(placed, learnt_from, tmp_path, monkeypatch):
    needed = {"mine": 1.5, "other": 0.75}

    def at_places(network, samples, slots, levels):
        return np.full((2, 6, 24), needed[samples.series.name])

    kept = {}
    monkeypatch.setattr(calibration, "at_places", at_places)
    monkeypatch.setattr(left_out.network_module, "export", lambda network, slots: kept_of(network))
    monkeypatch.setattr(left_out.files, "write", lambda path, save: kept.update({path.name: scales.pop()}))
    scales = []

    def kept_of(network):
        scales.append(float(network.scales.unique()))
        return b""

    whole = left_out.widths(placed.settings, placed, tmp_path)
    assert np.unique(whole).tolist() == [(1.5 + 0.75) / 2]
    assert kept == {"fold-2.onnx": 0.75, "fold-1.onnx": 1.5}


def test_a_fold_or_member_that_there_is_not_is_refused_in_a_sentence(placed, stations):
    assert train.asked_fold(placed.settings, 2) == 2
    with pytest.raises(BadInput, match="^No source is of fold 9; there are 1, 2.$"):
        train.asked_fold(placed.settings, 9)
    with pytest.raises(BadInput, match="^No source is of fold 1; these settings leave no places out.$"):
        train.asked_fold(stations.settings, 1)
    with pytest.raises(BadInput, match="^There is no member 4; they are 0 to 3.$"):
        train.asked_member(stations.settings, 4)


def test_a_result_is_named_by_all_code_that_decides_it():
    known, needed = modules(), set()
    reached = ["training.forecaster.train"]
    while reached:
        name = reached.pop()
        needed.add(name)
        reached += [n for n in imported(known[name], known) if n not in needed]
    of_folders = {n for n in needed if n.split(".")[1] in ("data", "forecaster") and n.count(".") > 1}
    deciding = {n for n in of_folders if n.split(".")[-1] not in READ and known[n].name != "__init__.py"}
    assert deciding - {module.__name__ for module in train.DECISIVE} == {"training.forecaster.train"}


def test_where_a_station_stands_and_its_frames_are_part_of_the_data(stations):
    def digest(**changes):
        (series,), embeddings = stations.series["mine"], stations.embeddings
        moved = dataclasses.replace(series, **changes)
        return train.sources.digest_of({"mine": [moved]}, embeddings)

    assert digest() == stations.digest
    assert len({digest(), digest(latitude=54.0), digest(frames={})}) == 3
