"""What is known of a station, slot by slot: what the tensors of a feature spec are made of."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch

from training.data import solar
from training.data.frames import EMBEDDING


@dataclass(frozen=True)
class Known:
    """slots: lengths and numbers of slots, as the settings have them; start: [n] seconds since 1970; values and mask:
    [n, F], 0 where missing; sun: [n, 3] at each slot's middle; calendar: [n, 2] at its end; embeddings: [frames, E];
    captured: [frames] seconds since 1970; frame_of: [n] the frame that is newest in each slot, or -1."""

    slots: object
    start: np.ndarray
    values: torch.Tensor
    mask: torch.Tensor
    sun: torch.Tensor
    calendar: torch.Tensor
    embeddings: torch.Tensor
    captured: np.ndarray
    frame_of: np.ndarray

    @property
    def seconds(self) -> int:
        """Of a slot."""
        return self.slots.minutes * 60

    @cached_property
    def hourly(self) -> tuple:
        """[n, F] the mean over what was measured in the hour that ends with each slot, 0 where nothing was, and [n, F]
        the share of its slots in which it was. Sums and quotients are of double precision, oldest first."""
        slots, (n, wide) = 60 // self.slots.minutes, self.values.shape
        total, count = torch.zeros(n, wide, dtype=torch.double), torch.zeros(n, wide)
        for back in range(min(slots, n) - 1, -1, -1):
            total[back:] += (self.values * self.mask)[: n - back]
            count[back:] += self.mask[: n - back]
        return (total / count.clamp(min=1)).float(), count / slots

    def newest_sky(self, index) -> tuple:
        """Of the newest slots [m]: the frame [m], its age in minutes at the reference time [m], and whether it is there
        and young enough [m]."""
        number = self.frame_of[index]
        age = (self.start[index] + self.seconds - self.captured[np.maximum(number, 0)]) / 60
        return number, age, (number >= 0) & (age >= 0) & (age <= self.slots.sky_max_age_minutes)


def known(slots, latitude, longitude, start, values, frames: dict, embeddings=None) -> Known:
    """values: [n, F], NaN where missing; frames: by slot, anything and the capture time; embeddings: [frames, E] in
    their order, or None."""
    seconds = slots.minutes * 60
    captured, frame_of = np.zeros(max(1, len(frames))), np.full(len(start), -1)
    for number, (slot, (_, time)) in enumerate(sorted(frames.items())):
        captured[number] = time
        until = slot + slots.sky_max_age_minutes // slots.minutes
        frame_of[slot : until + 1] = number
    return Known(
        slots,
        start,
        torch.from_numpy(np.nan_to_num(values)),
        torch.from_numpy((~np.isnan(values)).astype(np.float32)),
        torch.from_numpy(solar.sun(latitude, longitude, start + seconds // 2)),
        torch.from_numpy(solar.calendar(start + seconds)),
        torch.from_numpy(embeddings) if embeddings is not None else torch.zeros(1, EMBEDDING),
        captured,
        frame_of,
    )
