"""What the forecaster is held against: persistence, climatology, their mix, smart persistence, gradient boosting."""

import warnings

import numpy as np
from tqdm import tqdm

from training.data.variables import GHI
from training.forecaster.network import BOUNDS
from training.verify.cases import LEADS, Cases

BOOSTING = {"n_estimators": 130, "learning_rate": 0.08, "num_leaves": 31, "min_child_samples": 60, "max_bin": 127}
BOOSTING |= {"colsample_bytree": 0.6, "subsample": 0.8, "subsample_freq": 1, "verbosity": -1, "seed": 1}
SKY_COMPONENTS = 24
# Each level costs a model: at these leads all are made, at the others the median alone.
WHOLE = (60, 240)


class Climatology:
    """Quantiles of the training period by month and hour of day, UTC, of all stations of a source together."""

    def __init__(self, cases: Cases, levels):
        self.levels, self.values = levels, {}
        lead = len(LEADS) - 1
        at = cases.reference + LEADS[lead] * 60
        self.month, self.hour = month_and_hour(at)
        self.truth = cases.truth[:, :, lead]

    def quantiles(self, target: int, seconds: np.ndarray) -> np.ndarray:
        """[n, Q] at these times."""
        month, hour = month_and_hour(seconds)
        said = np.full((len(seconds), len(self.levels)), np.nan)
        for m in range(1, 13):
            # A month and its neighbours; a source of less than a year has no other way.
            near = np.isin(self.month, [(m + d - 1) % 12 + 1 for d in (-1, 0, 1)])
            for h in range(24):
                asked = (month == m) & (hour == h)
                if asked.any():
                    said[asked] = self.cell(target, near, h)
        return said

    def cell(self, target, near, hour):
        for inside in (near & (self.hour == hour), self.hour == hour, near, np.ones_like(near)):
            values = self.truth[inside, target]
            values = values[~np.isnan(values)]
            if len(values) >= 20:
                return np.quantile(values, self.levels)
        return np.full(len(self.levels), np.nan)


def month_and_hour(seconds):
    time = np.asarray(seconds, "int64").astype("datetime64[s]")
    return time.astype("datetime64[M]").astype(int) % 12 + 1, (seconds // 3600) % 24


def mix(training: Cases, climatology: Climatology, target: int, lead: int):
    """The weight of persistence beside climatology at a lead: least squares on the training period (Murphy, Weather and
    Forecasting 7 (1992), 692-698)."""
    middle = len(climatology.levels) // 2
    then = climatology.quantiles(target, training.reference + LEADS[lead] * 60)[:, middle]
    departure, truth = training.now[:, target] - then, training.truth[:, target, lead] - then
    use = ~np.isnan(departure) & ~np.isnan(truth)
    return float((departure[use] * truth[use]).sum() / max((departure[use] ** 2).sum(), 1e-9))


def base(cases: Cases, target: int, lead: int) -> np.ndarray:
    """What trees learn the departure from: persistence, of the clear-sky index for irradiance."""
    return cases.smart[:, lead] if target == GHI else cases.now[:, target]


def inputs(training: Cases, cases: Cases) -> tuple[np.ndarray, np.ndarray]:
    """The tables of both, with the leading components of the training's embeddings where there are frames."""
    from sklearn.decomposition import PCA

    if training.with_sky().sum() < 10 * SKY_COMPONENTS:
        return training.table, cases.table
    components = PCA(SKY_COMPONENTS, random_state=1).fit(training.sky[training.with_sky()])

    def joined(c):
        sky = np.full((len(c.table), SKY_COMPONENTS), np.nan, np.float32)
        sky[c.with_sky()] = components.transform(c.sky[c.with_sky()])
        return np.concatenate([c.table, sky], 1)

    return joined(training), joined(cases)


def boosted(training: Cases, cases: Cases, levels, threads: int):
    """LightGBM, a model for each target, lead and level, each event and lead: quantiles [n, T, L, Q], sorted along the
    levels, and probabilities [n, E, L]; NaN where there is nothing to learn from, or only the median was asked for."""
    import lightgbm

    warnings.filterwarnings("ignore", message="X does not have valid feature names")
    x, asked = inputs(training, cases)
    n, targets = len(asked), training.truth.shape[1]
    quantiles = np.full((n, targets, len(LEADS), len(levels)), np.nan)
    events = np.full((n, training.happened.shape[1], len(LEADS)), np.nan)
    for target, lead in tqdm([(t, i) for t in range(targets) for i in range(len(LEADS))], "boosting"):
        y = training.truth[:, target, lead] - base(training, target, lead)
        use = ~np.isnan(y)
        if use.sum() < 500:
            continue
        for i, level in enumerate(levels):
            if LEADS[lead] not in WHOLE and i != len(levels) // 2:
                continue
            model = lightgbm.LGBMRegressor(objective="quantile", alpha=level, n_jobs=threads, **BOOSTING)
            quantiles[:, target, lead, i] = model.fit(x[use], y[use]).predict(asked) + base(cases, target, lead)
    for event, lead in [(e, i) for e in range(events.shape[1]) for i in range(len(LEADS))]:
        y = training.happened[:, event, lead]
        use = ~np.isnan(y)
        if use.sum() >= 500 and 0 < y[use].mean() < 1:
            model = lightgbm.LGBMClassifier(n_jobs=threads, **BOOSTING | {"n_estimators": 120, "num_leaves": 12})
            events[:, event, lead] = model.fit(x[use], y[use]).predict_proba(asked)[:, 1]
    low, high = (np.array([b[i] for b in BOUNDS])[None, :, None, None] for i in (0, 1))
    clipped = np.clip(quantiles, low, high)
    whole = ~np.isnan(clipped).any(-1, keepdims=True)
    return np.where(whole, np.sort(clipped, axis=-1), clipped), events
