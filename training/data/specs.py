"""Feature specs: the named tensors that a forecaster reads, in order, and how they come of what is known of a station.

A bundle's manifest names its spec by version. The Java code has the same registry; golden cases hold the two equal.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch

from training.common.bad_input import BadInput
from training.data import solar
from training.data.frames import EMBEDDING
from training.data.known import Known
from training.data.variables import NAMES

DAY = solar.DAY // 60  # minutes
# Hours before the newest that the tensor "hours" goes back to: the same hour yesterday, and the day before.
HOURS = 48


@dataclass(frozen=True)
class Feature:
    """A tensor by its name, which is that of the forecaster's input.

    shape: of one case, by the settings' slots; build: [m, *shape] of what is known and of the newest slots [m];
    by_slots: whether readings, place and time decide it, or a frame does.
    """

    name: str
    shape: Callable[[object], tuple]
    build: Callable[[Known, np.ndarray], torch.Tensor]
    by_slots: bool = True


@dataclass(frozen=True)
class Spec:
    """day_back: whether slots of the day before are looked at, so that a station must be remembered for 24 hours;
    hours_back: whether hours of two days are, so that it must be for 49."""

    version: str
    features: tuple
    day_back: bool = False
    hours_back: bool = False

    @property
    def names(self) -> list:
        return [feature.name for feature in self.features]

    def remembers(self, slots) -> int:
        """How many minutes before the reference time what was measured still counts."""
        days = DAY if self.day_back else 60 * (HOURS + 1) if self.hours_back else 0
        return max(slots.history * slots.minutes, days)


def rows(index, first: int, last: int) -> np.ndarray:
    """[m, last - first + 1]: the slots from first to last, counted from the newest, which is 0."""
    return index[:, None] + np.arange(first, last + 1)


def of_history(known, index) -> np.ndarray:
    return rows(index, 1 - known.slots.history, 0)


def of_day_before(known, index) -> np.ndarray:
    """[m, L]: the slots that end 24 hours before those that are forecast; below 0 before the first that is known."""
    day = DAY // known.slots.minutes
    return rows(index, 1 - day, known.slots.leads - day)


def day_before(known, index, what: torch.Tensor) -> torch.Tensor:
    at = of_day_before(known, index)
    return what[at.clip(0)] * torch.from_numpy(at >= 0)[..., None]


def sky(known, index) -> torch.Tensor:
    number, _, has = known.newest_sky(index)
    return known.embeddings[np.maximum(number, 0)] * column(has)


def column(values) -> torch.Tensor:
    """[m, 1] float32."""
    return torch.from_numpy(values[:, None].astype(np.float32))


def age_of_sky(known, index) -> torch.Tensor:
    _, age, has = known.newest_sky(index)
    return column(age * has)


def hours_of(slots) -> np.ndarray:
    """Which hours before the newest there is a mean of, oldest first: those that the history does not hold whole."""
    return np.arange(HOURS, slots.history * slots.minutes // 60 - 1, -1)


def of_hours(known, index) -> np.ndarray:
    """[m, hours]: the newest slot of each hour; below 0 before the first slot that is known."""
    return index[:, None] - hours_of(known.slots) * (60 // known.slots.minutes)


def hours(known, index, what: torch.Tensor) -> torch.Tensor:
    at = of_hours(known, index)
    return what[at.clip(0)] * torch.from_numpy(at >= 0)[..., None]


def by_hour(slots):
    return len(hours_of(slots)), len(NAMES)


def by_history(slots):
    return slots.history, len(NAMES)


def by_lead(slots):
    return slots.leads, len(NAMES)


SLOTS = (
    Feature("history", by_history, lambda k, i: k.values[of_history(k, i)]),
    Feature("history_mask", by_history, lambda k, i: k.mask[of_history(k, i)]),
    # At the middle of each slot of the history and of each that is forecast.
    Feature("sun", lambda s: (s.history + s.leads, 3), lambda k, i: k.sun[rows(i, 1 - k.slots.history, k.slots.leads)]),
    Feature("calendar", lambda s: (2,), lambda k, i: k.calendar[i]),
    Feature("sky", lambda s: (EMBEDDING,), sky, by_slots=False),
    Feature("sky_mask", lambda s: (1,), lambda k, i: column(k.newest_sky(i)[2]), by_slots=False),
    Feature("sky_age", lambda s: (1,), age_of_sky, by_slots=False),
)
# What was measured in the slot that ends 24 hours before each that is forecast.
YESTERDAY = (
    Feature("day_before", by_lead, lambda k, i: day_before(k, i, k.values)),
    Feature("day_before_mask", by_lead, lambda k, i: day_before(k, i, k.mask)),
)
# The means of whole hours, counted back from the newest slot, and the share of each that was measured.
TWO_DAYS = (
    Feature("hours", by_hour, lambda k, i: hours(k, i, k.hourly[0])),
    Feature("hours_mask", by_hour, lambda k, i: hours(k, i, k.hourly[1])),
)
NO_CALENDAR = tuple(feature for feature in SLOTS if feature.name != "calendar")
ALL = (
    Spec("slots-1", SLOTS),
    Spec("slots-2", SLOTS + YESTERDAY, day_back=True),
    Spec("slots-3", NO_CALENDAR + TWO_DAYS, hours_back=True),
)
SPECS = {spec.version: spec for spec in ALL}


def of(slots) -> Spec:
    """The spec that the slots name; raises BadInput where there is none, or where it does not go with such slots."""
    spec = named(slots.spec)
    if spec.day_back and (DAY % slots.minutes or slots.leads * slots.minutes > DAY):
        raise BadInput(
            f"The feature spec '{spec.version}' looks a day back: {slots.leads} leads of {slots.minutes} minutes do "
            "not fit, since a day must be whole slots and hold the leads."
        )
    if spec.hours_back and (60 % slots.minutes or slots.history * slots.minutes % 60):
        raise BadInput(
            f"The feature spec '{spec.version}' looks at hours: {slots.history} slots of {slots.minutes} minutes do "
            "not fit, since an hour must be whole slots and the history whole hours."
        )
    if spec.hours_back and slots.history * slots.minutes > 60 * HOURS:
        raise BadInput(
            f"The feature spec '{spec.version}' looks at {HOURS} hours: a history of {slots.history} slots of "
            f"{slots.minutes} minutes is longer."
        )
    return spec


def named(version: str) -> Spec:
    if version not in SPECS:
        raise BadInput(f"The feature spec '{version}' is not known; known are {', '.join(SPECS)}.")
    return SPECS[version]
