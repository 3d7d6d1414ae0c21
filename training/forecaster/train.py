"""Trains the forecaster on all sources together.

Embeds the frames with the encoder that the step quantize kept and writes runs/forecaster-IDENTITY/forecaster.onnx and
result.json with the loss on the validation periods; where places are left out in folds, also fold-N.onnx, the network
that saw nothing of fold N. Stopped, it goes on where it was when called again.
"""

import dataclasses
import time
from pathlib import Path

import numpy as np
import torch

from training.common import files, fit
from training.common.bad_input import BadInput
from training.data import event_teacher, known, losing, losing_hours, samples, series, solar, sources, specs, variables
from training.data import humid as humid_of_tables
from training.data.embeddings import ENCODER
from training.forecaster import (
    calibration,
    clear_sky,
    day_before,
    drawing,
    echo,
    ensemble,
    humid,
    inputs,
    left_out,
    loss,
    occurrences,
    scaling,
    storage,
    transfer,
)
from training.forecaster import member as member_module
from training.forecaster import network as network_module
from training.forecaster.loss import loss_of

# The modules whose code decides what comes of a training, beside whole; what the stations are is told by a digest.
DECISIVE = (fit, event_teacher, known, losing, losing_hours, samples, series, solar, sources, specs, variables)
DECISIVE += (humid_of_tables,)
DECISIVE += (calibration, clear_sky, day_before, drawing, echo, ensemble, humid, inputs, left_out, loss, occurrences)
DECISIVE += (scaling, storage, member_module, network_module, transfer)


def whole(settings, stations, folder: Path):
    """The network that ships. Where places are left out in folds, those set the widths, and no week is kept back for
    that."""
    of_places = left_out.folds(settings)
    network = ensemble.train(settings, stations.samples(left_out.learnt(settings)), folder)
    storage.round_weights(network)
    if of_places:
        network.calibrated(network.patterns, torch.from_numpy(left_out.widths(settings, stations, folder)))
    else:
        periods = [stations.samples(period) for period in ("calibrate", "validate")]
        calibration.calibrate(network, periods, settings.slots, settings.forecaster.quantiles)
    return network


def run(settings, stations, runs: Path) -> Path:
    """The folder with the model; nothing is done where it is finished."""
    folder = runs / f"forecaster-{identity(settings, stations)}"
    if (folder / "result.json").exists():
        return folder
    start = time.monotonic()
    network = whole(settings, stations, folder)
    checks = drawing.draw(stations.samples("validate"), 16_384, np.random.default_rng(1))
    with torch.no_grad():
        check = loss_of(network, checks, torch.tensor(settings.forecaster.quantiles)).item()
    files.write(folder / "forecaster.onnx", lambda p: p.write_bytes(network_module.export(network, settings.slots)))
    result = {"validationLoss": check, "events": stations.events, "encoder": stations.encoder_sha256}
    mean, std = seen(stations.samples(left_out.learnt(settings)))
    result |= {"mean": mean.tolist(), "std": std.tolist(), "data": stations.digest}
    result |= {"forecaster": dataclasses.asdict(settings.forecaster)} | fit.cost(start)
    files.save_json(folder / "result.json", result)
    for number in range(settings.forecaster.members):
        (folder / f"member-{number}" / "checkpoint.pt").unlink(missing_ok=True)
    return folder


def seen(weighted) -> tuple:
    """Mean and standard deviation [F] of the inputs as batches hold them, of each source by its weight, by which it is
    told whether a station is like those of the training; 0 and 1 where nothing was measured. weighted: as in
    Stations.samples."""
    shares, firsts, seconds = [], [], []
    for weight, stations in weighted:
        values = torch.cat([s.known.values[s.index] for s in stations]).double()
        mask = torch.cat([s.known.mask[s.index] for s in stations]).double()
        count = mask.sum(0)
        shares.append(weight * (count > 0))
        firsts.append((values * mask).sum(0) / count.clamp(min=1))
        seconds.append((values**2 * mask).sum(0) / count.clamp(min=1))
    share = torch.stack(shares)
    share = share / share.sum(0).clamp(min=1e-12)
    mean, square = ((share * torch.stack(each)).sum(0) for each in (firsts, seconds))
    std = (square - mean**2).clamp(min=0).sqrt()
    known = (share.sum(0) > 0) & (std > 1e-6)
    return torch.where(known, mean, torch.zeros_like(mean)).float(), torch.where(
        known, std, torch.ones_like(std)
    ).float()


def model(settings, stations, runs: Path) -> bytes:
    """The trained model's ONNX."""
    return (run(settings, stations, runs) / "forecaster.onnx").read_bytes()


def identity(settings, stations) -> str:
    listed = {n: dataclasses.asdict(s) for n, s in settings.sources.items()}
    events = {n: dataclasses.asdict(settings.events[n]) for n in stations.events}
    parts = [settings.forecaster, settings.slots, listed, events, settings.seed]
    data = stations.digest, stations.encoder_sha256, stations.left_out, stations.fold
    return files.identity(*parts, files.code(*DECISIVE, whole), *data)


def step(options) -> str:
    settings, stations = sources.given(options)
    folder = options.runs / f"forecaster-{identity(settings, stations)}"
    if options.fold is not None:
        left_out.of_fold(settings, stations, asked_fold(settings, options.fold), folder)
        return f"The network without fold {options.fold} is trained in {folder}."
    if options.member is not None:
        asked = stations.samples(left_out.learnt(settings))
        ensemble.member(settings, asked, asked_member(settings, options.member), folder, "forecaster")
        return f"Member {options.member} is trained in {folder}."
    return (run(settings, stations, options.runs) / "result.json").read_text()


def asked_fold(settings, number: int) -> int:
    """A fold that some source has; raises BadInput where none does."""
    numbers = left_out.folds(settings)
    if number not in numbers:
        listed = ", ".join(map(str, numbers))
        there = f"there are {listed}" if numbers else "these settings leave no places out"
        raise BadInput(f"No source is of fold {number}; {there}.")
    return number


def asked_member(settings, number: int) -> int:
    """A member of the forecaster; raises BadInput where it has none of that number."""
    if not 0 <= number < settings.forecaster.members:
        raise BadInput(f"There is no member {number}; they are 0 to {settings.forecaster.members - 1}.")
    return number


MEMBER = (("--member",), {"type": int, "help": "train this member alone, from 0, beside another process"})
FOLD = (("--fold",), {"type": int, "help": "train the network without this fold of places alone"})
OPTIONS = [ENCODER, MEMBER, FOLD]
