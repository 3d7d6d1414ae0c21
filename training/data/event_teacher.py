"""What an earlier bundle says of events at stations that it knows.

That it rains in one of five such cases tells a network more than that it did in this one (distillation: Hinton,
Vinyals and Dean, arXiv:1503.02531).
"""

import dataclasses
import hashlib
import json
from pathlib import Path

import numpy as np
import onnxruntime
import torch

from training.common import runtime
from training.common import settings as settings_file
from training.common.bad_input import BadInput
from training.data import specs
from training.data.variables import NAMES


@dataclasses.dataclass(frozen=True)
class EventTeacher:
    """runner: its forecaster; spec: what that reads; events: for each of ours the place among its own, or None;
    without: of each of its sources the columns that it was not given there; sha256: of the forecaster."""

    runner: onnxruntime.InferenceSession
    spec: specs.Spec
    events: tuple
    without: dict
    sha256: str

    def chances(self, source: str, known, index) -> torch.Tensor:
        """[m, E, L]: what it says at the newest slots [m] of a station of a source that it knows; NaN of an event that
        it does not."""
        kept = torch.ones(len(NAMES))
        kept[self.without[source]] = 0
        given = dataclasses.replace(known, values=known.values * kept, mask=known.mask * kept)
        inputs = {feature.name: feature.build(given, index).numpy() for feature in self.spec.features}
        said = self.runner.run(["events"], inputs)[0]
        unsaid = np.full_like(said[:, 0], np.nan)
        return torch.from_numpy(np.stack([unsaid if at is None else said[:, at] for at in self.events], 1))


def of_settings(settings, folder: Path, events: list) -> EventTeacher | None:
    """The one that the settings name, for these events; None where they name none. Raises BadInput where it is not
    there, or cannot tell what is asked of it."""
    asked = settings.event_teacher
    if asked is None:
        return None
    place = folder / asked.bundle
    try:
        model, manifest = (place / "forecaster.onnx").read_bytes(), json.loads((place / "manifest.json").read_text())
    except (OSError, ValueError) as e:
        raise BadInput(
            f"The bundle in [event_teacher] cannot be read ({e}); put it into {place}, or leave that "
            "section out of the settings."
        ) from e
    own, named = settings_file.load(place / "config.toml"), [event["name"] for event in manifest["events"]]
    require_fitting(asked, settings, own, named, place)
    without = {name: [NAMES.index(column) for column in asked.without.get(name, [])] for name in asked.sources}
    found = tuple(named.index(e) if e in asked.events else None for e in events)
    return EventTeacher(runtime.session(model), specs.of(own.slots), found, without, hashlib.sha256(model).hexdigest())


def require_fitting(asked, settings, own, named: list, place: Path):
    """Raises BadInput where the bundle in place, of the settings own, cannot tell what is asked of it; named: its
    events."""
    sizes = [(s.minutes, s.history, s.leads, s.sky_max_age_minutes) for s in (own.slots, settings.slots)]
    if sizes[0] != sizes[1]:
        raise BadInput(f"The bundle in {place} is of other slots than the settings: {own.slots} and {settings.slots}.")
    columns = [column for listed in asked.without.values() for column in listed]
    for what, names, known in (
        ("source", [*asked.sources, *asked.without], settings.sources),
        ("variable", columns, NAMES),
    ):
        if unknown := [name for name in names if name not in known]:
            raise BadInput(f"The {what} '{unknown[0]}' in [event_teacher] is none of the settings' {what}s.")
    same = [e for e in named if own.events.get(e) == settings.events.get(e)]
    if other := [e for e in asked.events if e not in same]:
        raise BadInput(
            f"The bundle in {place} tells no '{other[0]}' as the settings define it; leave that out of the events in "
            "[event_teacher]."
        )
