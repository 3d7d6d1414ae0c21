"""Brings a tenth of the truths below the 10% quantile and a tenth above the 90%, by variable, lead and kind of station.

A kind is a way of reporting: how often, and which variables. Widths are found on weeks of the training period that were
not learnt from, which are of every season, and on the validation period, which is of another year. Weather swings more
in some years than in others: of each variable the period that needed the wider intervals decides.

Where places are left out in folds, widths are one for all, and set at stations that were left out: a station that is
new is surer to be missed than one that was learnt from.
"""

import warnings

import numpy as np
import torch

from training.data.solar import SUN_UP
from training.data.variables import GHI, TARGETS

CASES = 6000
OF_PLACE = 2500
ENOUGH = 200
OUTSIDE = 0.1
# What one station that was never seen may say.
OF_PLACES = (0.5, 2.5)
# Beyond these the cases say more of themselves than of the forecaster.
SCALES = np.linspace(0.5, 1.6, 12)


def calibrate(network, periods, slots, levels):
    """Sets the network's scales; periods: for each a list of (weight, [Samples]), each source a way of reporting of its
    own. A period in which a source has no case says nothing of it. A spec of hours has one scale, their mean."""
    patterns, scales = [], []
    for of_one in zip(*periods, strict=True):
        found = [batches for batches in (list(chunks(samples)) for _, samples in of_one) if batches]
        masks = torch.cat([b["history_mask"] for batches in found for b in batches])
        patterns.append(network.inputs.pattern(masks).mean(0))
        scales.append(widest([of_period(network, batches, slots, levels) for batches in found]))
    if network.spec.hours_back:
        network.calibrated(network.patterns, torch.from_numpy(over_places(scales)))
    else:
        network.calibrated(torch.stack(patterns), torch.from_numpy(np.stack(scales)))


def at_places(network, samples, slots, levels) -> np.ndarray:
    """[2, T, L] for one station that the network never saw: by how much the distances from the median must grow below
    and above for OUTSIDE of the truths to be out; NaN where too few are known."""
    low, high = (int(np.abs(np.array(levels) - q).argmin()) for q in (OUTSIDE, 1 - OUTSIDE))
    sides, masks = [], []
    for batch in chunks([samples], OF_PLACE):
        with torch.no_grad():
            quantiles = network.of(batch)[0]
        mask, truth, middle = batch["truth_mask"].clone(), batch["truth"], quantiles[..., len(levels) // 2]
        mask[:, GHI] *= batch["sun"][:, slots.history :, 0] > SUN_UP
        below = (middle - truth) / (middle - quantiles[..., low]).clamp(min=1e-3)
        above = (truth - middle) / (quantiles[..., high] - middle).clamp(min=1e-3)
        sides.append(torch.stack([below, above], 1)), masks.append(mask)
    if not sides:
        return np.full((2, len(TARGETS), slots.leads), np.nan)
    away, there = torch.cat(sides).numpy(), torch.cat(masks).numpy() > 0
    found = np.nanquantile(np.where(there[:, None], away, np.nan), 1 - OUTSIDE, axis=0, method="higher")
    return np.where(there.sum(0) >= ENOUGH, found.clip(*OF_PLACES), np.nan)


def over_places(scales: list) -> np.ndarray:
    """[1, 2, T, L]: the mean over stations, each of which counts as much; 1 where none knows."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return np.nan_to_num(np.nanmean(np.stack(scales), 0), nan=1).astype(np.float32)[None]


def widest(scales: list) -> np.ndarray:
    """[2, T, L] out of one such of each period: for each variable those of the period whose mean over sides and leads
    is the most; 1 where no period knows."""
    each = np.stack(scales)
    chosen = np.nan_to_num(each.mean((1, 3)), nan=-np.inf).argmax(0)
    return np.nan_to_num(each[chosen, :, np.arange(len(chosen))].transpose(1, 0, 2), nan=1)


def chunks(samples, most=CASES):
    """Batches of the source's reference times, evenly spaced over its stations."""
    total = sum(len(s.index) for s in samples)
    for s in samples:
        index = s.index[:: max(1, total // most)]
        for chunk in np.array_split(index, max(1, len(index) // 1000)):
            if len(chunk):
                yield s.batch(chunk)


def outside(network, batches, slots, levels, scale: float) -> torch.Tensor:
    """[2, T, L]: the share of truths below the 10% and above the 90% quantile where all distances from the median grow
    by scale; NaN where too few are known, irradiance by day alone."""
    low, high = (int(np.abs(np.array(levels) - q).argmin()) for q in (OUTSIDE, 1 - OUTSIDE))
    network.calibrated(network.patterns[:1], torch.full((1, 2, len(TARGETS), slots.leads), scale))
    beyond, known = 0, 0
    for batch in batches:
        with torch.no_grad():
            quantiles = network.of(batch)[0]
        mask, truth = batch["truth_mask"].clone(), batch["truth"]
        mask[:, GHI] *= batch["sun"][:, slots.history :, 0] > SUN_UP
        sides = torch.stack([truth < quantiles[..., low], truth > quantiles[..., high]])
        beyond, known = beyond + (sides * mask).sum(1), known + mask.sum(0)
    return torch.where(known >= ENOUGH, beyond / known.clamp(min=1), torch.nan)


def of_period(network, batches, slots, levels) -> np.ndarray:
    """[2, T, L]: the scale at which OUTSIDE of the truths are out; linear between the leads that are known, NaN for a
    variable that is not."""
    shares = torch.stack([outside(network, batches, slots, levels, float(scale)) for scale in SCALES]).numpy()
    made = np.full(shares.shape[1:], np.nan, np.float32)
    for side, target in np.ndindex(*made.shape[:2]):
        known = np.flatnonzero(~np.isnan(shares[0, side, target]))
        found = [reaching(shares[:, side, target, lead]) for lead in known]
        if len(known):
            made[side, target] = np.interp(np.arange(slots.leads), known, found)
    return made


def reaching(shares: np.ndarray) -> float:
    """Where the shares, which fall as the scale grows, come to OUTSIDE; the nearest end where they do not."""
    falling = np.minimum.accumulate(shares)
    return float(np.interp(-OUTSIDE, -falling, SCALES))
