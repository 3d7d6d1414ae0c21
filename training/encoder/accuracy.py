"""Top-1 and macro-F1 of a classifier of skies, each within its domain's classes, with 95% bootstrap intervals."""

import numpy as np

from training.encoder import skies as sky_images


def macro_f1(truth: np.ndarray, guess: np.ndarray, classes: np.ndarray) -> float:
    """The mean over classes of 2 TP / (2 TP + FP + FN)."""
    hit, of, as_ = (np.where(truth == guess, truth, -1), truth, guess)
    counts = [np.array([(x == c).sum() for c in classes]) for x in (hit, of, as_)]
    return float((2 * counts[0] / np.maximum(counts[1] + counts[2], 1)).mean())


def interval(draws) -> list:
    return [round(float(v), 4) for v in np.percentile(draws, [2.5, 97.5])]


def guesses(logits, skies, rows) -> np.ndarray:
    """[n]: the likeliest class of each row's own domain; logits [n, classes]."""
    return (logits + skies.columns()[skies.domain[rows]]).argmax(1).numpy()


def scores(logits, skies, rows, resamples=1000) -> dict:
    """By domain, over rows: top-1 and macro-F1, each with the interval of so many seeded resamples of the images."""
    guess, result = guesses(logits, skies, rows), {}
    for number, domain in enumerate(skies.domains):
        inside = skies.domain[rows] == number
        truth, found = skies.label[rows][inside], guess[inside]
        classes = np.flatnonzero([d == domain for d, _ in skies.classes])
        if not len(truth):
            continue
        generator = np.random.default_rng(1)
        drawn = [generator.integers(0, len(truth), len(truth)) for _ in range(resamples)]
        result[domain] = {
            "top1": round(float((truth == found).mean()), 4),
            "top1Interval": interval([(truth[d] == found[d]).mean() for d in drawn]),
            "macroF1": round(macro_f1(truth, found, classes), 4),
            "macroF1Interval": interval([macro_f1(truth[d], found[d], classes) for d in drawn]),
            "images": int(len(truth)),
        }
    return result


def by_part(logits, skies, rows) -> dict:
    """The scores on the validation and on the test images; logits in the order of rows."""
    result = {}
    for name in ("validate", "test"):
        chosen = np.isin(rows, skies.rows(sky_images.PARTS[name]))
        result[name] = scores(logits[chosen], skies, rows[chosen])
    return result
