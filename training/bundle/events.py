"""Trains a bundle's branches of events once more, by today's recipe and by what an earlier bundle says of them.

It takes minutes, where a training anew takes an hour. Quantiles and their scores stay; events' are made anew.
"""

from pathlib import Path

from training.bundle import report, successor
from training.bundle.manifest import in_short
from training.common import files, runtime, told
from training.common import settings as settings_file
from training.common.bad_input import BadInput
from training.data import sources
from training.forecaster import drawing, left_out, occurrences, restored, storage
from training.forecaster import network as network_module
from training.verify import verify

# What of the settings must be the bundle's own.
SAME = ("seed", "slots", "forecaster", "events", "sources")


def settings_of(options):
    """The settings; raises BadInput where the bundle was made by others."""
    asked, own = (settings_file.load(f) for f in (options.config, options.bundle / "config.toml"))
    others = [name for name in SAME if getattr(asked, name) != getattr(own, name)]
    if others:
        raise BadInput(f"{options.config} has another {others[0]} than {options.bundle}; give that bundle's settings.")
    return asked


def scored(found: dict, model: bytes, stations) -> dict:
    """The bundle's report with the events' scores of this forecaster."""
    runner, each = runtime.session(model), {}
    for number, (name, before) in enumerate(found["verification"]["sources"].items()):
        told.once(f"scores of {name}, {number + 1} of {len(found['verification']['sources'])} sources")
        kept = {what: scores for what, scores in before.items() if what not in stations.events}
        each[name] = kept | verify.events_of_source(name, stations, runner)
    return found | {"verification": found["verification"] | {"sources": each}}


def step(options) -> str:
    settings, before = settings_of(options), options.bundle
    stations = sources.load(settings, options.data, options.runs, (before / "sky-encoder.onnx").read_bytes())
    manifest, found = (files.read_json(before / name) for name in ("manifest.json", "report.json"))
    if stations.events != [event["name"] for event in manifest["events"]]:
        raise BadInput(f"The data in {options.data} tell of other events than {before}; give those it was made of.")
    network = restored.restore((before / "forecaster.onnx").read_bytes(), settings, len(stations.events))
    training = stations.samples(left_out.learnt(settings))
    occurrences.refit(network, lambda number: drawing.of_each(training, settings, number), settings.seed)
    storage.round_weights(network)
    model = network_module.export(network, settings.slots)
    found = scored(found, model, stations)
    now = {"version": settings.bundle.version, "created": settings.bundle.created}
    now |= {"scores": in_short(found["verification"]["sources"])}
    successor.write(before, options.out, manifest | now, model, settings, "")
    (options.out / "config.toml").write_text(options.config.read_text())
    (options.out / "report.json").write_text(report.text_of(found))
    report.write(options.out, options.readme)
    return f"{settings.bundle.id} {settings.bundle.version} is in {options.out}."


OPTIONS = [
    (("--bundle",), {"type": Path, "required": True, "help": "the bundle whose events are learnt once more"}),
    (("--out",), {"type": Path, "required": True, "help": "where the bundle of the settings' version goes"}),
    report.README,
]
