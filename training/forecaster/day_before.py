"""What the forecaster reads of the slots that end 24 hours before those that it forecasts."""

import math

import torch

from training.data.variables import HOUR, NAMES

# Departures beyond so many standard deviations say no more than this many.
CLAMP = 8.0


class DayBefore:
    """The day's course as it was yesterday: departures from what is now, in the mean over each hour of the leads, and
    the share of the hour that was measured."""

    def __init__(self, leads: int):
        self.hours = math.ceil(leads / HOUR)
        self.missing = self.hours * HOUR - leads
        self.width = 2 * self.hours * len(NAMES)

    def __call__(self, values, mask, base, std) -> list:
        """values and mask [N, L, F]; base: [N, F], what departures are from; std: [F], their scale."""
        there = torch.nn.functional.pad(mask, (0, 0, 0, self.missing)).reshape(-1, self.hours, HOUR, mask.shape[2])
        departures = ((values - base[:, None]) / std).clamp(-CLAMP, CLAMP) * mask
        by_hour = torch.nn.functional.pad(departures, (0, 0, 0, self.missing)).reshape(there.shape)
        count = there.sum(2)
        return [(by_hour.sum(2) / count.clamp(min=1)).flatten(1), (count / HOUR).flatten(1)]
