"""What an earlier bundle says of events, here the shipped one."""

import dataclasses
import json
import shutil

import numpy as np
import pytest
import torch

from training.common import runtime, settings
from training.common.bad_input import BadInput
from training.data import event_teacher, sources, specs
from training.data.samples import Samples
from training.data.series import within
from training.data.variables import NAMES
from training.forecaster import drawing
from training.tests.made_up import BUNDLE, ENCODER, MINE, OF_EXPORT, PERIOD, SETTINGS

# The shipped one reads another spec than these, which is what an earlier bundle does.
NAMED = settings.EventTeacher(str(BUNDLE), ["rain", "cloudy"], ["mine"], {"mine": ["air_pressure"]})
ASKED = dataclasses.replace(OF_EXPORT, event_teacher=NAMED)


@pytest.fixture(scope="module")
def known_to(samples):
    return event_teacher.of_settings(ASKED, BUNDLE, ["cloudy", "hail", "rain"])


def test_it_says_what_its_forecaster_says_of_what_it_was_given(known_to, samples):
    index = samples.index[:7]
    said = known_to.chances("mine", samples.known, index)
    kept = torch.tensor([float(name != "air_pressure") for name in NAMES])
    given = dataclasses.replace(samples.known, values=samples.known.values * kept, mask=samples.known.mask * kept)
    inputs = {f.name: f.build(given, index).numpy() for f in specs.SPECS["slots-3"].features}
    rain, cloudy = runtime.session(str(BUNDLE / "forecaster.onnx")).run(["events"], inputs)[0][:, :2].swapaxes(0, 1)
    np.testing.assert_array_equal(said[:, 0], cloudy)
    np.testing.assert_array_equal(said[:, 2], rain)
    assert said[:, 1].isnan().all()


def test_what_it_says_counts_as_much_as_what_happened(series):
    def chances(known, index):
        said = torch.full((len(index), 2, SETTINGS.slots.leads), torch.nan)
        said[:, 1] = 0.25
        return said

    blind = dataclasses.replace(series, frames={})
    of = blind, within(blind, PERIOD), SETTINGS.slots, None, ["rain", "cloudy"]
    told, plain = Samples(*of, chances), Samples(*of)
    taught, batch = told.taught(told.index[:5]), plain.taught(plain.index[:5])
    torch.testing.assert_close(taught["happened"][:, 0], batch["happened"][:, 0])
    torch.testing.assert_close(taught["happened"][:, 1], (batch["happened"][:, 1] + 0.25) / 2)
    assert set(taught["happened"][:, 1].flatten().tolist()) == {0.125, 0.625}
    assert torch.equal(taught["happened_mask"], batch["happened_mask"])
    assert torch.equal(told.batch(told.index[:5])["happened"], batch["happened"])


def test_the_branches_of_events_are_taught_by_it(samples, monkeypatch):
    monkeypatch.setattr(drawing.losing_hours, "lose_some", lambda batch, generator: batch)
    monkeypatch.setattr(Samples, "taught", lambda self, index: {"taught": torch.ones(len(index))})
    (batch,) = drawing.of_each([(1.0, [samples])], SETTINGS, 0)
    assert set(batch) == {"taught"}
    assert "truth" in drawing.draw([(1.0, [samples])], 8, np.random.default_rng(1))


def test_it_tells_nothing_where_a_source_that_it_knows_is_left_out(stations):
    knows = event_teacher.of_settings(ASKED, BUNDLE, stations.events)
    of = {"mine": dataclasses.replace(MINE, fold=1)}
    asked = dataclasses.replace(stations, settings=dataclasses.replace(ASKED, sources=of), event_teacher=knows)
    assert asked.chances_of("mine") is not None
    assert asked.of("mine", "train")[0].chances is not None
    assert asked.chances_of("another") is None
    assert dataclasses.replace(asked, fold=1).chances_of("mine") is None
    assert dataclasses.replace(asked, fold=2).chances_of("mine") is not None
    assert dataclasses.replace(asked, left_out="s").chances_of("mine") is None
    assert stations.chances_of("mine") is None


def test_whoever_reads_the_stations_reads_it_too(export, stations, tmp_path):
    """What is learnt of it has a name of its own."""
    read = sources.load(ASKED, export, tmp_path, ENCODER.read_bytes())
    assert read.of("mine", "train")[0].chances is not None
    assert read.digest != stations.digest


def test_an_event_of_the_same_name_and_another_threshold_is_another():
    wetter = dataclasses.replace(ASKED.events["rain"], threshold=1.0)
    asked = dataclasses.replace(ASKED, events=ASKED.events | {"rain": wetter})
    with pytest.raises(BadInput, match="tells no 'rain' as the settings define it; leave that out of the events in"):
        event_teacher.of_settings(asked, BUNDLE, ["rain", "cloudy"])


def test_it_is_asked_for_nothing_but_what_the_settings_name():
    asked = dataclasses.replace(ASKED, event_teacher=dataclasses.replace(NAMED, events=["rain"]))
    assert event_teacher.of_settings(asked, BUNDLE, ["cloudy", "rain"]).events == (None, 0)


def test_one_that_cannot_be_asked_is_refused_in_words(tmp_path):
    absent = dataclasses.replace(ASKED, event_teacher=dataclasses.replace(NAMED, bundle="bundles/none"))
    with pytest.raises(
        BadInput, match=r"\[event_teacher\] cannot be read .*put it into .*bundles/none, or leave that section out"
    ):
        event_teacher.of_settings(absent, tmp_path, ["rain"])
    unknown = dataclasses.replace(ASKED, event_teacher=dataclasses.replace(NAMED, sources=["mine", "theirs"]))
    with pytest.raises(BadInput, match="'theirs' in .event_teacher. is none of the settings' sources"):
        event_teacher.of_settings(unknown, tmp_path, ["rain"])
    misspelt = dataclasses.replace(ASKED, event_teacher=dataclasses.replace(NAMED, without={"mine": ["dew_point"]}))
    with pytest.raises(
        BadInput, match="The variable 'dew_point' in .event_teacher. is none of the settings' variables"
    ):
        event_teacher.of_settings(misspelt, tmp_path, ["rain"])
    other = shutil.copytree(BUNDLE, tmp_path / "other")
    text = (other / "config.toml").read_text().replace("leads = 24", "leads = 12")
    (other / "config.toml").write_text(text)
    with pytest.raises(BadInput, match="is of other slots than the settings"):
        event_teacher.of_settings(
            dataclasses.replace(ASKED, event_teacher=dataclasses.replace(NAMED, bundle=str(other))), tmp_path, []
        )


def test_without_one_nothing_is_asked(tmp_path):
    assert event_teacher.of_settings(OF_EXPORT, tmp_path, ["rain"]) is None
    assert [e["name"] for e in json.loads((BUNDLE / "manifest.json").read_text())["events"]][:2] == ["rain", "cloudy"]
