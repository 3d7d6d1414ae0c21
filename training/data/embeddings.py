"""The encoder at hand, and what it says of the frames of a station."""

import hashlib
from pathlib import Path

import numpy as np
from PIL import Image
from tqdm import tqdm

from training.common import files, runtime
from training.common.bad_input import BadInput
from training.data.frames import EMBEDDING, prepare

ENCODER = (("--encoder",), {"type": Path, "help": "an int8 encoder to keep as it is, such as another bundle's"})


def encoder_folder(runs: Path) -> Path:
    """Where the step quantize last kept an encoder; raises BadInput if it never did."""
    found = sorted(runs.glob("encoder-*/result.json"), key=lambda p: p.stat().st_mtime)
    if not found:
        raise BadInput(f"There is no quantized encoder in {runs}; run python -m training quantize, or give --encoder.")
    return found[-1].parent


def encoder_of(options) -> bytes:
    """The encoder that options.encoder names, or the one that the step quantize kept last."""
    if not options.encoder:
        return shipped(encoder_folder(options.runs))
    try:
        return options.encoder.read_bytes()
    except OSError as e:
        raise BadInput(f"The encoder {options.encoder} cannot be read: {e}.") from e


def shipped(folder: Path) -> bytes:
    """The int8 model of a folder that ships: the one that was best on the validation images."""
    return (folder / f"{files.read_json(folder / 'result.json')['ships']}.onnx").read_bytes()


def embed(series, encoder: bytes, size: int, runs: Path) -> np.ndarray:
    """[frames, E] in the order of series.frames, made once for each encoder.

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
    parts = [hashlib.sha256(encoder).hexdigest(), size, images, files.code(prepare)]
    kept = runs / f"embeddings-{files.identity(*parts)}.npz"
    if not kept.exists():
        runner = runtime.session(encoder, threads=2)
        made = np.empty((len(frames), EMBEDDING), np.float16)  # half precision is what the log keeps
        for i, path in enumerate(tqdm(frames, f"frames of {series.name}", mininterval=5)):
            made[i] = runner.run(["embedding"], {"image": prepare(Image.open(path), size)})[0][0]
        files.write(kept, lambda p: save(p, embeddings=made))
    with np.load(kept) as found:
        return found["embeddings"].astype(np.float32)


def save(path: Path, **arrays):
    with path.open("wb") as file:
        np.savez(file, **arrays)
