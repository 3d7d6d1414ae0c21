"""What training makes small: pinball losses of all variables, and the entropy of events."""

import torch

from training.data.variables import GHI

# Entropies are ten times the scaled pinball losses; this lets neither rule.
EVENT_SHARE = 0.15
# W m-2 that weigh as much as another variable's error of persistence; half of the cases are by night and cost nothing.
IRRADIANCE_SCALE = 100.0


def loss_of(network, batch, levels):
    """Of each variable the mean over cases of the mean over their leads: a case of an hourly station, whose truth is
    known at four leads, counts as one with all of them."""
    named = {name: batch[name] for name in network.spec.names}
    row, known = network.inputs(named)
    return loss_of_rows(network, row, known, batch, levels, named["history_mask"])


def loss_of_rows(network, row, known, batch, levels, mask, leads=None):
    """The same of what the inputs made, at some leads; mask: as Network.scale reads it."""
    quantiles, events = network.told(row, known, mask, leads)
    scale, truth, there = network.unit(known).clone(), batch["truth"], batch["truth_mask"]
    scale[:, GHI] = irradiance_scale(network)
    if leads is not None:
        scale, truth, there = scale[..., leads], truth[..., leads], there[..., leads]
    continuous = mean_of_cases(pinball(quantiles, truth, levels) / scale, there)
    happened = batch["happened"]
    entropy = torch.nn.functional.binary_cross_entropy(events.clamp(1e-6, 1 - 1e-6), happened, reduction="none")
    mask = batch["happened_mask"]
    each = (entropy * mask).sum((0, 2)) / mask.sum((0, 2)).clamp(min=1)
    return continuous.mean() + EVENT_SHARE * each.mean()


def irradiance_scale(network):
    """W m-2 [L]. With a spec of hours it grows with the lead as persistence's errors do, as that of the other variables
    does: the next hour counts no less than the fourth."""
    spread = network.spread[GHI]
    grows = spread / spread.mean() if network.spec.hours_back else torch.ones_like(spread)
    return IRRADIANCE_SCALE * grows


def mean_of_cases(values, mask):
    """[T]: values and mask [N, T, L]."""
    leads = mask.sum(2)
    each = (values * mask).sum(2) / leads.clamp(min=1)
    return each.sum(0) / (leads > 0).sum(0).clamp(min=1)


def pinball(quantiles, truth, levels):
    """[N, T, L]: the pinball loss averaged over levels; truth [N, T, L]."""
    error = truth[..., None] - quantiles
    return torch.maximum(levels * error, (levels - 1) * error).mean(-1)
