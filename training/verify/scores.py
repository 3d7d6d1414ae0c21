"""Scores of forecasts with 95% intervals from resampled blocks of days."""

import numpy as np
from sklearn.metrics import roc_auc_score

RESAMPLES = 500
# The area under the ROC curve is dearer to resample.
AREAS = 200


def crps(quantiles, truth, levels):
    """The continuous ranked probability score from quantiles: twice the pinball loss averaged over the levels
    (Gneiting and Raftery, J. Am. Stat. Assoc. 102 (2007); equal weights, so only comparable at equal levels)."""
    error = truth[..., None] - quantiles
    return 2 * np.maximum(levels * error, (levels - 1) * error).mean(-1)


class Blocks:
    """Means over cases and their seeded resamples by whole days."""

    def __init__(self, day: np.ndarray):
        self.days, self.of = np.unique(day, return_inverse=True)
        drawn = np.random.default_rng(1).integers(0, len(self.days), (RESAMPLES, len(self.days)))
        self.counts = np.stack([np.bincount(row, minlength=len(self.days)) for row in drawn]).astype(float)
        self.sizes = self.counts @ np.bincount(self.of).astype(float)

    def means(self, values: np.ndarray) -> np.ndarray:
        """[1 + resamples]: the mean of values [n] over all cases, then over each resample."""
        sums = np.bincount(self.of, values, len(self.days))
        return np.concatenate([[values.mean()], self.counts @ sums / self.sizes])

    def weights(self, resample: int) -> np.ndarray:
        return self.counts[resample][self.of]


def with_interval(draws: np.ndarray) -> list:
    """[value, lower, upper] of a score's value and its resamples."""
    return [rounded(v) for v in (draws[0], *np.nanpercentile(draws[1:], [2.5, 97.5]))]


def of_quantiles(quantiles, truth, levels, blocks: Blocks) -> dict:
    """Draws of MAE of the median, squared error, CRPS and coverage of the 80% interval; quantiles [n, Q]."""
    low, middle, high = (int(np.abs(levels - q).argmin()) for q in (0.1, 0.5, 0.9))
    inside = (truth >= quantiles[:, low]) & (truth <= quantiles[:, high])
    return of_point(quantiles[:, middle], truth, blocks) | {
        "crps": blocks.means(crps(quantiles, truth, levels)),
        "coverage80": blocks.means(inside.astype(float)),
    }


def of_point(value, truth, blocks: Blocks) -> dict:
    """A single value is a distribution without width: its CRPS is its absolute error."""
    error = np.abs(value - truth)
    return {"mae": blocks.means(error), "rmse": np.sqrt(blocks.means(error**2)), "crps": blocks.means(error)}


def of_probability(probability, happened, blocks: Blocks) -> dict:
    """Draws of the Brier score and of the area under the ROC curve."""
    areas = [roc_auc_score(happened, probability)]
    for resample in range(AREAS):
        weight = blocks.weights(resample)
        seen = np.unique(happened[weight > 0])
        areas.append(roc_auc_score(happened, probability, sample_weight=weight) if len(seen) == 2 else np.nan)
    return {"brier": blocks.means((probability - happened) ** 2), "auc": np.array(areas)}


def rounded(value) -> float:
    return float(f"{value:.4g}")
