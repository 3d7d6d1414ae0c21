"""Trains the forecaster on all sources together: python training/train.py

Embeds the frames with the encoder that quantize.py kept and writes runs/forecaster-IDENTITY/forecaster.onnx and
result.json with the loss on the validation periods. Stopped, it goes on where it was when called again.
"""

import dataclasses
import time
from pathlib import Path

import numpy as np
import torch

import calibration
import features
import files
import fit
import forecaster
import scaling
import settings as settings_file
import sources
from samples import INPUTS, Samples, lose_some

# Entropies are ten times the scaled pinball losses; this lets neither rule.
EVENT_SHARE = 0.15


def loss_of(network, batch, levels):
    quantiles, events = network(*(batch[name] for name in INPUTS))
    mask = batch["truth_mask"]
    scale = network.spread[None].clone()
    scale[:, forecaster.GHI] = 200.0
    pin = forecaster.pinball(quantiles, batch["truth"], levels) / scale
    continuous = (pin * mask).sum((0, 2)) / mask.sum((0, 2)).clamp(min=1)
    mask, happened = batch["happened_mask"], batch["happened"]
    entropy = torch.nn.functional.binary_cross_entropy(events.clamp(1e-6, 1 - 1e-6), happened, reduction="none")
    each = (entropy * mask).sum((0, 2)) / mask.sum((0, 2)).clamp(min=1)
    return continuous.mean() + EVENT_SHARE * each.mean()


def draw(sources, size, generator, recent=False):
    """One batch out of all sources, each with its weight's share; recent: also of reference times between readings."""
    parts = []
    for weight, samples in sources:
        share = max(1, round(size * weight / len(samples)))
        for s in samples:
            index = s.recent if recent else s.index
            parts.append(s.batch(generator.choice(index, min(share, len(index)))))
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
    """The trained network; training: a list of (weight, [Samples]); folder: where it is resumed from.

    Each step's batch is decided by the seed, the epoch and the step alone.
    """
    config = settings.forecaster
    torch.manual_seed(settings.seed)
    everything = [s for _, samples in training for s in samples]
    events, scales = everything[0].happened.shape[1], (everything, settings.slots, config.sky_features)
    network = forecaster.Network(config, settings.slots, events, *scaling.statistics(*scales))
    levels = torch.tensor(config.quantiles)

    def loss(step, epoch):
        generator = np.random.default_rng([settings.seed, epoch, int(step[0])])
        losing = torch.Generator().manual_seed(int(generator.integers(2**62)))
        batch = lose_some(draw(training, config.batch, generator, recent=True), losing)
        return loss_of(network, {k: v.to(fit.device()) for k, v in batch.items()}, levels.to(fit.device()))

    steps = Steps(config.epochs, config.learning_rate, config.weight_decay)
    rows = np.arange(config.steps_per_epoch)
    return fit.fit(network, loss, rows, steps, settings.seed, folder, name, config.averaging).cpu()


def run(settings, stations, runs: Path) -> Path:
    """The folder with the model; nothing is done where it is finished."""
    folder = runs / f"forecaster-{identity(settings, stations)}"
    if (folder / "result.json").exists():
        return folder
    start = time.monotonic()
    network = train(settings, stations.samples("train"), folder)
    calibration.calibrate(network, stations.samples("validate"), settings.slots, settings.forecaster.quantiles)
    checks = draw(stations.samples("validate"), 16_384, np.random.default_rng(1))
    with torch.no_grad():
        check = loss_of(network, checks, torch.tensor(settings.forecaster.quantiles)).item()
    files.write(folder / "forecaster.onnx", lambda p: p.write_bytes(forecaster.export(network, settings.slots)))
    result = {"validationLoss": check, "events": stations.events, "encoder": stations.encoder_sha256}
    result |= {"mean": network.mean.tolist(), "std": network.std.tolist(), "data": stations.digest}
    result |= {"forecaster": dataclasses.asdict(settings.forecaster)} | fit.cost(start)
    files.save_json(folder / "result.json", result)
    (folder / "checkpoint.pt").unlink(missing_ok=True)
    return folder


def model(settings, stations, runs: Path) -> bytes:
    """The trained model's ONNX."""
    return (run(settings, stations, runs) / "forecaster.onnx").read_bytes()


def identity(settings, stations) -> str:
    listed = {n: dataclasses.asdict(s) for n, s in settings.sources.items()}
    events = {n: dataclasses.asdict(settings.events[n]) for n in stations.events}
    parts = [settings.forecaster, settings.slots, listed, events, settings.seed]
    parts += [files.code(calibration, features, fit, forecaster, scaling, Samples, lose_some, draw, loss_of, train)]
    return files.identity(*parts, stations.digest, stations.encoder_sha256, stations.left_out)


def step(options) -> str:
    return (run(*sources.given(options), options.runs) / "result.json").read_text()


if __name__ == "__main__":
    settings_file.command(__doc__, step, sources.ENCODER)
