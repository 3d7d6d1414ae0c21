"""Batches out of all sources."""

import numpy as np
import torch

from training.data import losing_hours
from training.data.samples import Samples


def draw(weighted, size, generator, between=0.0, of=Samples.batch):
    """One batch out of all sources, each with its weight's share; between: the share of reference times at which
    nothing need have been reported for up to an hour; of: what is taken of the chosen ones."""
    parts = []
    for weight, stations in weighted:
        share = max(1, round(size * weight / len(stations)))
        for s in stations:
            late = round(share * between)
            chosen = [generator.choice(s.index, min(share - late, len(s.index))), generator.choice(s.recent, late)]
            parts.append(of(s, np.concatenate(chosen)))
    return {name: torch.cat([p[name] for p in parts]) for name in parts[0]}


def of_each(training, settings, number: int) -> list:
    """A batch of each source alike, of which some is lost, for the branches of events."""
    generator = np.random.default_rng([settings.seed, number, 2])
    size, found = settings.forecaster.batch // len(training), []
    for _, stations in training:
        chances = torch.Generator().manual_seed(int(generator.integers(2**62)))
        drawn = draw([(1.0, stations)], size, generator, of=Samples.taught)
        found.append(losing_hours.lose_some(drawn, chances))
    return found
