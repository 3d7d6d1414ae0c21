"""What forecasts at places that were left out are held against: one LightGBM for all places, on features that transfer.

Of each variable and lead a model of the median, and the quantiles of what it missed by on the validation periods of the
places that it learnt from, among forecasts of a like departure.
"""

import sys
import warnings
from pathlib import Path

import numpy as np

from training.common import files
from training.data.embeddings import save
from training.data.variables import TARGETS
from training.forecaster import left_out
from training.verify import cases as cases_of_periods
from training.verify import peers
from training.verify.cases import LEADS, cases

OF_PLACE, OF_TREES, OF_MISSES = 5000, 4000, 1500
ROUNDS = 250
# At these leads trees are asked, minutes.
ASKED = (60, 240)
# Forecasts of one variable and lead are told apart by their departure in so many groups alike in number.
GROUPS = 8
# Fewer cases teach nothing.
ENOUGH = 500


def told(settings, stations, number: int, runs: Path) -> dict:
    """By station of the fold, [n, T, A, Q] its quantiles at the cases of of_station; kept once made."""
    asked = {s.series.name: of_station(s) for _, s in left_out.left_out_of(settings, stations, number)}
    kept = [name for name, source in settings.sources.items() if source.fold != number]
    learnt, missed = (
        [cases([s for s in stations.of(name, period) if len(s.index)], most) for name in kept]
        for period, most in ((left_out.learnt(settings), OF_TREES), ("validate", OF_MISSES))
    )
    levels = settings.forecaster.quantiles
    digests = [[c.digest() for c in each] for each in (learnt, missed, asked.values())]
    code = files.code(sys.modules[__name__], peers, cases_of_periods)
    file = runs / f"trees-{number}-{files.identity(digests, levels, code)}.npz"
    if not file.exists():
        made = {name: np.full((len(c.now), len(TARGETS), len(ASKED), len(levels)), np.nan) for name, c in asked.items()}
        table = np.concatenate([transferable(c) for c in learnt])
        for target, at in np.ndindex(len(TARGETS), len(ASKED)):
            lead = LEADS.index(ASKED[at])
            model = median(table, learnt, target, lead)
            of = misses(model, missed, target, lead, np.array(levels)) if model else None
            for name, c in asked.items() if of else ():
                made[name][:, target, at] = of(c)
        files.write(file, lambda p: save(p, **made))
    with np.load(file) as found:
        return {name: found[name] for name in asked}


def of_station(samples):
    """The cases at which a station that was left out is scored."""
    return cases([samples], OF_PLACE)


def median(table, learnt: list, target: int, lead: int):
    """The model of the departure from persistence; None where there is too little to learn from."""
    import lightgbm

    warnings.filterwarnings("ignore", message="X does not have valid feature names")
    away = np.concatenate([c.truth[:, target, lead] - peers.base(c, target, lead) for c in learnt])
    use = ~np.isnan(away)
    if use.sum() < ENOUGH:
        return None
    model = lightgbm.LGBMRegressor(objective="l1", n_jobs=1, **peers.BOOSTING | {"n_estimators": ROUNDS})
    return model.fit(table[use], away[use])


def misses(model, missed: list, target: int, lead: int, levels):
    """A function from cases to quantiles [n, Q]: the model's, and of what it missed by where it said the like."""
    said = np.concatenate([model.predict(transferable(c)) for c in missed])
    truth = np.concatenate([c.truth[:, target, lead] - peers.base(c, target, lead) for c in missed])
    known = ~np.isnan(truth)
    said, away = said[known], (truth - said)[known]
    borders = np.quantile(said, np.linspace(0, 1, GROUPS + 1)[1:-1])
    of_group = np.searchsorted(borders, said)
    found = np.stack(
        [np.quantile(away[of_group == g] if (of_group == g).any() else away, levels) for g in range(GROUPS)]
    )
    found[:, len(levels) // 2] = 0  # the median is the model's

    def quantiles(c):
        departure = model.predict(transferable(c))
        made = found[np.searchsorted(borders, departure)] + (departure + peers.base(c, target, lead))[:, None]
        return np.sort(made, 1)

    return quantiles


def transferable(c) -> np.ndarray:
    """The table of cases without the levels of temperature, dew point and pressure."""
    table = c.table.copy()
    table[:, [0, 1, 3]] = np.stack([table[:, 0] - table[:, 1], np.full(len(table), np.nan), np.zeros(len(table))], 1)
    return table
