"""The clear-sky index: measured irradiance over what a sky without clouds would let through."""

import numpy as np
import torch

from training.data.variables import GHI_COLUMN, HOUR

# Haurwitz, J. Meteor. 2 (1945), 154-166: W m-2 above the atmosphere's losses, and the optical depth.
BRIGHTEST, DEPTH = 1098, 0.057
# A sine of the elevation below this divides badly.
LEAST_SINE = 1e-3
# W m-2 of a clear sky from which on measured irradiance says something of clouds.
BRIGHT_ENOUGH = 50
# Recent slots count more: ln 2 / 3, so that the weight doubles every three slots.
GROWTH = 0.231
# A slot's index may be this much, beside bright clouds; its mean over the history this much.
MOST_OF_SLOT, MOST_OF_MEAN = 1.5, 1.3
# Where nothing was measured while the sun was up: a broken sky.
UNKNOWN = 0.6


def clear_sky(sine):
    """Clear-sky global irradiance, W m-2, from the sine of the sun's elevation; of a tensor."""
    positive = torch.clamp(sine, min=LEAST_SINE)
    return torch.where(sine > 0, BRIGHTEST * positive * torch.exp(-DEPTH / positive), 0.0)


def clear_sky_of(sine):
    """The same of an array."""
    positive = np.maximum(sine, LEAST_SINE)
    return np.where(sine > 0, BRIGHTEST * positive * np.exp(-DEPTH / positive), 0)


def clearness(history, sun):
    """[n, 1 + HOUR]: the index weighted toward now as the forecaster weights it, then of each recent slot; history
    [n, H, F], NaN where missing, and sun [n, H + L, 3], arrays."""
    length = history.shape[1]
    clear = clear_sky_of(sun[:, :length, 0])
    each = np.where(clear > BRIGHT_ENOUGH, history[:, :, GHI_COLUMN] / np.maximum(clear, BRIGHT_ENOUGH), np.nan)
    weight = np.where(np.isnan(each), 0, np.exp(np.arange(1, length + 1) * GROWTH))
    mean = (weight * np.nan_to_num(np.clip(each, 0, MOST_OF_SLOT))).sum(1) / np.maximum(weight.sum(1), 1e-6)
    mean = np.where(weight.sum(1) > 0, np.clip(mean, 0, MOST_OF_MEAN), UNKNOWN)
    return np.concatenate([mean[:, None], each[:, -HOUR:]], 1)
