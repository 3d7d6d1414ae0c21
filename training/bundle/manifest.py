"""The manifest: what the Java code checks before it runs a bundle."""

import hashlib

from training.bundle.tables import ours
from training.data import specs, variables
from training.data.frames import EMBEDDING, MEAN_BGR
from training.verify.scores import rounded

FILES = ["sky-encoder.onnx", "forecaster.onnx", "golden.json"]


def digests(folders) -> dict:
    """By name, the sha256 of every file that is run or replayed; folders: where each is."""
    return {f: hashlib.sha256((folder / f).read_bytes()).hexdigest() for f, folder in zip(FILES, folders, strict=True)}


def describe(settings, result, found, digests: dict) -> dict:
    """The manifest of the files with these digests."""
    slots, units = settings.slots, dict(variables.INPUTS)
    return {
        "id": settings.bundle.id,
        "version": settings.bundle.version,
        "created": settings.bundle.created,
        "trainedOn": [trained(name, source) for name, source in settings.sources.items()],
        "slotMinutes": slots.minutes,
        "historySlots": slots.history,
        "leadMinutes": [slots.minutes * (i + 1) for i in range(slots.leads)],
        "quantileLevels": settings.forecaster.quantiles,
        "skyMaxAgeMinutes": slots.sky_max_age_minutes,
        "featureSpec": {"version": specs.of(slots).version, "inputs": inputs(result)},
        "targets": [
            {"name": t, "units": units[t], "requires": t} | left_out(t, found["verification"].get("firstDays", {}))
            for t in variables.TARGETS
        ],
        "events": [event(name, settings.events[name]) for name in result["events"]],
        "encoder": encoder(settings.encoder.size),
        "forecaster": {"file": "forecaster.onnx"},
        "files": digests,
        "scores": in_short(found["verification"]["sources"]),
    }


def trained(name: str, source) -> dict:
    """A source: what was learnt from, what told when to stop, and where its stations stand, if that is told."""
    sites = [dict(zip(["latitude", "longitude", "altitude"], site, strict=True)) for site in source.sites]
    told = {"name": name, "period": source.train, "validated": source.validate, "share": source.weight}
    return told | ({"sites": sites} if sites else {})


def left_out(target: str, first_days: dict) -> dict:
    """Of a target: at how many places that were left out it was tried, and how bad its first days were there, by lead.
    Nothing where it was not. first_days: as verify.first_days tells them."""
    tried = first_days.get(target)
    if not tried:
        return {}
    by_lead = [(int(lead.strip("+min")), found) for lead, found in tried.items()]
    told = [{"leadMinutes": lead, "windows": f["windows"], "ratio": f["ratio"]} for lead, f in by_lead]
    return {"leftOut": {"places": max(f["places"] for f in tried.values()), "firstDays": told}}


def inputs(result) -> list:
    return [
        {"name": n, "units": u, "mean": rounded(m), "std": rounded(s)}
        for (n, u), m, s in zip(variables.INPUTS, result["mean"], result["std"], strict=True)
    ]


def event(name: str, e) -> dict:
    return {"name": name, "of": e.of, "units": e.units, "threshold": e.threshold, "requires": e.requires}


def encoder(size: int) -> dict:
    """How the encoder wants an image."""
    return {
        "file": "sky-encoder.onnx",
        "input": "image",
        "output": "embedding",
        "embeddingSize": EMBEDDING,
        "width": size,
        "height": size,
        "layout": "NCHW",
        "channels": "BGR",
        "mean": MEAN_BGR.tolist(),
        "std": [1, 1, 1],
    }


def in_short(sources_found: dict) -> dict:
    """By source, variable and lead: MAE, CRPS and coverage, or Brier score and AUC, beside persistence's MAE."""
    short = {}
    for source, of_source in sources_found.items():
        for variable, by_lead in of_source.items():
            for lead, found in by_lead.items():
                s = found["scores"]
                mine = {k: v[0] for k, v in ours(s).items()}
                if "persistence" in s:
                    mine["maePersistence"] = s["persistence"]["mae"][0]
                short.setdefault(source, {}).setdefault(variable, {})[lead] = mine | {"cases": found["cases"]}
    return short
