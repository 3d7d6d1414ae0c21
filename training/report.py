"""Scores of a forecaster against persistence on a test period."""

import numpy as np

import features
from forecaster import GHI, predict
from samples import INPUTS, Samples

LEADS = (60, 240)
# The sine of three degrees: below, irradiance is scored as night.
SUN_UP = 0.052


def crps(quantiles, truth, levels):
    """The continuous ranked probability score from quantiles: twice the pinball loss averaged over the levels
    (Gneiting and Raftery, J. Am. Stat. Assoc. 102 (2007); equal weights, so only comparable at equal levels)."""
    error = truth[..., None] - quantiles
    return 2 * np.maximum(levels * error, (levels - 1) * error).mean(-1)


def scores(runner, samples: Samples, levels, threshold, most=60_000) -> dict:
    """By variable and lead: MAE of the median and of persistence, CRPS, coverage of the 80% interval, cases.

    Persistence is the newest slot's value; only cases that have one count; irradiance counts by day. Rain: the Brier
    score against that of the base rate."""
    index = samples.index[:: max(1, len(samples.index) // most)]
    levels = np.array(levels)
    low, middle, high = (int(np.abs(levels - q).argmin()) for q in (0.1, 0.5, 0.9))
    quantiles, events, truth, mask, rain, rain_mask, now, now_mask = [], [], [], [], [], [], [], []
    up = []
    for part in np.array_split(index, max(1, len(index) // 2000)):
        batch = samples.batch(part)
        q, e = predict(runner, {name: batch[name].numpy() for name in INPUTS})
        quantiles.append(q), events.append(e[:, 0])
        for to, name in ((truth, "truth"), (mask, "truth_mask"), (rain, "rain"), (rain_mask, "rain_mask")):
            to.append(batch[name].numpy())
        up.append(batch["sun"][:, samples.slots.history :, 0].numpy() > SUN_UP)
        now.append(samples.values[part][:, samples.targets].numpy())
        now_mask.append(samples.mask[part][:, samples.targets].numpy())
    quantiles, events, truth, mask = map(np.concatenate, (quantiles, events, truth, mask))
    rain, rain_mask, now, now_mask = map(np.concatenate, (rain, rain_mask, now, now_mask))
    # By night irradiance says nothing of skill, and a thermopile's small negative offset lies outside any quantile.
    mask[:, GHI] *= np.concatenate(up)
    result = {}
    for t, name in enumerate(features.TARGETS):
        for lead in LEADS:
            column = lead // samples.slots.minutes - 1
            use = (mask[:, t, column] > 0) & (now_mask[:, t] > 0)
            if use.sum() < 100:
                continue
            q, y = quantiles[use, t, column], truth[use, t, column]
            result.setdefault(name, {})[f"+{lead}min"] = {
                "mae": rounded(np.abs(q[:, middle] - y).mean()),
                "maePersistence": rounded(np.abs(now[use, t] - y).mean()),
                "crps": rounded(crps(q, y, levels).mean()),
                "coverage80": rounded(((y >= q[:, low]) & (y <= q[:, high])).mean()),
                "cases": int(use.sum()),
            }
    for lead in LEADS:
        column = lead // samples.slots.minutes - 1
        use = rain_mask[:, column] > 0
        if use.sum() >= 100:
            y = (rain[use, column] >= threshold).astype(float)
            result.setdefault("rain", {})[f"+{lead}min"] = {
                "brier": rounded(((events[use, column] - y) ** 2).mean()),
                "brierOfBaseRate": rounded(y.mean() * (1 - y.mean())),
                "cases": int(use.sum()),
            }
    return result


def rounded(value) -> float:
    return float(f"{value:.4g}")


def table(by_source: dict) -> str:
    """The scores as a Markdown table."""
    lines = [
        "| data | variable | lead | MAE | persistence | CRPS | 80% covers | cases |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for source, result in by_source.items():
        for variable, leads in result.items():
            for lead, s in leads.items():
                if "mae" in s:
                    row = (s["mae"], s["maePersistence"], s["crps"], f"{100 * s['coverage80']:.1f}%", s["cases"])
                else:
                    row = (f"Brier {s['brier']}", f"base rate {s['brierOfBaseRate']}", "", "", s["cases"])
                lines.append(f"| {source} | {variable} | {lead} | " + " | ".join(str(c) for c in row) + " |")
    return "\n".join(lines)
