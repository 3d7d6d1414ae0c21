import argparse
import dataclasses

import numpy as np
import pytest

from training.common import told
from training.common.bad_input import BadInput
from training.data import embeddings
from training.tests.made_up import (
    MINE,
    OF_EXPORT,
)


def test_an_event_that_no_source_knows_is_left_out(stations):
    assert stations.events == ["rain"]


def test_a_period_without_data_is_one_sentence(stations):
    empty = dataclasses.replace(MINE, test=["2030-01-01", "2030-02-01"])
    elsewhere = dataclasses.replace(stations, settings=dataclasses.replace(OF_EXPORT, sources={"mine": empty}))
    with pytest.raises(BadInput, match="'mine' holds nothing from 2030-01-01 to 2030-02-01"):
        elsewhere.of("mine", "test")


def test_a_station_without_cases_in_a_period_is_named_once_and_left_out(stations, capsys):
    told.once.cache_clear()
    (whole,) = stations.series["mine"]
    # A second station whose data end before the test period begins.
    before = whole.start < np.datetime64(MINE.test[0], "s").astype("int64")
    short = dataclasses.replace(whole, name="short", values=np.where(before[:, None], whole.values, np.nan))
    two = dataclasses.replace(
        stations,
        series={"mine": [whole, short]},
        embeddings={"mine": [*stations.embeddings["mine"], stations.embeddings["mine"][0]]},
    )
    for _ in range(2):
        assert [samples.series.name for samples in two.of("mine", "test")] == [whole.name]
    assert [samples.series.name for samples in two.of("mine", "train")] == [whole.name, "short"]
    (said,) = capsys.readouterr().err.splitlines()
    assert said.startswith("The station short of the source 'mine' has no cases from")
    assert said.endswith("is left out of its 'test'.")


def test_widths_are_set_on_weeks_that_are_not_learnt_from(stations):
    learn, calibrate, train, validate = (
        set(stations.of("mine", p)[0].index.tolist()) for p in ("learn", "calibrate", "train", "validate")
    )
    assert not learn & calibrate
    assert learn < train and calibrate < train and not validate & train
    assert 0.2 < len(calibrate) / len(train) < 0.6


def test_a_training_period_of_few_weeks_may_keep_none_for_widths(stations):
    rare = dataclasses.replace(
        OF_EXPORT, forecaster=dataclasses.replace(OF_EXPORT.forecaster, calibration_every=100_000)
    )
    every = dataclasses.replace(stations, settings=rare)
    assert not any(len(samples.index) for samples in every.of("mine", "calibrate"))
    (learn,), (train,) = (every.of("mine", period) for period in ("learn", "train"))
    np.testing.assert_array_equal(learn.index, train.index)


def test_an_encoder_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(BadInput, match="The encoder .*none.onnx cannot be read"):
        embeddings.encoder_of(argparse.Namespace(encoder=tmp_path / "none.onnx"))
    with pytest.raises(BadInput, match="no quantized encoder in"):
        embeddings.encoder_of(argparse.Namespace(encoder=None, runs=tmp_path))
