"""The forecaster's networks of one member each, trained on all sources together, and their mean."""

import dataclasses
from pathlib import Path

import numpy as np
import torch

from training.common import fit
from training.data import losing, losing_hours
from training.forecaster import drawing, echo, occurrences, scaling
from training.forecaster import network as network_module
from training.forecaster.loss import loss_of


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
        occurrences.refit(network, lambda number: drawing.of_each(training, settings, number), settings.seed)
    return network.eval()


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
        return drawing.draw(training, config.batch, generator, config.between), chances

    def of_step(step, epoch):
        batch = losing.lose_some(*drawn(epoch, int(step[0])))
        return loss_of(network, {k: v.to(fit.device()) for k, v in batch.items()}, levels.to(fit.device()))

    if network.spec.hours_back:
        of_step = echo.steps(network, config, lambda *which: losing_hours.lose_some(*drawn(*which)), levels, seed)
    steps = Steps(config.epochs, config.learning_rate, config.weight_decay, precision=config.precision)
    rows = np.arange(config.steps_per_epoch)
    place = folder / f"member-{number}"
    return fit.fit(network, of_step, rows, steps, seed, place, f"{name} {number + 1}", config.averaging).cpu()
