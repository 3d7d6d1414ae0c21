"""Networks that saw nothing of a fold of places, and what their intervals need there."""

import dataclasses
from pathlib import Path

import numpy as np
import torch

from training.common import files
from training.data import specs
from training.forecaster import calibration, ensemble, storage
from training.forecaster import network as network_module


def folds(settings) -> list:
    """The numbers of the folds over places; none where the spec's widths are looked up by the way of reporting."""
    found = sorted({source.fold for source in settings.sources.values()} - {0})
    return found if specs.of(settings.slots).hours_back else []


def learnt(settings) -> str:
    """The period that weights are learnt from: all of the training period, but where its weeks set the widths."""
    return "train" if folds(settings) else "learn"


def left_out_of(settings, stations, number: int) -> list:
    """(source, Samples) of each station that a fold leaves out, in its training period."""
    listed = settings.sources.items()
    return [(n, s) for n, source in listed if source.fold == number for s in stations.of(n, "train") if len(s.index)]


def of_fold(settings, stations, number: int, folder: Path):
    """A network of one member, in fewer epochs, that saw nothing of the fold's places."""
    config = dataclasses.replace(settings.forecaster, epochs=settings.forecaster.left_out_epochs, members=1)
    without = dataclasses.replace(stations, fold=number).samples("train")
    short = dataclasses.replace(settings, forecaster=config)
    return ensemble.train(short, without, folder / f"fold-{number}", f"without fold {number},")


def widths(settings, stations, folder: Path) -> np.ndarray:
    """[1, 2, T, L]: the widths' scale. Of each fold a network is written, too, with the scale of the other folds."""
    numbers, levels, scales = folds(settings), settings.forecaster.quantiles, {}
    networks = {number: of_fold(settings, stations, number, folder) for number in numbers}
    for number, network in networks.items():
        storage.round_weights(network)
        asked = left_out_of(settings, stations, number)
        scales[number] = [calibration.at_places(network, s, settings.slots, levels) for _, s in asked]
    for number, network in networks.items():
        others = [scale for n in numbers if n != number or len(numbers) == 1 for scale in scales[n]]
        network.calibrated(network.patterns, torch.from_numpy(calibration.over_places(others)))
        exported = network_module.export(network, settings.slots)
        files.write(folder / f"fold-{number}.onnx", lambda p, exported=exported: p.write_bytes(exported))
    return calibration.over_places([scale for of_one in scales.values() for scale in of_one])
