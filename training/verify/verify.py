"""Scores the forecaster on the test periods against its peers.

Writes runs/verification-IDENTITY.json: by source, variable and lead the scores of persistence, climatology, their mix,
smart persistence, LightGBM, the forecaster without frames and with them, each with a 95% interval from blocks of days;
and for each station of a source with leave_one_out the scores of a forecaster that never saw it.
"""

import dataclasses
import json
from pathlib import Path

import numpy as np
import torch

from training.common import files, runtime, told
from training.common.cores import threads
from training.data import sources
from training.data.embeddings import ENCODER, save
from training.data.variables import GHI, TARGETS
from training.forecaster import clear_sky, left_out, train
from training.verify import cases as cases_of_periods
from training.verify import first_days, folds, peers, scores, trees
from training.verify.cases import LEADS, cases, foretold
from training.verify.scores import Blocks, of_point, of_probability, of_quantiles, with_interval

TEST_CASES, TRAINING_CASES = 18_000, 24_000
CODE = files.code(cases_of_periods, clear_sky, first_days, folds, peers, scores, trees)
ENOUGH = 100


def of_source(name: str, stations, runner, settings, runs: Path, peered: bool) -> dict:
    """Scores by variable or event, and lead; peered: whether LightGBM is trained beside."""
    levels, result = np.array(settings.forecaster.quantiles), {}
    training, test = cases(stations.of(name, "train"), TRAINING_CASES), cases(stations.of(name, "test"), TEST_CASES)
    said = with_and_without(runner, test)
    if peered and not left_out.folds(settings):
        said = {"LightGBM": boosting(name, training, test, levels, runs)} | said
    climatology = peers.Climatology(training, levels)
    for target, variable in enumerate(TARGETS):
        for lead, minutes in enumerate(LEADS):
            at = {model: quantiles[:, target, lead] for model, (quantiles, _) in said.items()}
            found = of_variable_at(at, training, test, climatology, target, lead)
            if found:
                result.setdefault(variable, {})[f"+{minutes}min"] = found
    return result | of_events(said, training, test, stations.events)


def events_of_source(name: str, stations, runner) -> dict:
    """Scores by event and lead alone."""
    training, test = cases(stations.of(name, "train"), TRAINING_CASES), cases(stations.of(name, "test"), TEST_CASES)
    return of_events(with_and_without(runner, test), training, test, stations.events)


def of_events(said, training, test, events: list) -> dict:
    result = {}
    for number, event in enumerate(events):
        for lead, minutes in enumerate(LEADS):
            at = {model: probabilities[:, number, lead] for model, (_, probabilities) in said.items()}
            found = of_event_at(at, training, test, number, lead, "with frames" in said)
            if found:
                result.setdefault(event, {})[f"+{minutes}min"] = found
    return result


def with_and_without(runner, test) -> dict:
    """By name, quantiles and probabilities of the forecaster with frames, where there are any, and without."""
    own = foretold(runner, test.samples, TEST_CASES)
    if not test.with_sky().any():
        return {"without frames": own}
    return {"with frames": own, "without frames": foretold(runner, test.samples, TEST_CASES, blind=True)}


def of_variable_at(said, training, test, climatology, target, lead) -> dict | None:
    """Scores of quantiles [n, Q] and of the simple peers; None where there are too few cases."""
    truth, levels = test.truth[:, target, lead], climatology.levels
    middle = len(levels) // 2
    use = ~np.isnan(truth) & ~np.isnan(test.now[:, target])
    if "LightGBM" in said:
        use &= ~np.isnan(said["LightGBM"][:, middle])
    if use.sum() < ENOUGH:
        return None
    if "LightGBM" in said and np.isnan(said["LightGBM"][use]).any():
        said = said | {"LightGBM": said["LightGBM"][:, middle]}
    said, blocks = points(training, test, climatology, target, lead) | said, Blocks(test.day[use])
    drawn = {m: drawn_of(v[use], truth[use], levels, blocks) for m, v in said.items()}
    return compared(drawn, int(use.sum()))


def points(training, test, climatology, target, lead) -> dict:
    """What the simple peers say: [n] a value, or [n, Q] quantiles."""
    at = test.reference + LEADS[lead] * 60
    then, now = climatology.quantiles(target, at), test.now[:, target]
    weight, middle = peers.mix(training, climatology, target, lead), then.shape[1] // 2
    said = {"persistence": now, "climatology": then, "mix": weight * now + (1 - weight) * then[:, middle]}
    if target == GHI:
        said["smart persistence"] = test.smart[:, lead]
    return said


def drawn_of(said, truth, levels, blocks):
    return of_quantiles(said, truth, levels, blocks) if said.ndim == 2 else of_point(said, truth, blocks)


def compared(drawn: dict, count: int) -> dict:
    """Scores with intervals, and the forecaster's difference to persistence and ratio to LightGBM."""
    ours = drawn.get("with frames", drawn.get("without frames"))
    found = {m: {k: with_interval(v) for k, v in of.items()} for m, of in drawn.items()}
    result = {"cases": count, "scores": found}
    for peer in ("persistence", "smart persistence"):
        if peer in drawn:
            result[f"minus {peer}"] = with_interval(ours["mae"] - drawn[peer]["mae"])
    if "LightGBM" not in drawn:
        return result
    # A peer that gave its median alone is not asked for a distribution.
    compared_by = ("mae", "crps") if "coverage80" in drawn["LightGBM"] else ("mae",)
    result["over LightGBM"] = {k: with_interval(ours[k] / drawn["LightGBM"][k]) for k in compared_by}
    if "crps" not in compared_by:
        found["LightGBM"].pop("crps")
    return result


def of_event_at(said, training, test, event, lead, framed: bool) -> dict | None:
    """Scores of probabilities, of cases with a frame where the source has frames; None where there are too few."""
    happened = test.happened[:, event, lead]
    use = ~np.isnan(happened) & (test.with_sky() if framed else True)
    if use.sum() < ENOUGH or not 0 < happened[use].mean() < 1:
        return None
    blocks, known = Blocks(test.day[use]), training.happened[:, event, lead]
    said = {m: p for m, p in said.items() if not np.isnan(p[use]).any()}
    drawn = {m: of_probability(p[use], happened[use], blocks) for m, p in said.items()}
    base = np.full(use.sum(), np.nanmean(known))
    found = {m: {k: with_interval(v) for k, v in of.items()} for m, of in drawn.items()}
    found["base rate"] = {"brier": with_interval(blocks.means((base - happened[use]) ** 2))}
    result = {"cases": int(use.sum()), "happened": scores.rounded(happened[use].mean()), "scores": found}
    if framed:
        gained = {k: drawn["with frames"][k] - drawn["without frames"][k] for k in ("brier", "auc")}
        result["with minus without frames"] = {k: with_interval(v) for k, v in gained.items()}
    return result


def boosting(name, training, test, levels, runs: Path):
    """LightGBM's quantiles and probabilities, kept once made: by what it reads, and by its code."""
    kept = runs / f"boosted-{name}-{files.identity(training.digest(), test.digest(), levels.tolist(), CODE)}.npz"
    if not kept.exists():
        quantiles, events = peers.boosted(training, test, levels, threads(torch.get_num_threads()))
        files.write(kept, lambda p: save(p, quantiles=quantiles.astype(np.float32), events=events))
    with np.load(kept) as found:
        return found["quantiles"], found["events"]


def of_left_out(source: str, stations, settings, runs: Path) -> dict:
    """By station of a source: MAE on its test period of a forecaster trained on everything but that station, of one
    member and in fewer epochs, of one trained so on everything, and of persistence."""
    config = dataclasses.replace(settings.forecaster, epochs=settings.forecaster.left_out_epochs, members=1)
    short = dataclasses.replace(settings, forecaster=config)
    known = runtime.session(train.model(short, stations, runs))
    result = {}
    for series in stations.series[source]:
        without = dataclasses.replace(stations, left_out=series.name)
        asked = [s for s in stations.of(source, "test") if s.series is series]
        if not asked:
            continue
        blind = runtime.session(train.model(short, without, runs))
        test = cases(asked, TEST_CASES)
        said = {"left out": foretold(blind, test.samples, TEST_CASES)[0]}
        said["seen"] = foretold(known, test.samples, TEST_CASES)[0]
        result[series.name] = by_variable(said, test, len(settings.forecaster.quantiles) // 2)
    return result


def by_variable(said: dict, test, middle: int) -> dict:
    result = {}
    for target, variable in enumerate(TARGETS):
        for lead, minutes in enumerate(LEADS):
            truth = test.truth[:, target, lead]
            use = ~np.isnan(truth) & ~np.isnan(test.now[:, target])
            if minutes < 60 or use.sum() < ENOUGH:
                continue
            found = {m: np.abs(q[use, target, lead, middle] - truth[use]).mean() for m, q in said.items()}
            found["persistence"] = np.abs(test.now[use, target] - truth[use]).mean()
            result.setdefault(variable, {})[f"+{minutes}min"] = {m: scores.rounded(v) for m, v in found.items()}
    return result


def run(settings, stations, folder: Path, runs: Path, peered: bool = True) -> Path:
    """The file with the scores of the forecaster in folder; nothing is done where it is finished. peered: whether
    LightGBM is trained beside it, which takes longer than all else."""
    kept = runs / f"verification-{files.identity(folder.name, CODE, *([] if peered else ['no peers']))}.json"
    if not kept.exists():
        runner, found = runtime.session(str(folder / "forecaster.onnx")), {}
        for number, name in enumerate(settings.sources):
            told.once(f"scores of {name}, {number + 1} of {len(settings.sources)} sources")
            found[name] = of_source(name, stations, runner, settings, runs, peered)
        files.save_json(kept, {"model": folder.name, "sources": found})
    found = json.loads(kept.read_text())
    if left_out.folds(settings) and "places" not in found:
        found["places"] = folds.of_all(settings, stations, folder, runs, peered)
        files.save_json(kept, found)
    if left_out.folds(settings) and "firstDays" not in found:
        found["firstDays"] = first_days.of_all(settings, stations, folder)
        files.save_json(kept, found)
    if "leftOut" not in found:
        names = [name for name, source in settings.sources.items() if source.leave_one_out]
        files.save_json(kept, found | {"leftOut": {n: of_left_out(n, stations, settings, runs) for n in names}})
    return kept


def step(options) -> Path:
    settings, stations = sources.given(options)
    return run(settings, stations, train.run(settings, stations, options.runs), options.runs, not options.no_peers)


NO_PEERS = (("--no-peers",), {"action": "store_true", "help": "train no LightGBM to hold the forecaster against"})
OPTIONS = [ENCODER, NO_PEERS]
