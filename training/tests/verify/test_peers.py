import dataclasses

import numpy as np

from training.data import variables
from training.tests.made_up import OF_EXPORT
from training.verify import peers, verify
from training.verify.cases import LEADS, cases


def test_cases_hold_now_truth_and_sky(stations):
    found = cases(stations.of("mine", "test"), 10_000)
    series = stations.series["mine"][0]
    at = (found.reference - series.start[0]) // 600
    np.testing.assert_array_equal(found.now[:, 0], series.values[at - 1, 0])
    np.testing.assert_array_equal(found.truth[:, 0, 2], series.values[at - 1 + LEADS[2] // 10, 0])
    assert np.isnan(found.truth[:, variables.GHI]).all()
    assert found.with_sky().all()


def test_climatology_knows_the_hour(stations):
    training, test = (cases(stations.of("mine", p), 10_000) for p in ("train", "test"))
    said = peers.Climatology(training, np.array([0.1, 0.5, 0.9])).quantiles(0, test.reference)
    assert (np.diff(said, axis=1) >= 0).all()
    hours = (test.reference // 3600) % 24
    assert said[hours == 6, 1].mean() > said[hours == 18, 1].mean() + 4


def test_the_mix_weighs_persistence_less_far_ahead(stations):
    training = cases(stations.of("mine", "train"), 10_000)
    climatology = peers.Climatology(training, np.array([0.1, 0.5, 0.9]))
    near, far = (peers.mix(training, climatology, 0, lead) for lead in (0, 4))
    assert far < 0.8 < near < 1.05


def test_each_station_is_left_out_in_turn(stations, tmp_path):
    twice = [stations.series["mine"][0], dataclasses.replace(stations.series["mine"][0], name="south")]
    both = dataclasses.replace(stations, series={"mine": twice}, embeddings={"mine": stations.embeddings["mine"] * 2})
    found = verify.of_left_out("mine", both, OF_EXPORT, tmp_path)
    assert set(found) == {"north", "south"}
    assert set(found["south"]["air_temperature"]["+60min"]) == {"left out", "seen", "persistence"}
