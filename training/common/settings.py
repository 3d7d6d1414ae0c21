"""The settings of a training run: config.toml, with unknown and missing keys refused."""

import difflib
import tomllib
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path

from training.common.bad_input import BadInput


@dataclass(frozen=True)
class Bundle:
    id: str
    version: str
    created: str
    cautions: list
    # Whom the data behind it ask to be named.
    attributions: list = field(default_factory=list)
    # What was tried of the recipe and left: how it was measured, and a table, its head first.
    ablations_by: str = ""
    ablations: list = field(default_factory=list)


@dataclass(frozen=True)
class Slots:
    """spec: the version of the feature spec; without the key it is the first, with which every bundle was made before
    there was a second."""

    minutes: int
    history: int
    leads: int
    sky_max_age_minutes: int
    spec: str = "slots-1"


@dataclass(frozen=True)
class Skies:
    folder: str
    pixels: int
    scenes: int
    share: float
    doubt_epochs: int


@dataclass(frozen=True)
class Recipe:
    """How a network of skies is fine-tuned."""

    weights: str
    frozen_stages: int
    size: int
    test_size: int
    epochs: int
    batch: int
    learning_rate: float
    weight_decay: float
    label_smoothing: float
    precision: str


@dataclass(frozen=True)
class Teacher(Recipe):
    architecture: str


@dataclass(frozen=True)
class Student(Recipe):
    seeds: list


@dataclass(frozen=True)
class Distillation:
    teachers: list
    views: int
    temperature: float
    relation_weight: float


@dataclass(frozen=True)
class Encoder:
    size: int
    calibration_frames: int
    aware_images: int
    aware_epochs: int
    aware_learning_rate: float


@dataclass(frozen=True)
class Forecaster:
    quantiles: list
    members: int
    hidden: int
    blocks: int
    event_hidden: int
    sky_features: int
    dropout: float
    sky_dropout: float
    averaging: float
    between: float
    calibration_every: int
    left_out_epochs: int
    epochs: int
    steps_per_epoch: int
    batch: int
    learning_rate: float
    weight_decay: float
    # Of the products of matrices in training; weights and what ships are of single precision.
    precision: str = "float32"


@dataclass(frozen=True)
class Event:
    of: str
    units: str
    threshold: float
    requires: str


@dataclass(frozen=True)
class Source:
    kind: str
    train: list
    validate: list
    test: list
    weight: float
    leave_one_out: bool
    # Where its stations stand, in degrees north and east and metres: there a station is known to the model.
    sites: list = field(default_factory=list)
    # Sources of one number are left out together, to see what a new station gets; 0 where one never is.
    fold: int = 0


@dataclass(frozen=True)
class EventTeacher:
    """An earlier bundle, in a folder below the data folder, that tells of events at sources that it knows; without: of
    a source the variables that it was not given there, which a later version derives."""

    bundle: str
    events: list
    sources: list
    without: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Settings:
    seed: int
    bundle: Bundle
    slots: Slots
    skies: Skies
    teachers: dict
    student: Student
    distillation: Distillation
    encoder: Encoder
    forecaster: Forecaster
    events: dict
    sources: dict
    event_teacher: EventTeacher | None = None


def _record(kind, table, where):
    known = [f.name for f in fields(kind)]
    for key in table:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            hint = f"; did you mean '{near[0]}'?" if near else f"; known are {', '.join(known)}."
            raise BadInput(f"Unknown key '{key}' in [{where}]{hint}")
    for key in fields(kind):
        if key.name not in table and key.default is MISSING and key.default_factory is MISSING:
            raise BadInput(f"The key '{key.name}' is missing in [{where}].")
    return kind(**table)


def load(path: Path) -> Settings:
    """Reads a settings file; raises BadInput if it is absent, no TOML, or has an unknown or missing key."""
    try:
        table = tomllib.loads(path.read_text())
    except (OSError, tomllib.TOMLDecodeError) as e:
        raise BadInput(f"The settings {path} cannot be read: {e}.") from e
    rooms = {"bundle": Bundle, "slots": Slots, "skies": Skies, "student": Student, "distillation": Distillation}
    rooms |= {"encoder": Encoder, "forecaster": Forecaster, "event_teacher": EventTeacher}
    for name, kind in rooms.items():
        if name in table:
            table[name] = _record(kind, table[name], name)
    for name, kind in {"teachers": Teacher, "events": Event, "sources": Source}.items():
        if name in table:
            table[name] = {key: _record(kind, t, f"{name}.{key}") for key, t in table[name].items()}
    return _record(Settings, table, "the top level")
