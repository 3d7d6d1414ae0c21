"""What a new station gets, raw: places that a forecaster of one member never saw, each fold of places left out in turn.

Beside it persistence, and one LightGBM for all places on features that transfer, trained on the same places.
"""

import warnings
from pathlib import Path

import numpy as np

from training.common import runtime
from training.data.variables import TARGETS
from training.forecaster import train
from training.verify import peers, scores
from training.verify.cases import LEADS, cases, foretold

OF_PLACE, OF_TREES = 5000, 4000
ENOUGH = 150
# At these leads the trees are asked, minutes.
ASKED = (60, 240)


def of_all(settings, stations, folder: Path) -> dict:
    """By source and station, variable and lead: cases, MAE of persistence, trees and ours, our CRPS and coverage."""
    result = {}
    for number in train.folds(settings):
        runner = runtime.session(str(folder / f"fold-{number}.onnx"))
        trees = Trees(learnt_from(settings, stations, number))
        for name in [n for n, source in settings.sources.items() if source.fold == number]:
            asked = [s for s in stations.of(name, "train") if len(s.index)]
            result[name] = {s.series.name: of_station(s, runner, trees, settings) for s in asked}
    return result


def learnt_from(settings, stations, number: int) -> list:
    """Cases of each source that the fold leaves in and that is a place."""
    kept = [name for name, source in settings.sources.items() if source.fold not in (0, number)]
    return [cases([s for s in stations.of(name, "learn") if len(s.index)], OF_TREES) for name in kept]


def of_station(samples, runner, trees, settings) -> dict:
    test, levels, result = cases([samples], OF_PLACE), np.array(settings.forecaster.quantiles), {}
    quantiles, _ = foretold(runner, [samples], OF_PLACE)
    for target, variable in enumerate(TARGETS):
        for lead, minutes in enumerate(LEADS):
            use = ~np.isnan(test.truth[:, target, lead]) & ~np.isnan(test.now[:, target])
            if use.sum() < ENOUGH:
                continue
            truth, said = test.truth[use, target, lead], quantiles[use, target, lead]
            low, middle, high = (int(np.abs(levels - q).argmin()) for q in (0.1, 0.5, 0.9))
            found = {"cases": int(use.sum()), "persistence": np.abs(test.now[use, target] - truth).mean()}
            found["mae"], found["crps"] = (
                np.abs(said[:, middle] - truth).mean(),
                scores.crps(said, truth, levels).mean(),
            )
            found["coverage80"] = ((truth >= said[:, low]) & (truth <= said[:, high])).mean()
            if minutes in ASKED:
                found["trees"] = np.abs(trees.said(test, target, lead)[use] - truth).mean()
            kept = {k: v if k == "cases" else scores.rounded(v) for k, v in found.items()}
            result.setdefault(variable, {})[f"+{minutes}min"] = kept
    return result


class Trees:
    """One LightGBM for each variable and lead, of the median's departure from persistence; made when it is asked."""

    def __init__(self, training: list):
        self.training, self.made = training, {}
        self.table = np.concatenate([transferable(c) for c in training])

    def said(self, test, target: int, lead: int) -> np.ndarray:
        import lightgbm

        warnings.filterwarnings("ignore", message="X does not have valid feature names")
        if (target, lead) not in self.made:
            away = [c.truth[:, target, lead] - peers.base(c, target, lead) for c in self.training]
            y = np.concatenate(away)
            use = ~np.isnan(y)
            model = lightgbm.LGBMRegressor(objective="l1", n_jobs=1, **peers.BOOSTING | {"n_estimators": 250})
            self.made[target, lead] = model.fit(self.table[use], y[use])
        return self.made[target, lead].predict(transferable(test)) + peers.base(test, target, lead)


def transferable(c) -> np.ndarray:
    """The table of cases without the levels of temperature, dew point and pressure."""
    table = c.table.copy()
    table[:, [0, 1, 3]] = np.stack([table[:, 0] - table[:, 1], np.full(len(table), np.nan), np.zeros(len(table))], 1)
    return table
