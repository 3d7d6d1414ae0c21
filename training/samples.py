"""Batches of reference times out of series of slots."""

import numpy as np
import torch

import features


class Samples:
    """The reference times of one series in one period, and the tensors around each.

    index: the slots in which something was measured, with the leads inside the period; recent: also those after which
    an hour has not passed, as a station that reports once an hour is forecast for between its readings.
    """

    def __init__(self, series, inside, slots, embeddings, events):
        """inside: [n], which slots of the series belong to the period; embeddings: [frames, 512] in the order of
        series.frames, or None; events: the names of those to foretell."""
        self.series, self.slots = series, slots
        self.seconds = slots.minutes * 60
        columns = [features.NAMES.index(t) for t in features.TARGETS]
        happened = np.stack([series.events[e] for e in events], 1)
        truth = ~np.isnan(np.concatenate([series.values[:, columns], happened], 1))
        n = len(series.start)
        ahead = np.lib.stride_tricks.sliding_window_view(np.pad(truth.any(1), (0, slots.leads)), slots.leads)[1 : n + 1]
        measured = ~np.isnan(series.values).all(1)
        index = np.arange(n)
        room = (index >= slots.history - 1) & (index + slots.leads < n)
        room &= inside & np.roll(inside, -slots.leads)
        room &= ahead.any(1)
        self.index = index[measured & room]
        self.recent = index[within_an_hour(measured, 60 // slots.minutes) & room]
        # Once for every slot: a batch looks the same slots up many times over.
        middle = series.start + self.seconds // 2
        self.sun = torch.from_numpy(features.sun(series.latitude, series.longitude, middle))
        self.calendar = torch.from_numpy(features.calendar(series.start + self.seconds))
        self.values = torch.from_numpy(np.nan_to_num(series.values))
        self.mask = torch.from_numpy((~np.isnan(series.values)).astype(np.float32))
        self.sky_of = np.full(n, -1)
        self.embeddings = torch.from_numpy(embeddings) if embeddings is not None else torch.zeros(1, 512)
        self.captured = np.zeros(max(1, len(series.frames)))
        for number, (slot, (_, time)) in enumerate(sorted(series.frames.items())):
            self.captured[number] = time
            until = slot + slots.sky_max_age_minutes // slots.minutes
            self.sky_of[slot : until + 1] = number
        self.targets = columns
        self.happened = torch.from_numpy(np.nan_to_num(happened))
        self.happened_mask = torch.from_numpy((~np.isnan(happened)).astype(np.float32))

    def batch(self, index) -> dict:
        """Inputs and truths at the newest slots [n]."""
        s = self.slots
        rows = torch.from_numpy(index[:, None] + np.arange(-s.history + 1, 1))
        ahead = torch.from_numpy(index[:, None] + np.arange(1, s.leads + 1))
        whole = torch.from_numpy(index[:, None] + np.arange(-s.history + 1, s.leads + 1))
        reference = self.series.start[index] + self.seconds
        number = self.sky_of[index]
        age = (reference - self.captured[np.maximum(number, 0)]) / 60
        has = (number >= 0) & (age >= 0) & (age <= s.sky_max_age_minutes)
        return {
            "history": self.values[rows],
            "history_mask": self.mask[rows],
            "sun": self.sun[whole],
            "calendar": self.calendar[torch.from_numpy(index)],
            "sky": self.embeddings[np.maximum(number, 0)] * torch.from_numpy(has[:, None].astype(np.float32)),
            "sky_mask": torch.from_numpy(has[:, None].astype(np.float32)),
            "sky_age": torch.from_numpy((age * has)[:, None].astype(np.float32)),
            "truth": self.values[ahead][:, :, self.targets].transpose(1, 2),
            "truth_mask": self.mask[ahead][:, :, self.targets].transpose(1, 2),
            "happened": self.happened[ahead].transpose(1, 2),
            "happened_mask": self.happened_mask[ahead].transpose(1, 2),
        }


def within_an_hour(measured: np.ndarray, slots: int) -> np.ndarray:
    """Which slots are measured, or come less than that many slots after one that is."""
    return np.convolve(measured, np.ones(slots))[: len(measured)] > 0


INPUTS = ["history", "history_mask", "sun", "calendar", "sky", "sky_mask", "sky_age"]


def lose_some(batch: dict, generator: torch.Generator) -> dict:
    """The batch as stations with fewer sensors, slower clocks, gaps or no camera would have sent it."""
    n, history, wide = batch["history_mask"].shape

    def chance(p, *shape):
        return (torch.rand(shape, generator=generator) < p).to(torch.float32)

    keep = 1 - chance(0.08, n, 1, wide)
    keep = keep * (1 - chance(0.05, n, history, 1))
    # An hourly station: only slots an hour apart, the newest up to five slots old.
    phase = torch.randint(0, 6, (n, 1, 1), generator=generator)
    hourly = ((torch.arange(history)[None, :, None] + phase) % 6 == 0).to(torch.float32)
    thin = chance(0.15, n, 1, 1) * (batch["history_mask"].amax(2).sum(1) > 12).to(torch.float32)[:, None, None]
    keep = keep * (1 - thin + thin * hourly)
    mask = batch["history_mask"] * keep
    dark = 1 - chance(0.4, n, 1)
    sky_mask = batch["sky_mask"] * dark
    return batch | {
        "history": batch["history"] * mask,
        "history_mask": mask,
        "sky": batch["sky"] * dark,
        "sky_mask": sky_mask,
        "sky_age": batch["sky_age"] * dark,
    }
