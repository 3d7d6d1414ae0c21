import dataclasses

import numpy as np
import torch

from training.common import runtime
from training.data import variables
from training.data.losing import lose_some
from training.forecaster import storage
from training.forecaster.member import Member, Members, between_knots
from training.forecaster.network import BOUNDS, Network, export, predict, toward_whole
from training.tests.made_up import SETTINGS, TINY, said, scales_of


def test_quantiles_never_cross_and_stay_within_their_bounds(network, samples):
    quantiles, events = said(network, samples.batch(samples.index[:500]))
    assert (quantiles.diff(dim=-1) >= 0).all()
    for target, (low, high) in enumerate(BOUNDS):
        assert quantiles[:, target].min() >= low and quantiles[:, target].max() <= high
    assert ((events > 0) & (events < 1)).all()


def test_what_stands_in_a_masked_cell_changes_nothing(network, samples):
    batch = lose_some(samples.batch(samples.index[:64]), torch.Generator().manual_seed(1))
    other = dict(batch)
    other["history"] = torch.where(batch["history_mask"] > 0, batch["history"], torch.tensor(-999.0))
    other["sky"] = torch.where(batch["sky_mask"] > 0, batch["sky"], torch.tensor(7.0))
    other["sky_age"] = torch.where(batch["sky_mask"] > 0, batch["sky_age"], torch.tensor(44.0))
    for a, b in zip(said(network, batch), said(network, other), strict=True):
        torch.testing.assert_close(a, b)


def test_nothing_observed_still_gives_numbers(network, samples):
    batch = {name: torch.zeros_like(value) for name, value in samples.batch(samples.index[:2]).items()}
    assert all(torch.isfinite(part).all() for part in said(network, batch))


def test_exported_network_says_the_same(network, samples):
    runner = runtime.session(export(network, TINY.slots))
    batch = samples.batch(samples.index[:7])
    exported = predict(runner, {name: batch[name].numpy() for name in network.spec.names})
    for a, b in zip(exported, said(network, batch), strict=True):
        np.testing.assert_allclose(a, b.numpy(), rtol=1e-4, atol=1e-3)


def test_weights_in_few_bits_are_what_they_were_rounded_to(network, samples):
    large = Network(SETTINGS.forecaster, SETTINGS.slots, 2, *scales_of(samples)).eval()
    for parameter in large.parameters():
        torch.nn.init.normal_(parameter, std=0.05)
    batch, before = samples.batch(samples.index[:7]), len(export(large, SETTINGS.slots))
    exact = said(large, batch)
    storage.round_weights(large)
    model, rounded = export(large, SETTINGS.slots), said(large, batch)
    assert len(model) < 0.3 * before and len(model) < 2_000_000
    exported = predict(runtime.session(model), {name: batch[name].numpy() for name in network.spec.names})
    for a, b, c in zip(exported, rounded, exact, strict=True):
        np.testing.assert_allclose(a, b.numpy(), rtol=1e-4, atol=1e-3)
        assert not torch.equal(b, c)


def test_rain_counts_by_whether_it_fell(network):
    history = torch.zeros(1, SETTINGS.slots.history, len(variables.NAMES))
    column = variables.NAMES.index(variables.RAIN)
    history[0, 2, column], history[0, -1, column] = 0.1, 10.0
    newest = history[:, -1]
    found = network.inputs.rain(history, newest)[0]
    assert found.shape == (5 + 6 + 1,)
    torch.testing.assert_close(found[[0, -2, -1]], torch.log(torch.tensor([2.0, 101.0, 101.0])))
    assert (found[1:-2] == 0).all()


def test_a_station_that_rounds_is_foretold_whole_numbers():
    values = torch.linspace(1000, 1003, 301)
    drawn = toward_whole(values, torch.ones(1))
    assert (drawn.diff() >= -1e-4).all()
    near = (values - values.round()).abs() < 0.1
    assert (drawn - drawn.round()).abs()[near].max() < 0.01
    torch.testing.assert_close(toward_whole(values, torch.zeros(1)), values)


def test_only_what_is_whole_counts_as_rounded(network, samples):
    batch = samples.batch(samples.index[:4])
    history, pressure = batch["history"].clone(), variables.TARGETS.index("air_pressure")
    column = variables.NAMES.index("air_pressure")
    history[:, :, column] = history[:, :, column].round()
    columns, mask = network.inputs.columns[: variables.GHI], batch["history_mask"]
    rounded = network.inputs.rounded((history * mask)[:, :, columns], mask[:, :, columns])
    assert (rounded[:, pressure] == 1).all()
    assert (rounded[:, variables.TARGETS.index("air_temperature")] < 0.2).all()


def test_members_say_together_the_mean_of_what_each_says():
    config = dataclasses.replace(TINY.forecaster, members=3, blocks=2)
    three = [Member(config, 9, TINY.slots.leads, 2) for _ in range(3)]
    for number, parameter in enumerate(p for member in three for p in member.parameters()):
        torch.nn.init.normal_(parameter, generator=torch.Generator().manual_seed(number))
    row, leads = torch.randn(5, 9, generator=torch.Generator().manual_seed(1)), torch.tensor([0, 3])
    each, together = [said_by(member.eval(), row) for member in three], Members(three).eval()
    for found, at_leads, parts in zip(together(row), together(row, leads), zip(*each, strict=True), strict=True):
        torch.testing.assert_close(found, torch.stack(parts).mean(0), rtol=1e-4, atol=1e-4)
        torch.testing.assert_close(at_leads, found if found.shape[1] == 2 else found[:, :, leads])


def said_by(member, row):
    """Medians, distances and logits of one member, layer by layer."""
    hidden = torch.nn.functional.silu(member.first(row))
    for block in member.blocks:
        hidden = hidden + torch.nn.functional.silu(block(hidden))
    leads, knots = member.leads, member.between.shape[1]
    widths = torch.nn.functional.softplus(member.width(hidden)).reshape(len(row), 6, knots, -1)
    centre, logits = member.centre(hidden), member.event(row)
    return centre.reshape(-1, 6, leads), member.between @ widths, logits.reshape(len(row), -1, leads)


def test_widths_between_knots_are_weighted_means():
    between = between_knots(24)
    torch.testing.assert_close(between.sum(1), torch.ones(24))
    assert (between >= 0).all() and between[0, 0] == 1 and between[-1, -1] == 1
