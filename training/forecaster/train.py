"""Trains the forecaster on all sources together.

Embeds the frames with the encoder that the step quantize kept and writes runs/forecaster-IDENTITY/forecaster.onnx and
result.json with the loss on the validation periods. Stopped, it goes on where it was when called again.
"""

import dataclasses
import time
from pathlib import Path

import numpy as np
import torch

from training.common import files, fit
from training.data import known, losing, losing_hours, samples, solar, sources, specs, variables
from training.data.embeddings import ENCODER
from training.forecaster import (
    calibration,
    clear_sky,
    day_before,
    echo,
    humid,
    inputs,
    loss,
    occurrences,
    scaling,
    storage,
    transfer,
)
from training.forecaster import member as member_module
from training.forecaster import network as network_module
from training.forecaster.loss import loss_of

# The modules whose code decides what comes of a training.
DECISIVE = (fit, known, losing, samples, solar, specs, variables, calibration, clear_sky, day_before, inputs, loss)
DECISIVE += (scaling, storage, member_module, network_module, losing_hours, transfer, humid, echo, occurrences)


def draw(weighted, size, generator, between=0.0):
    """One batch out of all sources, each with its weight's share; between: the share of reference times at which
    nothing need have been reported for up to an hour."""
    parts = []
    for weight, stations in weighted:
        share = max(1, round(size * weight / len(stations)))
        for s in stations:
            late = round(share * between)
            chosen = [generator.choice(s.index, min(share - late, len(s.index))), generator.choice(s.recent, late)]
            parts.append(s.batch(np.concatenate(chosen)))
    return {name: torch.cat([p[name] for p in parts]) for name in parts[0]}


@dataclasses.dataclass(frozen=True)
class Steps:
    """The recipe of fit.fit for steps that draw their own batches."""

    epochs: int
    learning_rate: float
    weight_decay: float
    batch: int = 1
    precision: str = "float32"


def train(settings, training, folder: Path, name="forecaster"):
    """The trained network; training: a list of (weight, [Samples]); folder: where it is resumed from."""
    made = [member(settings, training, number, folder, name) for number in range(settings.forecaster.members)]
    network = untrained(settings, training, settings.forecaster)
    for place, trained in zip(network.members, made, strict=True):
        place.load_state_dict(trained.members[0].state_dict())
    network.straight.weight.data = torch.stack([trained.straight.weight.data for trained in made]).mean(0)
    if network.spec.hours_back:
        occurrences.refit(network, lambda number: of_each(training, settings, number), settings.seed)
    return network.eval()


def of_each(training, settings, number: int) -> list:
    """A batch of each source alike, of which some is lost, for the branches of events."""
    generator = np.random.default_rng([settings.seed, number, 2])
    size, found = settings.forecaster.batch // len(training), []
    for _, stations in training:
        chances = torch.Generator().manual_seed(int(generator.integers(2**62)))
        found.append(losing_hours.lose_some(draw([(1.0, stations)], size, generator), chances))
    return found


def untrained(settings, training, config):
    stations = [stations for _, stations in training]
    scales = scaling.statistics(stations, settings.slots, config.sky_features)
    return network_module.Network(config, settings.slots, stations[0][0].happened.shape[1], *scales)


def member(settings, training, number: int, folder: Path, name: str):
    """A network of one member, trained. Each step's batch is decided by the seed, the member, the epoch and the step
    alone."""
    config, seed = settings.forecaster, settings.seed + number
    torch.manual_seed(seed)
    network = untrained(settings, training, dataclasses.replace(config, members=1))
    levels = torch.tensor(config.quantiles)

    def drawn(epoch, number):
        generator = np.random.default_rng([seed, epoch, number])
        chances = torch.Generator().manual_seed(int(generator.integers(2**62)))
        return draw(training, config.batch, generator, config.between), chances

    def of_step(step, epoch):
        batch = losing.lose_some(*drawn(epoch, int(step[0])))
        return loss_of(network, {k: v.to(fit.device()) for k, v in batch.items()}, levels.to(fit.device()))

    if network.spec.hours_back:
        of_step = echo.steps(network, config, lambda *which: losing_hours.lose_some(*drawn(*which)), levels, seed)
    steps, rows = Steps(config.epochs, config.learning_rate, config.weight_decay), np.arange(config.steps_per_epoch)
    place = folder / f"member-{number}"
    return fit.fit(network, of_step, rows, steps, seed, place, f"{name} {number + 1}", config.averaging).cpu()


def run(settings, stations, runs: Path) -> Path:
    """The folder with the model; nothing is done where it is finished."""
    folder = runs / f"forecaster-{identity(settings, stations)}"
    if (folder / "result.json").exists():
        return folder
    start = time.monotonic()
    network = train(settings, stations.samples("learn"), folder)
    storage.round_weights(network)
    if folds(settings):
        network.calibrated(network.patterns, torch.from_numpy(at_left_out(settings, stations, folder)))
    else:
        periods = [stations.samples(period) for period in ("calibrate", "validate")]
        calibration.calibrate(network, periods, settings.slots, settings.forecaster.quantiles)
    checks = draw(stations.samples("validate"), 16_384, np.random.default_rng(1))
    with torch.no_grad():
        check = loss_of(network, checks, torch.tensor(settings.forecaster.quantiles)).item()
    files.write(folder / "forecaster.onnx", lambda p: p.write_bytes(network_module.export(network, settings.slots)))
    result = {"validationLoss": check, "events": stations.events, "encoder": stations.encoder_sha256}
    result |= {"mean": network.inputs.mean.tolist(), "std": network.inputs.std.tolist(), "data": stations.digest}
    result |= {"forecaster": dataclasses.asdict(settings.forecaster)} | fit.cost(start)
    files.save_json(folder / "result.json", result)
    for number in range(settings.forecaster.members):
        (folder / f"member-{number}" / "checkpoint.pt").unlink(missing_ok=True)
    return folder


def folds(settings) -> list:
    """The numbers of the folds over places; none where the spec's widths are looked up by the way of reporting."""
    found = sorted({source.fold for source in settings.sources.values()} - {0})
    return found if specs.of(settings.slots).hours_back else []


def left_out_of(settings, stations, number: int) -> list:
    """[Samples] of the stations that a fold leaves out, in their training periods."""
    listed = settings.sources.items()
    return [s for name, source in listed if source.fold == number for s in stations.of(name, "train") if len(s.index)]


def of_fold(settings, stations, number: int, folder: Path):
    """A network of one member, in fewer epochs, that saw nothing of the fold's places."""
    config = dataclasses.replace(settings.forecaster, epochs=settings.forecaster.left_out_epochs, members=1)
    without = dataclasses.replace(stations, fold=number).samples("learn")
    short = dataclasses.replace(settings, forecaster=config)
    return train(short, without, folder / f"fold-{number}", f"without fold {number},")


def at_left_out(settings, stations, folder: Path) -> np.ndarray:
    """[1, 2, T, L]: the widths' scale. Of each fold a network is written, too, with the scale of the other folds."""
    numbers, levels, scales = folds(settings), settings.forecaster.quantiles, {}
    networks = {number: of_fold(settings, stations, number, folder) for number in numbers}
    for number, network in networks.items():
        storage.round_weights(network)
        asked = left_out_of(settings, stations, number)
        scales[number] = [calibration.at_places(network, s, settings.slots, levels) for s in asked]
    for number, network in networks.items():
        others = [scale for n in numbers if n != number or len(numbers) == 1 for scale in scales[n]]
        network.calibrated(network.patterns, torch.from_numpy(calibration.over_places(others)))
        exported = network_module.export(network, settings.slots)
        files.write(folder / f"fold-{number}.onnx", lambda p, exported=exported: p.write_bytes(exported))
    return calibration.over_places([scale for of_one in scales.values() for scale in of_one])


def model(settings, stations, runs: Path) -> bytes:
    """The trained model's ONNX."""
    return (run(settings, stations, runs) / "forecaster.onnx").read_bytes()


def identity(settings, stations) -> str:
    listed = {n: dataclasses.asdict(s) for n, s in settings.sources.items()}
    events = {n: dataclasses.asdict(settings.events[n]) for n in stations.events}
    parts = [settings.forecaster, settings.slots, listed, events, settings.seed]
    data = stations.digest, stations.encoder_sha256, stations.left_out, stations.fold
    return files.identity(*parts, files.code(*DECISIVE, draw, untrained, member), *data)


def step(options) -> str:
    settings, stations = sources.given(options)
    folder = options.runs / f"forecaster-{identity(settings, stations)}"
    if options.fold is not None:
        of_fold(settings, stations, options.fold, folder)
        return f"The network without fold {options.fold} is trained in {folder}."
    if options.member is not None:
        member(settings, stations.samples("learn"), options.member, folder, "forecaster")
        return f"Member {options.member} is trained in {folder}."
    return (run(settings, stations, options.runs) / "result.json").read_text()


MEMBER = (("--member",), {"type": int, "help": "train this member alone, from 0, beside another process"})
FOLD = (("--fold",), {"type": int, "help": "train the network without this fold of places alone"})
OPTIONS = [ENCODER, MEMBER, FOLD]
