"""The model card: everything that was measured, and what the model is not."""

from training.bundle import places as places_of
from training.bundle import tables
from training.data import specs
from training.data.frames import EMBEDDING
from training.verify import first_days as of_windows
from training.verify import peers, verify


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
    """What the step speed measured, if it did."""
    if "speed" not in found:
        return ""
    return f"""Timed apart, on one thread beside a load of {found["speed"]["load"]} on {found["speed"]["cores"]} cores,
each form in turn, with weights that do not matter for time; int8 in the form that the step quantize makes now:

{tables.speed_table(found["speed"]["rows"])}

"""


def forecasts(found: dict, leads) -> str:
    """The section on the forecaster."""
    by_source = found["verification"]["sources"]
    boosted = any("over LightGBM" in found for of in by_source.values() for v in of.values() for found in v.values())
    trees = f"""; a ratio below 1 beats LightGBM, which
has a model for each source, variable, lead and quantile ({peers.BOOSTING["n_estimators"]} rounds, up to
{verify.TRAINING_CASES:,} cases of all training weeks; the quantiles beside the median at +1 h and +4 h only)"""
    return f"""MAE of the median, in brackets 95% intervals from resampled days{trees if boosted else ""}.

{tables.forecast_table(by_source, leads)}

{tables.event_table(by_source, leads)}

{tables.frames_say(by_source)}
"""


def origin(settings, found: dict) -> str:
    if not found["encoder"]:
        return ""
    ships, size = found["encoder"]["ships"], EMBEDDING
    return f"""SqueezeNet 1.1 without its classifier, started from ImageNet weights, fine-tuned on labelled skies and
distilled from {" and ".join(settings.distillation.teachers)}; int8 ({ships}), {size} values. What
ships is what was best on the validation images. All training images are photographs by day.

"""


def before(found: dict) -> str:
    """The section on the bundle that was in this one's place, where it is known."""
    if "before" not in found:
        return ""
    return f"""### Beside {found["before"]["model"]}

What both were scored on, MAE of the median or the area under the ROC curve:

{tables.before_table(found["before"], found["verification"]["sources"], ("+60min", "+240min"))}

"""


def left_out(settings, found: dict) -> str:
    return "".join(
        f"""A station that the forecaster never saw ({source}, mean of the stations, each left out in turn, in
{settings.forecaster.left_out_epochs} epochs), MAE:

{tables.left_out_table(stations)}

"""
        for source, stations in found["verification"]["leftOut"].items()
    )


def places(settings, found: dict) -> str:
    """The section on places that were left out, where there is one."""
    if not found["verification"].get("places"):
        return ""
    return f"""### What a new station gets

Each fold of places left out in turn, raw: a forecaster of one member in {settings.forecaster.left_out_epochs} epochs
that saw nothing of them, on their training periods. Its widths are set at the places of the other folds. MAE over that
of persistence; trees: one LightGBM ({peers.BOOSTING["num_leaves"]} leaves) on features that transfer, trained on the
same places, with the quantiles of what it missed by there. What ships is the mean of {settings.forecaster.members} such
networks that saw all places, with the widths that stations left out needed.

{places_of.table(found["verification"]["places"])}

{places_of.said(found["verification"]["places"])}

"""


def first_days(found: dict) -> str:
    """How bad the first days were at places that were left out, where that was measured."""
    tried = found["verification"].get("firstDays")
    if not tried:
        return ""
    rows = [[variable, *(ratio(by_lead.get(lead)) for lead in places_of.LEADS)] for variable, by_lead in tried.items()]
    windows = max(f["windows"] for by_lead in tried.values() for f in by_lead.values())
    return f"""Of up to {windows} windows of {of_windows.DAYS} days at these stations, each as if the station were new
then, {100 * of_windows.SHARE:.0f} in a hundred were no worse than this, MAE over persistence's; by this the live stage
trusts the forecaster at a new station before it has taught anything:

{tables.lines_of(["variable", *places_of.LEADS.values()], rows)}

"""


def ratio(found: dict | None) -> str:
    return f"{found['ratio']:.2f}" if found else ""


def ablations(settings) -> str:
    """The section on what was tried and left, where there is one."""
    if not settings.bundle.ablations:
        return ""
    head, *rows = settings.bundle.ablations
    return f"""### What was tried and left

{settings.bundle.ablations_by}

{tables.lines_of(head, rows)}

"""


def what(settings) -> str:
    """What the forecaster is, and whence its widths come."""
    members = settings.forecaster.members
    if specs.of(settings.slots).hours_back:
        return f"""The mean of {members} small networks over six hours of ten-minute slots and the
hours of two days, with masks, the sun's height and the newest sky; it predicts the departure from persistence, of the
clear-sky index for irradiance. It reads no levels of temperature and pressure, no calendar and no compass. Distances
between quantiles come of what is in the history, and grow by one factor for each variable, lead and side, which is what
stations needed that were left out. All weeks of the training periods are learnt from."""
    return f"""The mean of {members} small networks over six hours of ten-minute slots with masks, the sun's
position and the newest sky; it predicts the departure from persistence, of the clear-sky index for irradiance. Widths
of intervals are set by way of reporting and side, on one week in {settings.forecaster.calibration_every} of the
training period, from which weights are not learnt, and on the validation period: of each variable by whichever needed
the wider, since weather swings more in some years than in others."""


def attributions(settings) -> str:
    listed = "".join(f"- {line}\n" for line in settings.bundle.attributions)
    return f"\n## Attributions\n\n{listed}" if listed else ""


def card(settings, found: dict) -> str:
    periods = "\n".join(
        f"- {n}: trained {s.train[0]} to {s.train[1]}, loss watched on {s.validate[0]} to {s.validate[1]}, "
        f"scored on {s.test[0]} to {s.test[1]}"
        for n, s in settings.sources.items()
    )
    every = {lead: None for v in found["verification"]["sources"].values() for by in v.values() for lead in by}
    missing = [e for e in settings.events if e not in found["forecaster"]["events"]]
    unknown = f"No source knows the truth of: {', '.join(missing)}; there is no such event.\n" if missing else ""
    cautions = " ".join(settings.bundle.cautions)
    return f"""# Model card: {settings.bundle.id} {settings.bundle.version}

## Sky encoder

{origin(settings, found)}{compression(found)}
## Forecaster

{what(settings)}
Periods (half-open, UTC):

{periods}

{forecasts(found, every)}{unknown}
{places(settings, found)}{first_days(found)}{before(found)}{left_out(settings, found)}{ablations(settings)}\
**What it is not.** {cautions}
Where the 80% interval covers less than 77%, the forecaster is too sure of itself.
{attributions(settings)}"""
