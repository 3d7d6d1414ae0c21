"""Writes what was measured into the model card, and in short into a README.

Reads the bundle's report.json, into which the step bundle put what the steps before it measured; measures nothing
itself.
"""

import json
import os
from pathlib import Path

from training.bundle import card, summary
from training.common import files
from training.common import settings as settings_file
from training.common.bad_input import BadInput

BEGIN, END = "<!-- models: begin -->", "<!-- models: end -->"


def insert(readme: Path, text: str):
    """Replaces what stands between the markers; raises BadInput if they are gone."""
    whole = readme.read_text()
    if BEGIN not in whole or END not in whole:
        raise BadInput(f"{readme} lacks the lines {BEGIN} and {END}; the tables go between them.")
    before, after = whole.split(BEGIN)[0], whole.split(END)[1]
    readme.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}")


def doubtful(runs: Path) -> dict | None:
    """What the step labels found last, or None if it has not run."""
    found = sorted(runs.glob("labels-*/result.json"), key=lambda p: p.stat().st_mtime)
    return {k: v for k, v in json.loads(found[-1].read_text()).items() if k != "rows"} if found else None


def of_networks(folder: Path, encoder_sha256: str) -> dict:
    """What a bundle's report says of the networks behind its encoder, if that is the one asked for: scores belong to
    an encoder's bytes, not to the bundle that it is in. Nothing where there is no such report."""
    if not (folder / "report.json").exists() or not (folder / "manifest.json").exists():
        return {}
    found, manifest = files.read_json(folder / "report.json"), files.read_json(folder / "manifest.json")
    if found["forecaster"]["encoder"] != encoder_sha256 or not found["encoder"]:
        return {}
    measured = found.get("networksMeasuredFor", f"{manifest['id']} {manifest['version']}")
    taken = {k: found[k] for k in ("encoder", "compression", "probe", "doubtfulLabels", "speed") if k in found}
    return taken | {"networksMeasuredFor": measured}


def before(folder: Path, bundle) -> dict:
    """What the report of the bundle in a folder says of its forecasts, for a table beside those of another; where it is
    the same one, made again, what was before it then. Nothing where there is no report."""
    if not (folder / "report.json").exists() or not (folder / "manifest.json").exists():
        return {}
    found, manifest = files.read_json(folder / "report.json"), files.read_json(folder / "manifest.json")
    if (manifest["id"], manifest["version"]) == (bundle.id, bundle.version):
        return {k: v for k, v in found.items() if k == "before"}
    return {"before": {"model": f"{manifest['id']} {manifest['version']}", "scores": manifest["scores"]}}


def text_of(found: dict) -> str:
    """As report.json holds it."""
    return json.dumps(found, separators=(",", ":")) + "\n"


def write(bundle: Path, readme: Path | None):
    """The card beside the bundle's report.json and, where asked, the README's section."""
    settings, found = settings_file.load(bundle / "config.toml"), files.read_json(bundle / "report.json")
    (bundle / "MODEL_CARD.md").write_text(card.card(settings, found))
    if readme:
        link = os.path.relpath(bundle / "MODEL_CARD.md", readme.parent)
        insert(readme, summary.summary(found, link))


def step(options) -> Path:
    write(options.bundle, options.readme)
    return options.bundle / "MODEL_CARD.md"


README = (("--readme",), {"type": Path, "help": "a README whose table of what the model is worth is to be replaced"})
BUNDLE = (("--bundle",), {"type": Path, "required": True, "help": "the bundle, with its report.json"})
OPTIONS = [BUNDLE, README]
