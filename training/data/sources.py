"""The stations of all sources with their frames embedded, and the samples of each period."""

import hashlib
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from training.common import settings as settings_file
from training.common import told
from training.common.bad_input import BadInput
from training.data import archives, solar, specs
from training.data.embeddings import embed, encoder_of
from training.data.event_teacher import EventTeacher, of_settings
from training.data.samples import Samples
from training.data.series import within

WEEK = 7 * solar.DAY
# Fewer than so many truths in the training periods teach nothing of an event.
ENOUGH = 100


@dataclass(frozen=True)
class Stations:
    """series and embeddings by source and station; events: those whose truth some source knows; left_out: a station;
    fold: which sources are left out, 0 for none; event_teacher: an earlier bundle that tells of events, or None."""

    settings: object
    series: dict
    embeddings: dict
    events: list
    encoder_sha256: str
    digest: str
    left_out: str = ""
    fold: int = 0
    event_teacher: EventTeacher | None = None

    def samples(self, period: str) -> list:
        """(weight, [Samples]) of each source that is not left out; period as in of."""
        listed = self.settings.sources.items()
        return [(s.weight, self.of(name, period)) for name, s in listed if not self.fold or s.fold != self.fold]

    def of(self, name: str, period: str) -> list:
        """[Samples] of a source; period: train, validate, test, or parts of the training period: "learn", what weights
        are learnt from, and "calibrate", the weeks between that widths are set on, which may be none."""
        source, slots = self.settings.sources[name], self.settings.slots
        both = zip(self.series[name], self.embeddings[name], strict=True)
        chosen = [(s, embeddings) for s, embeddings in both if s.name != self.left_out]
        chances, events = self.chances_of(name), self.events
        made = [Samples(s, self.inside(s, source, period), slots, e, events, chances) for s, e in chosen]
        if period != "calibrate" and not any(len(m.index) for m in made):
            named = "train" if period == "learn" else period
            start, end = getattr(source, named)
            raise BadInput(f"The source '{name}' holds nothing from {start} to {end}; mend its '{named}'.")
        # Weeks that widths are set on may hold none; who asks for them knows.
        return made if period == "calibrate" else [m for m in made if self.has_cases(name, m, period)]

    def chances_of(self, name: str):
        """What tells how likely events were at a source's stations, or None. Where one that the teacher learnt from is
        left out, it tells of none: it knows what is to be seen there."""
        knows = self.event_teacher.without if self.event_teacher else {}
        is_told = name in knows and not self.left_out
        is_told = is_told and not any(self.fold and self.settings.sources[s].fold == self.fold for s in knows)
        return partial(self.event_teacher.chances, name) if is_told else None

    def has_cases(self, name: str, samples, period: str) -> bool:
        """Whether a station has cases in a period; one that has none is named once, but for a part of a period."""
        if not len(samples.index) and period in ("train", "validate", "test"):
            start, end = getattr(self.settings.sources[name], period)
            place = f"{samples.series.name} of the source '{name}'"
            told.once(f"The station {place} has no cases from {start} to {end} and is left out of its '{period}'.")
        return len(samples.index) > 0

    def inside(self, series, source, period: str) -> np.ndarray:
        """[n]: which slots belong to a period."""
        if period in ("train", "validate", "test"):
            return within(series, getattr(source, period))
        every = self.settings.forecaster.calibration_every
        held = series.start // WEEK % every == every - 1
        training = within(series, source.train)
        return training & (held if period == "calibrate" else ~held)


def given(options) -> tuple:
    """The settings and the stations that the options name."""
    settings = settings_file.load(options.config)
    return settings, load(settings, options.data, options.runs, encoder_of(options))


def load(settings, folder: Path, runs: Path, encoder: bytes) -> Stations:
    """Reads every source and embeds its frames; raises BadInput naming what is missing."""
    specs.of(settings.slots)
    listed, minutes = settings.sources.items(), settings.slots.minutes
    read = {n: archives.load(n, s.kind, folder, minutes, settings.events) for n, s in listed}
    embeddings = {
        name: [embed(each, encoder, settings.encoder.size, runs) if each.frames else None for each in all]
        for name, all in read.items()
    }
    known = {}
    for name, all in read.items():
        for each in all:
            inside = within(each, settings.sources[name].train)
            for event, happened in each.events.items():
                known[event] = known.get(event, 0) + int((~np.isnan(happened[inside])).sum())
    events = [e for e in settings.events if known.get(e, 0) >= ENOUGH]
    sha256 = hashlib.sha256(encoder).hexdigest()
    teacher = of_settings(settings, folder, events)
    digest = digest_of(read, embeddings) + (teacher.sha256 if teacher else "")
    return Stations(settings, read, embeddings, events, sha256, digest, event_teacher=teacher)


def digest_of(read: dict, embeddings: dict) -> str:
    """Of all that is known of the stations: where they stand, what was measured, and their frames."""
    digest = hashlib.sha256()
    for name, all in sorted(read.items()):
        for each, vectors in zip(all, embeddings[name], strict=True):
            digest.update(name.encode() + np.array([each.latitude, each.longitude]).tobytes())
            digest.update(each.start.tobytes() + each.values.tobytes())
            digest.update(b"".join(happened.tobytes() for happened in each.events.values()))
            digest.update(repr([(slot, time) for slot, (_, time) in sorted(each.frames.items())]).encode())
            digest.update(b"" if vectors is None else vectors.tobytes())
    return digest.hexdigest()
