"""Trains a bundle on at stations of its own: minutes, where a training anew takes hours.

Reads a folder that `skycast models export-dataset` wrote. The first three fifths of its time are learnt from, the next
three twentieths say when to stop, and on the last quarter both are scored. Writes a bundle with the same encoder, or
none where nothing was gained.
"""

import dataclasses
import time
from pathlib import Path

import numpy as np
import pandas as pd

from training.bundle import successor
from training.bundle.tables import lines_of
from training.common import files, fit, runtime
from training.common import settings as settings_file
from training.common.bad_input import BadInput
from training.data import sources
from training.data.solar import DAY
from training.data.variables import TARGETS
from training.forecaster import network as network_module
from training.forecaster import restored, tuning
from training.verify.cases import LEADS, cases, foretold
from training.verify.folds import scored

# Shares of the time: what is learnt from, and what tells when to stop; the rest is scored.
LEARN, CHECK = 0.6, 0.15
# Fewer days teach a network nothing that a station does not teach it while it runs.
LEAST_DAYS = 40
TEST_CASES, ENOUGH = 6000, 150
TOLD = (10, 60, 240)


def periods(series: list) -> list:
    """Borders of what is learnt from, checked and scored, [4] seconds since 1970; raises BadInput where that is too
    short."""
    first, last = min(s.start[0] for s in series), max(s.start[-1] for s in series)
    days = (last - first) / DAY
    if days < LEAST_DAYS:
        raise BadInput(
            f"The export holds {days:.0f} days; {LEAST_DAYS} are the least to train on. Until then the station teaches "
            "the bundle while it runs."
        )
    inner = [first + share * (last - first) // DAY * DAY for share in (LEARN, LEARN + CHECK)]
    return [first, *inner, last + 1]


def stations_of(options, bundle: Path, manifest: dict):
    """The settings of the bundle with the export as their one source, and its stations."""
    settings = settings_file.load(bundle / "config.toml")
    encoder, name = (bundle / "sky-encoder.onnx").read_bytes(), options.export.resolve().name
    whole = settings_file.Source("export", *[["1970-01-01", "2200-01-01"]] * 3, 1.0, False)
    settings = dataclasses.replace(settings, sources={name: whole}, event_teacher=None)
    read = sources.load(settings, options.export.resolve().parent, options.runs, encoder)
    borders = [pd.Timestamp(int(t), unit="s").isoformat() for t in periods(read.series[name])]
    source = dataclasses.replace(whole, train=borders[:2], validate=borders[1:3], test=borders[2:])
    settings = dataclasses.replace(settings, sources={name: source})
    # What the network tells of is the bundle's, whatever is known here.
    return name, dataclasses.replace(read, settings=settings, events=[e["name"] for e in manifest["events"]])


def compared(before: bytes, after: bytes, stations, name: str) -> dict:
    """By variable and lead, on what was not learnt from: cases, and scores of both as folds.scored has them."""
    samples = [s for s in stations.of(name, "test") if len(s.index)]
    levels, test, result = np.array(stations.settings.forecaster.quantiles), cases(samples, TEST_CASES), {}
    said = [foretold(runtime.session(model), samples, TEST_CASES)[0] for model in (before, after)]
    for target, variable in enumerate(TARGETS):
        for lead, minutes in enumerate(LEADS):
            truth, now = test.truth[:, target, lead], test.now[:, target]
            use = ~np.isnan(truth) & ~np.isnan(now)
            if use.sum() >= ENOUGH:
                each = [scored(q[use, target, lead], truth[use], now[use], None, levels) for q in said]
                found = {"cases": int(use.sum()), "before": each[0], "after": each[1]}
                result.setdefault(variable, {})[f"+{minutes}min"] = found
    return result


def table(found: dict) -> str:
    head = ["variable", "lead", "persistence", "before", "after", "after over before", "80% covers", "cases"]
    rows = []
    for variable, by_lead in found.items():
        for lead in (f"+{minutes}min" for minutes in TOLD):
            if lead in by_lead:
                f = by_lead[lead]
                b, a = f["before"], f["after"]
                cells = [f"{v:.3g}" for v in (b["persistence"], b["mae"], a["mae"])] + [f"{a['mae'] / b['mae']:.3f}"]
                covers = f"{100 * b['coverage80']:.0f}% → {100 * a['coverage80']:.0f}%"
                rows.append([variable, lead, *cells, covers, f["cases"]])
    return lines_of(head, rows)


def card(options, manifest: dict, source, found: dict, tuned, minutes: float) -> str:
    said = (options.bundle / "MODEL_CARD.md").read_text()
    return f"""# Model card: {options.id} {options.version}

{manifest["id"]} {manifest["version"]}, trained on at the stations of {options.export.name} from {source.train[0]} to
{source.train[1]} (UTC); after each {tuning.EVERY} steps asked on {source.validate[0]} to {source.validate[1]}, by which
{tuned.taken} steps stayed. It took {minutes:.1f} minutes. Both scored on {source.test[0]} to {source.test[1]}, which
was neither learnt from nor asked; MAE of the median:

{table(found)}

What it is worth at other places was not tried. What follows is said of the bundle that it began from.

{said}"""


def described(options, manifest: dict, source, scores: dict) -> dict:
    """The manifest of the bundle that it began from, but for what is no longer so."""
    listed = pd.read_csv(options.export / "stations.csv")
    places = zip(listed["latitude"], listed["longitude"], listed["altitude_m"], strict=True)
    sites = [dict(zip(("latitude", "longitude", "altitude"), place, strict=True)) for place in places]
    own = {"name": options.id, "period": source.train, "validated": source.validate, "share": 1.0, "sites": sites}
    manifest = manifest | {"id": options.id, "version": options.version, "created": f"{source.test[1]}Z"}
    manifest["trainedOn"] = [*manifest["trainedOn"], own]
    manifest["targets"] = [{k: v for k, v in t.items() if k != "leftOut"} for t in manifest["targets"]]
    return manifest | {"scores": {options.id: scores}}


def step(options) -> str:
    start = time.monotonic()
    manifest = files.read_json(options.bundle / "manifest.json")
    name, stations = stations_of(options, options.bundle, manifest)
    before = (options.bundle / "forecaster.onnx").read_bytes()
    network = restored.restore(before, stations.settings, len(stations.events))
    learn, check = ([s for s in stations.of(name, period) if len(s.index)] for period in ("train", "validate"))
    tuned = tuning.tune(network, learn, check, stations.settings)
    if not tuned.taken:
        return f"Nothing was gained on {' to '.join(stations.settings.sources[name].validate)}: no bundle is written."
    model = network_module.export(tuned.network, stations.settings.slots)
    found = compared(before, model, stations, name)
    text = card(options, manifest, stations.settings.sources[name], found, tuned, fit.cost(start)["minutes"])
    scores = {
        v: {lead: {k: f["after"][k] for k in ("mae", "crps", "coverage80")} for lead, f in by_lead.items()}
        for v, by_lead in found.items()
    }
    told = described(options, manifest, stations.settings.sources[name], scores)
    successor.write(options.bundle, options.out, told, model, stations.settings, text)
    return f"{table(found)}\n\nThe bundle is in {options.out}."


OPTIONS = [
    (("--bundle",), {"type": Path, "required": True, "help": "the bundle to begin from"}),
    (("--export",), {"type": Path, "required": True, "help": "a folder that models export-dataset wrote"}),
    (("--out",), {"type": Path, "required": True, "help": "where the bundle goes"}),
    (("--id",), {"required": True, "help": "its id"}),
    (("--version",), {"default": "1", "help": "its version; 1 by default"}),
]
