import dataclasses

import numpy as np
import torch

from training.data.samples import Samples
from training.data.series import within
from training.forecaster import scaling
from training.tests.made_up import (
    EVENTS,
    PERIOD,
    SETTINGS,
)


def test_the_sky_basis_gives_components_of_unit_variance(samples):
    basis = scaling.basis([samples], 4)
    frames = samples.known.frame_of[samples.index]
    seen = samples.known.embeddings[np.unique(frames[frames >= 0])]
    along = (seen - basis[0]) @ basis[1:].T
    torch.testing.assert_close(along.mean(0), torch.zeros(4), atol=1e-4, rtol=0)
    torch.testing.assert_close(along.std(0, correction=0), torch.ones(4), atol=1e-3, rtol=0)


def test_spread_has_no_step_where_a_source_knows_hours_alone(samples, series):
    hourly = dataclasses.replace(series, values=series.values.copy(), frames={})
    hourly.values[np.arange(len(hourly.start)) % 6 != 0] = np.nan
    hourly.values[:, 0] *= 3
    rough = Samples(hourly, within(hourly, PERIOD), SETTINGS.slots, None, EVENTS)
    *_, spread, _ = scaling.statistics([[samples], [rough]], SETTINGS.slots, 4)
    ratio = spread[0, 1:] / spread[0, :-1]
    assert ratio[3:].max() < 1.3
