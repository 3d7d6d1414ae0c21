"""The files of a bundle that was made out of another: its encoder, and another forecaster."""

import json
import re
import shutil
from pathlib import Path

from training.bundle import golden
from training.bundle.manifest import FILES, digests
from training.common.bad_input import BadInput


def write(before: Path, out: Path, manifest: dict, model: bytes, settings, card: str):
    """Writes them, with golden cases of their own. before: the bundle that it was made out of; manifest: but for the
    digests; settings: of the forecaster; card: its text. The settings' file is that of the bundle before by the
    manifest's id and version. Raises BadInput where a bundle would be written over the one before."""
    if out.resolve() == before.resolve():
        raise BadInput(f"{out} is the bundle that this one is made out of; name another folder by --out.")
    out.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(before / "sky-encoder.onnx", out / "sky-encoder.onnx")
    (out / "forecaster.onnx").write_bytes(model)
    encoder = (out / "sky-encoder.onnx").read_bytes()
    made = golden.cases(encoder, model, settings.slots, settings.encoder.size)
    (out / "golden.json").write_text(json.dumps(made, separators=(",", ":")))
    manifest = manifest | {"files": digests([out] * len(FILES))}
    (out / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    (out / "MODEL_CARD.md").write_text(card)
    text = (before / "config.toml").read_text()
    for key in ("id", "version"):
        line = f'{key} = "{manifest[key]}"'
        text = re.sub(rf'^{key} = ".*"$', lambda _, said=line: said, text, count=1, flags=re.MULTILINE)
    (out / "config.toml").write_text(text)
