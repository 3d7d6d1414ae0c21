"""Writes what was measured into the model card and the README: python training/report.py --bundle models/skycast

Reads the bundle's report.json, into which bundle.py put what the steps before it measured; measures nothing itself.
"""

import argparse
import json
from pathlib import Path

import peers
import settings as settings_file
import tables
import verify
from settings import BadInput

BEGIN, END = "<!-- models: begin -->", "<!-- models: end -->"


def read(path: Path) -> dict:
    if not path.exists():
        raise BadInput(f"There is no {path}; run the step that writes it first (training/README.md names it).")
    return json.loads(path.read_text())


def insert(readme: Path, text: str):
    """Replaces what stands between the markers; raises BadInput if they are gone."""
    whole = readme.read_text()
    if BEGIN not in whole or END not in whole:
        raise BadInput(f"{readme} lacks the lines {BEGIN} and {END}; the tables go between them.")
    before, after = whole.split(BEGIN)[0], whole.split(END)[1]
    readme.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}")


def doubtful(runs: Path) -> dict | None:
    """What labels.py found last, or None if it has not run."""
    found = sorted(runs.glob("labels-*/result.json"), key=lambda p: p.stat().st_mtime)
    return {k: v for k, v in json.loads(found[-1].read_text()).items() if k != "rows"} if found else None


def of_networks(folder: Path, encoder_sha256: str) -> dict:
    """What a bundle's report says of the networks behind its encoder, if that is the one asked for: scores belong to
    an encoder's bytes, not to the bundle that it is in. Nothing where there is no such report."""
    if not (folder / "report.json").exists() or not (folder / "manifest.json").exists():
        return {}
    found, manifest = read(folder / "report.json"), read(folder / "manifest.json")
    if found["forecaster"]["encoder"] != encoder_sha256 or not found["encoder"]:
        return {}
    measured = found.get("networksMeasuredFor", f"{manifest['id']} {manifest['version']}")
    taken = {k: found[k] for k in ("encoder", "compression", "probe", "doubtfulLabels", "speed") if k in found}
    return taken | {"networksMeasuredFor": measured}


def compression(found: dict) -> str:
    """The section on the encoder."""
    another = f"The encoder is another bundle's, as it was (sha256 {found['forecaster']['encoder']})"
    if not found["encoder"]:
        return f"{another}.\n"
    kept = ""
    if "networksMeasuredFor" in found:
        kept = f"{another}; the table's figures are those measured for {found['networksMeasuredFor']}.\n\n"
    labels = found["doubtfulLabels"]
    doubt = (
        f"Cross-validation finds {labels['doubtful']} of {labels['images']} training labels doubtful; the most are "
        + ", ".join(f"{n} of {c}" for c, n in list(labels["byClass"].items())[:4])
        + ". Test images were neither looked at for this nor dropped."
        if labels
        else ""
    )
    return f"""{kept}{tables.compression_table(found["compression"]["rows"])}

Intervals are of resampled test images; for means of seeds, the outermost ends of the seeds' intervals. Milliseconds
are of one {found["encoder"]["encoder"]["size"]} px frame on one thread, the models in turn; accuracy is taken at the
size that each was tuned for. {doubt}

{speed(found)}What the embedding knows of the weather at its own moment (logistic regression, area under the ROC curve,
one fixed camera, test period):

{tables.probe_table(found["probe"])}
"""


def speed(found: dict) -> str:
    """What speed.py measured, if it did."""
    if "speed" not in found:
        return ""
    return f"""Timed apart, on one thread beside a load of {found["speed"]["load"]} on {found["speed"]["cores"]} cores,
each form in turn, with weights that do not matter for time; int8 in the form that quantize.py makes now:

{tables.speed_table(found["speed"]["rows"])}

"""


def forecasts(found: dict, leads) -> str:
    """The section on the forecaster."""
    by_source = found["verification"]["sources"]
    return f"""MAE of the median, in brackets 95% intervals from resampled days; a ratio below 1 beats LightGBM, which
has a model for each source, variable, lead and quantile ({peers.BOOSTING["n_estimators"]} rounds, up to
{verify.TRAINING_CASES:,} cases of all training weeks; the quantiles beside the median at +1 h and +4 h only).

{tables.forecast_table(by_source, leads)}

{tables.event_table(by_source, leads)}

{tables.frames_say(by_source)}
"""


def origin(settings, found: dict) -> str:
    if not found["encoder"]:
        return ""
    return f"""SqueezeNet 1.1 without its classifier, started from ImageNet weights, fine-tuned on labelled skies and
distilled from {" and ".join(settings.distillation.teachers)}; int8 ({found["encoder"]["ships"]}), 512 values. What
ships is what was best on the validation images. All training images are photographs by day.

"""


def left_out(settings, found: dict) -> str:
    return "".join(
        f"""A station that the forecaster never saw ({source}, mean of the stations, each left out in turn, in
{settings.forecaster.left_out_epochs} epochs), MAE:

{tables.left_out_table(stations)}

"""
        for source, stations in found["verification"]["leftOut"].items()
    )


def card(settings, found: dict) -> str:
    periods = "\n".join(
        f"- {n}: trained {s.train[0]} to {s.train[1]}, loss watched on {s.validate[0]} to {s.validate[1]}, "
        f"scored on {s.test[0]} to {s.test[1]}"
        for n, s in settings.sources.items()
    )
    every = {lead: None for v in found["verification"]["sources"].values() for by in v.values() for lead in by}
    missing = [e for e in settings.events if e not in found["forecaster"]["events"]]
    unknown = f"No source knows the truth of: {', '.join(missing)}; there is no such event.\n" if missing else ""
    return f"""# Model card: {settings.bundle.id} {settings.bundle.version}

## Sky encoder

{origin(settings, found)}{compression(found)}
## Forecaster

The mean of {settings.forecaster.members} small networks over six hours of ten-minute slots with masks, the sun's
position and the newest sky; it predicts the departure from persistence, of the clear-sky index for irradiance. Widths
of intervals are set by way of reporting and side, on one week in {settings.forecaster.calibration_every} of the
training period, from which weights are not learnt, and on the validation period: of each variable by whichever needed
the wider, since weather swings more in some years than in others.
Periods (half-open, UTC):

{periods}

{forecasts(found, every)}{unknown}
{left_out(settings, found)}**What it is not.** {" ".join(settings.bundle.cautions)}
Where the 80% interval covers less than 77%, the forecaster is too sure of itself.
"""


def write(bundle: Path, readme: Path | None):
    """The card beside the bundle's report.json and, where asked, the README's section."""
    settings, found = settings_file.load(bundle / "config.toml"), read(bundle / "report.json")
    (bundle / "MODEL_CARD.md").write_text(card(settings, found))
    if readme:
        insert(readme, f"{compression(found)}\n{forecasts(found, ('+60min', '+240min'))}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bundle", type=Path, required=True)
    parser.add_argument("--readme", type=Path, help="a README whose tables are to be replaced")
    options = parser.parse_args()
    with settings_file.one_sentence():
        write(options.bundle, options.readme)


if __name__ == "__main__":
    main()
