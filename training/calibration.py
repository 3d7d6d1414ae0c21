"""Brings the 80% interval to cover 80% of the truths of the validation periods, by variable and lead."""

import numpy as np
import torch

import features
from cases import SUN_UP
from forecaster import GHI
from samples import INPUTS

CASES = 4000
ENOUGH = 200
WANTED = 0.8
# Beyond this the validation period says more of itself than of the forecaster.
LIMITS = (0.5, 1.6)


def calibrate(network, validation, slots, levels):
    """Sets network.scale; validation: a list of (weight, [Samples]), of which each source counts alike."""
    parts = [distances(network, samples, slots, np.array(levels)) for _, samples in validation]
    for target in range(len(features.TARGETS)):
        network.scale[target] = torch.from_numpy(of_target([p[:, target] for p in parts], slots.leads)).float()


def of_target(parts, leads: int) -> np.ndarray:
    """[leads]: the scale at each lead, linear between the leads that have enough cases; 1 where none has."""
    generator, known = np.random.default_rng(1), {}
    for lead in range(leads):
        each = [p[~np.isnan(p[:, lead]), lead] for p in parts]
        each = [generator.choice(e, CASES) for e in each if len(e) >= ENOUGH]
        if each:
            known[lead] = np.clip(np.quantile(np.concatenate(each), WANTED), *LIMITS)
    return np.interp(np.arange(leads), list(known), list(known.values())) if known else np.ones(leads)


def distances(network, samples, slots, levels) -> np.ndarray:
    """[n, T, L]: how far the truth lies from the median, as a share of the way to the 10% or the 90% quantile on its
    side; NaN where it is unknown, and for irradiance by night."""
    low, middle, high = (int(np.abs(levels - q).argmin()) for q in (0.1, 0.5, 0.9))
    total, made = sum(len(s.index) for s in samples), []
    for s in samples:
        index = s.index[:: max(1, total // (3 * CASES))]
        for chunk in np.array_split(index, max(1, len(index) // 2000)):
            batch = s.batch(chunk)
            with torch.no_grad():
                quantiles = network(*(batch[name] for name in INPUTS))[0].numpy()
            truth = np.where(batch["truth_mask"] > 0, batch["truth"], np.nan)
            night = batch["sun"][:, slots.history :, 0].numpy() <= SUN_UP
            truth[:, GHI] = np.where(night, np.nan, truth[:, GHI])
            away = truth - quantiles[..., middle]
            edge = np.where(away > 0, high, low)[..., None]
            width = np.take_along_axis(quantiles, edge, -1)[..., 0] - quantiles[..., middle]
            made.append(away / np.where(np.abs(width) > 1e-6, width, np.nan))
    return np.concatenate(made)
