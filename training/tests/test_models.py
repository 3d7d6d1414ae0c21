import copy
import dataclasses
import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
import torch

from training.common import runtime, settings
from training.data import specs, variables
from training.data.losing import lose_some
from training.data.samples import Samples
from training.data.series import Series, within
from training.forecaster import calibration, loss, scaling, storage, train
from training.forecaster.member import between_knots
from training.forecaster.network import BOUNDS, Network, export, predict, toward_whole
from training.verify import scores

HERE = Path(__file__).resolve().parent.parent
BUNDLE = HERE.parent / "models" / "skycast"
SETTINGS = settings.load(HERE / "config.toml")
TINY = dataclasses.replace(
    SETTINGS,
    forecaster=dataclasses.replace(SETTINGS.forecaster, hidden=16, epochs=2, steps_per_epoch=8, batch=64),
)
EVENTS = ["rain", "cloudy"]
PERIOD = ["2026-01-01", "2026-01-20"]


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    torch.set_num_threads(1)


@pytest.fixture(scope="module")
def series():
    """Three weeks of made-up weather, with a frame every twelve slots."""
    generator = np.random.default_rng(5)
    n = 3 * 7 * 144
    start = 1_767_225_600 + np.arange(n) * 600
    values = np.full((n, len(variables.NAMES)), np.nan, np.float32)
    day = np.sin(np.arange(n) * 2 * np.pi / 144)
    for name, level, swing in (("air_temperature", 5, 4), ("relative_humidity", 70, 15), ("air_pressure", 1010, 3)):
        values[:, variables.NAMES.index(name)] = level + swing * day + generator.normal(0, 0.3, n)
    values[:, variables.NAMES.index("wind_speed")] = 4 + day + generator.normal(0, 0.3, n)
    values[:, variables.NAMES.index("surface_downwelling_shortwave_flux_in_air")] = np.maximum(0, 300 * day)
    values[:, variables.NAMES.index(variables.RAIN)] = (generator.random(n) < 0.05) * 0.5
    values[generator.random(values.shape) < 0.05] = np.nan
    happened = {name: (generator.random(n) < 0.2).astype(np.float32) for name in EVENTS}
    made = Series("s", 55.0, 12.0, start, values, {}, happened)
    made.frames = {i: (Path("x"), int(start[i]) + 300) for i in range(0, n, 12)}
    return made


@pytest.fixture(scope="module")
def samples(series):
    embeddings = np.random.default_rng(1).random((len(series.frames), 512)).astype(np.float32)
    return Samples(series, within(series, PERIOD), SETTINGS.slots, embeddings, EVENTS)


@pytest.fixture(scope="module")
def network(samples):
    torch.manual_seed(3)
    scales = scaling.statistics([[samples]], TINY.slots, TINY.forecaster.sky_features)
    made = Network(TINY.forecaster, TINY.slots, 2, *scales)
    for parameter in made.parameters():
        torch.nn.init.normal_(parameter, std=0.2)
    return made.eval()


def run(network, batch):
    with torch.no_grad():
        return network.of(batch)


def test_the_first_lead_is_the_very_next_slot(series, samples):
    index = samples.index[:5]
    batch = samples.batch(index)
    truth = np.nan_to_num(series.values)[index + 1][:, variables.TARGET_COLUMNS]
    np.testing.assert_array_equal(batch["truth"][:, :, 0].numpy(), truth)
    np.testing.assert_array_equal(batch["history"][:, -1].numpy(), np.nan_to_num(series.values)[index])


def test_sky_is_used_until_it_is_too_old(samples):
    batch = samples.batch(samples.index[:24])
    age = batch["sky_age"][:, 0].numpy()
    has = batch["sky_mask"][:, 0].numpy() > 0
    assert has.any() and not has.all()
    assert (age[has] <= SETTINGS.slots.sky_max_age_minutes).all() and (age[has] >= 0).all()
    assert (batch["sky"].numpy()[~has] == 0).all()


def test_quantiles_never_cross_and_stay_within_their_bounds(network, samples):
    quantiles, events = run(network, samples.batch(samples.index[:500]))
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
    for a, b in zip(run(network, batch), run(network, other), strict=True):
        torch.testing.assert_close(a, b)


def test_nothing_observed_still_gives_numbers(network, samples):
    batch = {name: torch.zeros_like(value) for name, value in samples.batch(samples.index[:2]).items()}
    assert all(torch.isfinite(part).all() for part in run(network, batch))


def test_exported_network_says_the_same(network, samples):
    runner = runtime.session(export(network, TINY.slots))
    batch = samples.batch(samples.index[:7])
    said = predict(runner, {name: batch[name].numpy() for name in network.spec.names})
    for a, b in zip(said, run(network, batch), strict=True):
        np.testing.assert_allclose(a, b.numpy(), rtol=1e-4, atol=1e-3)


def test_weights_in_few_bits_are_what_they_were_rounded_to(network, samples):
    large = Network(SETTINGS.forecaster, SETTINGS.slots, 2, *scales_of(samples)).eval()
    for parameter in large.parameters():
        torch.nn.init.normal_(parameter, std=0.05)
    batch, before = samples.batch(samples.index[:7]), len(export(large, SETTINGS.slots))
    exact = run(large, batch)
    storage.round_weights(large)
    model, rounded = export(large, SETTINGS.slots), run(large, batch)
    assert len(model) < 0.3 * before and len(model) < 2_000_000
    said = predict(runtime.session(model), {name: batch[name].numpy() for name in network.spec.names})
    for a, b, c in zip(said, rounded, exact, strict=True):
        np.testing.assert_allclose(a, b.numpy(), rtol=1e-4, atol=1e-3)
        assert not torch.equal(b, c)


def test_the_means_of_members_share_one_matrix(samples, tmp_path):
    sources = [(1.0, [samples])]
    made = [train.member(TINY, sources, n, tmp_path, "test") for n in range(TINY.forecaster.members)]
    network = train.train(TINY, sources, tmp_path / "whole")
    assert made[0].straight.weight.abs().max() > 0
    batch = samples.batch(samples.index[:5])
    rows = [m.inputs(batch)[0] for m in made]
    alone = torch.stack([m.straight(row) for m, row in zip(made, rows, strict=True)]).mean(0)
    torch.testing.assert_close(network.straight(rows[0]), alone)


def test_rain_counts_by_whether_it_fell(network):
    history = torch.zeros(1, SETTINGS.slots.history, len(variables.NAMES))
    column = variables.NAMES.index(variables.RAIN)
    history[0, 2, column], history[0, -1, column] = 0.1, 10.0
    newest = history[:, -1]
    said = network.inputs.rain(history, newest)[0]
    assert said.shape == (5 + 6 + 1,)
    torch.testing.assert_close(said[[0, -2, -1]], torch.log(torch.tensor([2.0, 101.0, 101.0])))
    assert (said[1:-2] == 0).all()


def scales_of(samples):
    return scaling.statistics([[samples]], SETTINGS.slots, SETTINGS.forecaster.sky_features)


def test_training_lowers_the_loss_and_goes_on_where_it_was_stopped(samples, tmp_path, monkeypatch):
    sources, levels = [(1.0, [samples])], torch.tensor(TINY.forecaster.quantiles)
    checks = train.draw(sources, 256, np.random.default_rng(1))
    network = train.train(TINY, sources, tmp_path / "whole")
    torch.manual_seed(TINY.seed)
    scales = scaling.statistics([[samples]], TINY.slots, TINY.forecaster.sky_features)
    untrained = Network(TINY.forecaster, TINY.slots, 2, *scales).eval()
    with torch.no_grad():
        assert train.loss_of(network, checks, levels) < train.loss_of(untrained, checks, levels)
    draws = iter(range(20))  # the first member has sixteen

    def stopping(*arguments, **named):
        if next(draws, None) is None:
            raise KeyboardInterrupt
        return draw(*arguments, **named)

    draw = train.draw
    monkeypatch.setattr(train, "draw", stopping)
    with pytest.raises(KeyboardInterrupt):
        train.train(TINY, sources, tmp_path / "again")
    monkeypatch.setattr(train, "draw", draw)
    again = train.train(TINY, sources, tmp_path / "again")
    for a, b in zip(network.state_dict().values(), again.state_dict().values(), strict=True):
        assert torch.equal(a, b)


def test_an_hourly_station_is_forecast_for_between_its_readings(series):
    hourly = dataclasses.replace(series, values=series.values.copy(), frames={}, events={})
    hourly.values[np.arange(len(hourly.start)) % 6 != 0] = np.nan
    hourly.events.update({name: np.full(len(hourly.start), np.nan, np.float32) for name in EVENTS})
    made = Samples(hourly, within(hourly, PERIOD), SETTINGS.slots, None, EVENTS)
    assert (made.index % 6 == 0).all()
    assert len(made.recent) == pytest.approx(6 * len(made.index), rel=0.01)
    ages = 35 - made.batch(made.recent[:60])["history_mask"].amax(2).mul(torch.arange(36)).amax(1)
    assert ages.min() == 0 and ages.max() == 5


def test_crps_of_a_sure_forecast_is_its_error():
    levels = np.array([0.1, 0.5, 0.9])
    quantiles = np.full((1, 3), 2.0)
    assert scores.crps(quantiles, np.array([5.0]), levels) == pytest.approx(3.0)


def test_shipped_bundle_is_what_its_manifest_says():
    manifest = json.loads((BUNDLE / "manifest.json").read_text())
    for name, digest in manifest["files"].items():
        assert hashlib.sha256((BUNDLE / name).read_bytes()).hexdigest() == digest, name
    assert (BUNDLE / "config.toml").read_text() == (HERE / "config.toml").read_text()
    dtu = manifest["scores"]["dtu"]
    for variable in ("air_temperature", "relative_humidity", "wind_speed"):
        for lead in ("+60min", "+240min"):
            assert dtu[variable][lead]["mae"] < dtu[variable][lead]["maePersistence"]


def test_shipped_forecaster_gives_its_golden_cases():
    golden = json.loads((BUNDLE / "golden.json").read_text())
    runner = runtime.session(str(BUNDLE / "forecaster.onnx"))
    shapes = {"history": (1, 36, 11), "history_mask": (1, 36, 11), "sun": (1, 60, 3)}
    for case in golden["forecaster"]:
        inputs = {}
        for name in specs.SPECS["slots-1"].names:
            key = name.split("_")[0] + "".join(word.capitalize() for word in name.split("_")[1:])
            inputs[name] = np.array(case[key], np.float32).reshape(shapes.get(name, (1, -1)))
        quantiles, events = predict(runner, inputs)
        np.testing.assert_allclose(quantiles.ravel(), case["quantiles"], atol=case["tolerance"])
        np.testing.assert_allclose(events.ravel(), case["events"], atol=case["tolerance"])


def test_widths_between_knots_are_weighted_means():
    between = between_knots(24)
    torch.testing.assert_close(between.sum(1), torch.ones(24))
    assert (between >= 0).all() and between[0, 0] == 1 and between[-1, -1] == 1


def test_the_sky_basis_gives_components_of_unit_variance(samples):
    basis = scaling.basis([samples], 4)
    frames = samples.known.frame_of[samples.index]
    seen = samples.known.embeddings[np.unique(frames[frames >= 0])]
    along = (seen - basis[0]) @ basis[1:].T
    torch.testing.assert_close(along.mean(0), torch.zeros(4), atol=1e-4, rtol=0)
    torch.testing.assert_close(along.std(0, correction=0), torch.ones(4), atol=1e-3, rtol=0)


def left_outside(network, batches):
    levels = TINY.forecaster.quantiles
    low, high = levels.index(0.1), levels.index(0.9)
    sides, known = 0, 0
    for batch in batches:
        quantiles, _ = run(network, batch)
        truth, mask = batch["truth"][:, 0], batch["truth_mask"][:, 0]
        out = torch.stack([truth < quantiles[:, 0, :, low], truth > quantiles[:, 0, :, high]])
        sides, known = sides + (out * mask).sum((1, 2)), known + mask.sum()
    return (sides / known).numpy()


def test_each_side_is_widened_until_a_tenth_is_outside(network, samples):
    batches = list(calibration.chunks([samples]))
    before = left_outside(network, batches)
    calibration.calibrate(network, [[(1.0, [samples])]], TINY.slots, TINY.forecaster.quantiles)
    after = left_outside(network, batches)
    assert ((network.scales >= calibration.SCALES[0]) & (network.scales <= calibration.SCALES[-1])).all()
    assert (abs(after - 0.1) <= abs(before - 0.1) + 1e-3).all()
    network.calibrated(*uncalibrated())


def test_of_each_variable_the_period_that_needs_wider_intervals_decides():
    mild, wild = (np.full((2, 3, 4), scale, np.float32) for scale in (0.9, 1.1))
    mild[:, 1], wild[:, 1:] = 1.3, np.nan
    mild[:, 2] = np.nan
    found = calibration.widest([mild, wild])
    np.testing.assert_array_equal(found, np.broadcast_to(np.float32([1.1, 1.3, 1.0])[None, :, None], (2, 3, 4)))


def test_weeks_without_a_case_leave_widths_to_the_other_period(network, samples):
    empty = copy.copy(samples)
    empty.index = samples.index[:0]
    scales = []
    for periods in ([[(1.0, [samples])]], [[(1.0, [empty])], [(1.0, [samples])]]):
        calibration.calibrate(network, periods, TINY.slots, TINY.forecaster.quantiles)
        scales.append(network.scales.clone())
    assert torch.equal(*scales)
    network.calibrated(*uncalibrated())


def uncalibrated():
    return torch.zeros(1, 1 + len(variables.NAMES)), torch.ones(1, 2, len(variables.TARGETS), TINY.slots.leads)


def test_a_scale_is_found_between_those_that_were_tried():
    shares = np.linspace(0.3, 0.05, len(calibration.SCALES))
    found = calibration.reaching(shares)
    assert np.interp(found, calibration.SCALES, shares) == pytest.approx(0.1)
    assert calibration.reaching(shares - 0.3) == calibration.SCALES[0]
    assert calibration.reaching(shares + 0.3) == calibration.SCALES[-1]


def test_a_station_is_as_sure_as_those_that_report_like_it(network, samples):
    batch = samples.batch(samples.index[:3])
    hourly = batch["history_mask"] * (torch.arange(SETTINGS.slots.history) % 6 == 5).float()[None, :, None]
    patterns = torch.stack([network.inputs.pattern(m).mean(0) for m in (batch["history_mask"], hourly)])
    _, ones = uncalibrated()
    network.calibrated(patterns, torch.cat([ones, 2 * ones]))
    assert network.scale(batch["history_mask"]).mean() < 1.1 < 1.9 < network.scale(hourly).mean()
    network.calibrated(*uncalibrated())


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
    rounded = network.inputs.rounded(history * batch["history_mask"], batch["history_mask"])
    assert (rounded[:, pressure] == 1).all()
    assert (rounded[:, variables.TARGETS.index("air_temperature")] < 0.2).all()


def test_a_case_of_an_hourly_station_counts_as_one_with_all_leads():
    values, mask = torch.tensor([[[1.0, 3.0]], [[6.0, 0.0]]]), torch.tensor([[[1.0, 1.0]], [[1.0, 0.0]]])
    torch.testing.assert_close(loss.mean_of_cases(values, mask), torch.tensor([4.0]))


def test_spread_has_no_step_where_a_source_knows_hours_alone(samples, series):
    hourly = dataclasses.replace(series, values=series.values.copy(), frames={})
    hourly.values[np.arange(len(hourly.start)) % 6 != 0] = np.nan
    hourly.values[:, 0] *= 3
    rough = Samples(hourly, within(hourly, PERIOD), SETTINGS.slots, None, EVENTS)
    *_, spread, _ = scaling.statistics([[samples], [rough]], SETTINGS.slots, 4)
    ratio = spread[0, 1:] / spread[0, :-1]
    assert ratio[3:].max() < 1.3
