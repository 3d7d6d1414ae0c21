"""What the training slots say of scales: by these the forecaster brings its inputs and its errors to one size."""

import numpy as np
import torch

from training.data.frames import EMBEDDING
from training.data.samples import Samples
from training.data.variables import GHI, TARGET_COLUMNS, TARGETS

# Fewer changes than so many say nothing of a station's unrest.
ENOUGH = 500


def statistics(sources: list[list[Samples]], slots, sky_features: int) -> tuple:
    """Of the training slots: mean and standard deviation [F] of the inputs, the root mean square [H, F] of their
    departures from the newest value, that of persistence's errors [T, L], and the basis [1 + K, E] of embeddings; where
    the spec has hours, also what of_hours gives."""
    samples = [s for source in sources for s in source]
    values = torch.cat([s.known.values[s.index] for s in samples]).double()
    mask = torch.cat([s.known.mask[s.index] for s in samples]).double()
    mean, std = weighted(values, mask)
    departures = Squares(slots.history, values.shape[1])
    errors = [Squares(len(TARGETS), slots.leads) for _ in sources]
    generator = np.random.default_rng(0)
    for source, of_source in zip(sources, errors, strict=True):
        for s in source:
            index = np.sort(generator.choice(s.index, min(len(s.index), 20_000), replace=False))
            batch, now = s.batch(index), s.known.values[index]
            there = s.known.mask[index][:, TARGET_COLUMNS][:, :, None]
            of_source.add(batch["truth"] - now[:, TARGET_COLUMNS][:, :, None], batch["truth_mask"] * there)
            departures.add(batch["history"] - now[:, None], batch["history_mask"] * s.known.mask[index][:, None])
    found = mean, std, swing(departures), spread(errors), basis(samples, sky_features)
    return found + of_hours(samples) if samples[0].spec.hours_back else found


def of_hours(samples: list[Samples]) -> tuple:
    """[hours, F] the root mean square of the departures of earlier hours from the newest value, and [GHI] the mean
    change of what is told by its value from hour to hour; of each station alike."""
    generator, departures, changes = np.random.default_rng(0), None, []
    for s in [s for s in samples if len(s.index)]:
        index = np.sort(generator.choice(s.index, min(len(s.index), 4000), replace=False))
        batch, now, there = s.inputs(index), s.known.values[index], s.known.mask[index]
        hours, known = batch["hours"], (batch["hours_mask"] > 0).float()
        departures = departures or Squares(*hours.shape[1:])
        departures.add(hours - now[:, None], known * there[:, None])
        both = (known[:, 1:] * known[:, :-1])[:, :, TARGET_COLUMNS[:GHI]]
        change = (hours[:, 1:] - hours[:, :-1]).abs()[:, :, TARGET_COLUMNS[:GHI]] * both
        changes.append(torch.where(both.sum((0, 1)) > ENOUGH, change.sum((0, 1)) / both.sum((0, 1)), torch.nan))
    stir = torch.stack(changes).nanmean(0)
    return swing(departures), torch.where(stir.isnan(), torch.ones_like(stir), stir).clamp(min=1e-3)


def swing(departures) -> torch.Tensor:
    """[H, F]: slots at which nothing departs, as the newest itself, take the mean over all."""
    each, mean = departures.root(), departures.root(dim=0)
    known = (departures.counts > 0) & (each > 1e-6)
    return torch.where(known, each, mean).clamp(min=1e-3)


def spread(errors: list) -> torch.Tensor:
    """[T, L]: the root mean square over sources. A source that knows few leads counts at all, on the way from nothing
    at once, or there would be a step at each hour; 1 where no source knows the variable."""
    each = []
    for source in errors:
        root, known = source.root().double().numpy(), source.counts.numpy() > 100
        leads = np.arange(1, root.shape[1] + 1)
        rows = [
            np.interp(leads, [0, *leads[k]], [0, *row[k]]) if k.any() else np.full(len(leads), np.nan)
            for row, k in zip(root, known, strict=True)
        ]
        each.append(np.square(rows))
    mean = torch.from_numpy(np.stack(each)).nanmean(0).sqrt()
    return torch.where(mean.isnan(), torch.ones_like(mean), mean).clamp(min=1e-3).float()


def weighted(values, mask):
    """Mean and standard deviation [F] over what is there; 0 and 1 where nothing is."""
    count = mask.sum(0).clamp(min=1)
    mean = (values * mask).sum(0) / count
    std = (((values - mean) ** 2 * mask).sum(0) / count).sqrt()
    known = (mask.sum(0) > 1) & (std > 1e-6)
    return mean.float(), torch.where(known, std, torch.ones_like(std)).float()


class Squares:
    """Sums of squares over cases, and how many there were."""

    def __init__(self, *shape):
        self.squares, self.counts = torch.zeros(shape, dtype=torch.double), torch.zeros(shape, dtype=torch.double)

    def add(self, value, mask):
        self.squares += (value.double() ** 2 * mask).sum(0)
        self.counts += mask.double().sum(0)

    def root(self, dim=None):
        """The root of the mean square; over a dimension together, with dim; 1 where there was none."""
        squares, counts = self.squares, self.counts
        if dim is not None:
            squares, counts = squares.sum(dim, keepdim=True), counts.sum(dim, keepdim=True)
        root = torch.where(counts > 0, (squares / counts.clamp(min=1)).sqrt(), torch.ones_like(squares))
        return root.float()


def basis(samples: list[Samples], count: int) -> torch.Tensor:
    """[1 + count, E]: the mean of the embeddings of the training slots, and their leading components over the root of
    their variances; zeros where there are no frames."""
    seen = [s.known.embeddings[np.unique(s.known.frame_of[s.index][s.known.frame_of[s.index] >= 0])] for s in samples]
    seen = torch.cat([e for e in seen if len(e)] or [torch.zeros(0, EMBEDDING)])
    if len(seen) <= count:
        return torch.zeros(1 + count, EMBEDDING)
    mean = seen.mean(0)
    _, values, components = torch.linalg.svd((seen - mean).double(), full_matrices=False)
    scale = (values[:count] / len(seen) ** 0.5).clamp(min=1e-6)
    # A component's sign is arbitrary; its largest entry is made positive, so that a second run gives the same.
    sign = components[:count].gather(1, components[:count].abs().argmax(1, keepdim=True)).sign()
    return torch.cat([mean[None], (components[:count] * sign / scale[:, None]).float()])
