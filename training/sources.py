"""The stations of all sources with their frames embedded, and the samples of each period."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image
from tqdm import tqdm

import data
import files
import quantize
import settings as settings_file
from samples import Samples
from settings import BadInput

WEEK = 7 * 24 * 3600
# Fewer than so many truths in the training periods teach nothing of an event.
ENOUGH = 100


@dataclass(frozen=True)
class Stations:
    """series and embeddings by source and station; events: those whose truth some source knows; left_out: a station."""

    settings: object
    series: dict
    embeddings: dict
    events: list
    encoder_sha256: str
    digest: str
    left_out: str = ""

    def samples(self, period: str) -> list:
        """(weight, [Samples]) of each source; period as in of."""
        return [(s.weight, self.of(name, period)) for name, s in self.settings.sources.items()]

    def of(self, name: str, period: str) -> list:
        """[Samples] of a source; period: train, validate, test, or parts of the training period: "learn", what weights
        are learnt from, and "calibrate", the weeks between that widths are set on, which may be none."""
        source, slots = self.settings.sources[name], self.settings.slots
        both = zip(self.series[name], self.embeddings[name], strict=True)
        chosen = [(s, embeddings) for s, embeddings in both if s.name != self.left_out]
        made = [Samples(s, self.inside(s, source, period), slots, embeddings, self.events) for s, embeddings in chosen]
        if period != "calibrate" and not any(len(m.index) for m in made):
            named = "train" if period == "learn" else period
            start, end = getattr(source, named)
            raise BadInput(f"The source '{name}' holds nothing from {start} to {end}; mend its '{named}'.")
        return made

    def inside(self, series, source, period: str) -> np.ndarray:
        """[n]: which slots belong to a period."""
        if period in ("train", "validate", "test"):
            return data.within(series, getattr(source, period))
        every = self.settings.forecaster.calibration_every
        held = series.start // WEEK % every == every - 1
        training = data.within(series, source.train)
        return training & (held if period == "calibrate" else ~held)


def embed(series, encoder: bytes, size: int, runs: Path) -> np.ndarray:
    """[frames, 512] in the order of series.frames, made once for each encoder.

    Where the encoder's embeddings are known already, those are taken, and series.frames is left with their slots;
    raises BadInput where they are another encoder's and a frame's file is not there.
    """
    known = series.embedded.get(hashlib.sha256(encoder).hexdigest())
    if known:
        series.frames = {slot: frame for slot, frame in series.frames.items() if slot in known}
        return np.stack([known[slot] for slot in sorted(series.frames)])
    if any(path is None for path, _ in series.frames.values()):
        others = ", ".join(sha256[:12] for sha256 in series.embedded)
        raise BadInput(
            f"The embeddings of {series.name} are of the encoder {others}, not of the one at hand, and frames are "
            "missing; export with --frames, or give that encoder with --encoder."
        )
    frames = [path for _, (path, _) in sorted(series.frames.items())]
    images = [hashlib.sha256(path.read_bytes()).hexdigest() for path in frames]
    parts = [hashlib.sha256(encoder).hexdigest(), size, images, files.code(quantize.prepare)]
    kept = runs / f"embeddings-{files.identity(*parts)}.npz"
    if not kept.exists():
        runner = quantize.session(encoder, threads=2)
        made = np.empty((len(frames), 512), np.float16)  # half precision is what the log keeps
        for i, path in enumerate(tqdm(frames, f"frames of {series.name}", mininterval=5)):
            made[i] = runner.run(["embedding"], {"image": quantize.prepare(Image.open(path), size)})[0][0]
        files.write(kept, lambda p: save(p, embeddings=made))
    with np.load(kept) as found:
        return found["embeddings"].astype(np.float32)


def save(path: Path, **arrays):
    with path.open("wb") as file:
        np.savez(file, **arrays)


ENCODER = (("--encoder",), {"type": Path, "help": "an int8 encoder to keep as it is, such as another bundle's"})


def given(options) -> tuple:
    """The settings and the stations that the options name."""
    settings = settings_file.load(options.config)
    return settings, load(settings, options.data, options.runs, encoder_of(options))


def encoder_folder(runs: Path) -> Path:
    """Where quantize.py last kept an encoder; raises BadInput if it never did."""
    found = sorted(runs.glob("encoder-*/result.json"), key=lambda p: p.stat().st_mtime)
    if not found:
        raise BadInput(f"There is no quantized encoder in {runs}; run quantize.py, or give one with --encoder FILE.")
    return found[-1].parent


def encoder_of(options) -> bytes:
    """The encoder that options.encoder names, or the one that quantize.py kept last."""
    if not options.encoder:
        return quantize.kept(encoder_folder(options.runs))
    try:
        return options.encoder.read_bytes()
    except OSError as e:
        raise BadInput(f"The encoder {options.encoder} cannot be read: {e}.") from e


def load(settings, folder: Path, runs: Path, encoder: bytes) -> Stations:
    """Reads every source and embeds its frames; raises BadInput naming what is missing."""
    listed, minutes = settings.sources.items(), settings.slots.minutes
    read = {n: data.load(n, s.kind, folder, minutes, settings.events) for n, s in listed}
    embeddings = {
        name: [embed(each, encoder, settings.encoder.size, runs) if each.frames else None for each in all]
        for name, all in read.items()
    }
    known = {}
    for name, all in read.items():
        for each in all:
            inside = data.within(each, settings.sources[name].train)
            for event, happened in each.events.items():
                known[event] = known.get(event, 0) + int((~np.isnan(happened[inside])).sum())
    events = [e for e in settings.events if known.get(e, 0) >= ENOUGH]
    digest = hashlib.sha256()
    for name, all in sorted(read.items()):
        for each in all:
            digest.update(name.encode() + each.start.tobytes() + each.values.tobytes())
            digest.update(b"".join(happened.tobytes() for happened in each.events.values()))
    return Stations(settings, read, embeddings, events, hashlib.sha256(encoder).hexdigest(), digest.hexdigest())
