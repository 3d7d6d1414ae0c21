"""What a new station gets, raw: places that a forecaster of one member never saw, each fold of places left out in turn.

Beside it persistence, and one LightGBM for all places, trained on the same places.
"""

from pathlib import Path

import numpy as np

from training.common import runtime
from training.data.variables import TARGETS
from training.forecaster import left_out
from training.verify import scores, trees
from training.verify.cases import LEADS, foretold

ENOUGH = 150


def of_all(settings, stations, folder: Path, runs: Path, peered: bool = True) -> dict:
    """By source and station, variable and lead: cases, MAE of persistence, trees and ours, CRPS of trees and ours, and
    our coverage; peered: whether trees are trained beside."""
    result = {}
    for number in left_out.folds(settings):
        runner = runtime.session(str(folder / f"fold-{number}.onnx"))
        beside = trees.told(settings, stations, number, runs) if peered else {}
        for name, samples in left_out.left_out_of(settings, stations, number):
            station = samples.series.name
            result.setdefault(name, {})[station] = of_station(samples, runner, beside.get(station), settings)
    return result


def of_station(samples, runner, beside, settings) -> dict:
    """beside: [n, T, A, Q], what trees say at the leads that they are asked at, or None."""
    test, levels, result = trees.of_station(samples), np.array(settings.forecaster.quantiles), {}
    quantiles, _ = foretold(runner, [samples], trees.OF_PLACE)
    for target, variable in enumerate(TARGETS):
        for lead, minutes in enumerate(LEADS):
            use = ~np.isnan(test.truth[:, target, lead]) & ~np.isnan(test.now[:, target])
            if use.sum() < ENOUGH:
                continue
            truth, now = test.truth[use, target, lead], test.now[use, target]
            asked = (
                beside[use, target, trees.ASKED.index(minutes)]
                if beside is not None and minutes in trees.ASKED
                else None
            )
            found = {"cases": int(use.sum())} | scored(quantiles[use, target, lead], truth, now, asked, levels)
            result.setdefault(variable, {})[f"+{minutes}min"] = found
    return result


def scored(said, truth, now, beside, levels) -> dict:
    """said and beside: quantiles [n, Q], the latter None where trees were not asked."""
    low, middle, high = (int(np.abs(levels - q).argmin()) for q in (0.1, 0.5, 0.9))
    found = {"persistence": np.abs(now - truth).mean(), "mae": np.abs(said[:, middle] - truth).mean()}
    found["crps"] = scores.crps(said, truth, levels).mean()
    found["coverage80"] = ((truth >= said[:, low]) & (truth <= said[:, high])).mean()
    if beside is not None and not np.isnan(beside).any():
        found["trees"] = np.abs(beside[:, middle] - truth).mean()
        found["treesCrps"] = scores.crps(beside, truth, levels).mean()
    return {k: scores.rounded(v) for k, v in found.items()}
