"""The settings of a training run: config.toml, with unknown and missing keys refused."""

import difflib
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path


class BadInput(Exception):
    """Something outside the code is wrong; the message is one plain sentence that says what and where."""


@dataclass(frozen=True)
class Bundle:
    id: str
    version: str
    created: str


@dataclass(frozen=True)
class Slots:
    minutes: int
    history: int
    leads: int
    sky_max_age_minutes: int


@dataclass(frozen=True)
class Encoder:
    size: int
    calibration_frames: int
    held_out_frames: int


@dataclass(frozen=True)
class Forecaster:
    quantiles: list
    rain_threshold_mm: float
    hidden: int
    sky_features: int
    epochs: int
    steps_per_epoch: int
    batch: int
    learning_rate: float
    weight_decay: float


@dataclass(frozen=True)
class Source:
    kind: str
    train: list
    validate: list
    test: list
    weight: float


@dataclass(frozen=True)
class Settings:
    seed: int
    bundle: Bundle
    slots: Slots
    encoder: Encoder
    forecaster: Forecaster
    sources: dict


def _record(kind, table, where):
    known = [f.name for f in fields(kind)]
    for key in table:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            hint = f"; did you mean '{near[0]}'?" if near else f"; known are {', '.join(known)}."
            raise BadInput(f"Unknown key '{key}' in [{where}]{hint}")
    for key in known:
        if key not in table:
            raise BadInput(f"The key '{key}' is missing in [{where}].")
    return kind(**table)


def load(path: Path) -> Settings:
    """Reads a settings file; raises BadInput if it is absent, no TOML, or has an unknown or missing key."""
    try:
        table = tomllib.loads(path.read_text())
    except (OSError, tomllib.TOMLDecodeError) as e:
        raise BadInput(f"The settings {path} cannot be read: {e}.") from e
    rooms = {"bundle": Bundle, "slots": Slots, "encoder": Encoder, "forecaster": Forecaster}
    for name, kind in rooms.items():
        if name in table:
            table[name] = _record(kind, table[name], name)
    if "sources" in table:
        table["sources"] = {name: _record(Source, t, f"sources.{name}") for name, t in table["sources"].items()}
    return _record(Settings, table, "the top level")
