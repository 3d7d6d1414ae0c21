import dataclasses

import numpy as np
import pytest
import torch

from training.common import fit
from training.tests.made_up import (
    SETTINGS,
)


class Stopped(Exception):
    pass


def test_resumed_training_ends_as_if_it_had_not_been_stopped(tmp_path):
    recipe = dataclasses.replace(SETTINGS.student, epochs=3, batch=4, precision="float32")
    x = torch.randn(16, 5, generator=torch.Generator().manual_seed(1))

    def trained(folder, stop_in=None):
        torch.manual_seed(1)
        network = torch.nn.Sequential(torch.nn.Linear(5, 8), torch.nn.Dropout(0.5), torch.nn.Linear(8, 1))

        def loss(rows, epoch):
            if epoch == stop_in:
                raise Stopped
            return (network(x[rows]) - x[rows].sum(1, keepdim=True)).square().mean()

        return fit.fit(network, loss, np.arange(16), recipe, 1, folder, "test", averaging=0.9)

    whole = trained(tmp_path / "whole")
    with pytest.raises(Stopped):
        trained(tmp_path / "stopped", stop_in=2)
    resumed = trained(tmp_path / "stopped")
    for a, b in zip(whole.state_dict().values(), resumed.state_dict().values(), strict=True):
        assert torch.equal(a, b)
