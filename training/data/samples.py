"""Batches of reference times out of series of slots."""

import numpy as np
import torch

from training.data import specs
from training.data.known import known
from training.data.variables import TARGET_COLUMNS

# A station that reports less often than so is not forecast for between its readings.
HOUR = 60


class Samples:
    """The reference times of one series in one period, and the tensors around each.

    index: the slots in which something was measured, with the leads inside the period; recent: also those after which
    an hour has not passed, as a station that reports once an hour is forecast for between its readings.
    """

    def __init__(self, series, inside, slots, embeddings, events, chances=None):
        """inside: [n], which slots of the series belong to the period; embeddings: [frames, E] in the order of
        series.frames, or None; events: the names of those to foretell; chances: as EventTeacher.chances for this
        station, where an earlier bundle knows it."""
        self.series, self.slots, self.spec = series, slots, specs.of(slots)
        happened = np.stack([series.events[e] for e in events], 1)
        truth = ~np.isnan(np.concatenate([series.values[:, TARGET_COLUMNS], happened], 1))
        n = len(series.start)
        ahead = np.lib.stride_tricks.sliding_window_view(np.pad(truth.any(1), (0, slots.leads)), slots.leads)[1 : n + 1]
        measured = ~np.isnan(series.values).all(1)
        index = np.arange(n)
        room = (index >= slots.history - 1) & (index + slots.leads < n)
        room &= inside & np.roll(inside, -slots.leads)
        room &= ahead.any(1)
        self.index = index[measured & room]
        self.recent = index[within_an_hour(measured, HOUR // slots.minutes) & room]
        # Once for every slot: a batch looks the same slots up many times over.
        place = series.latitude, series.longitude
        self.known = known(slots, *place, series.start, series.values, series.frames, embeddings)
        self.chances = chances
        self.happened = torch.from_numpy(np.nan_to_num(happened))
        self.happened_mask = torch.from_numpy((~np.isnan(happened)).astype(np.float32))

    def batch(self, index) -> dict:
        """Inputs by the spec's names, and truths, at the newest slots [m]."""
        ahead = specs.rows(index, 1, self.slots.leads)
        return self.inputs(index) | {
            "truth": self.known.values[ahead][:, :, TARGET_COLUMNS].transpose(1, 2),
            "truth_mask": self.known.mask[ahead][:, :, TARGET_COLUMNS].transpose(1, 2),
            "happened": self.happened[ahead].transpose(1, 2),
            "happened_mask": self.happened_mask[ahead].transpose(1, 2),
        }

    def taught(self, index) -> dict:
        """The same, but that where an earlier bundle tells how likely an event was, the mean of that and of whether it
        happened stands for the latter: the one is smooth, the other true."""
        batch = self.batch(index)
        if self.chances is None:
            return batch
        said = self.chances(self.known, index)
        return batch | {"happened": torch.where(said.isnan(), batch["happened"], (said + batch["happened"]) / 2)}

    def inputs(self, index) -> dict:
        return {feature.name: feature.build(self.known, index) for feature in self.spec.features}


def within_an_hour(measured: np.ndarray, slots: int) -> np.ndarray:
    """Which slots are measured, or come less than that many slots after one that is."""
    return np.convolve(measured, np.ones(slots))[: len(measured)] > 0
