"""A forecaster out of a bundle's ONNX, to be trained on."""

import onnx
import torch

from training.common.bad_input import BadInput
from training.data.variables import TARGETS
from training.forecaster import storage
from training.forecaster.network import Network

# What is in the graph under one member's name alone, or for other specs alone, and what the code makes anew.
MADE = ("patterns", "between")


def restore(model: bytes, settings, events: int) -> Network:
    """The network that export wrote, with the settings of its bundle; raises BadInput where the model does not hold it
    by name."""
    found = {name: torch.from_numpy(v.copy()) for name, v in storage.held(onnx.load_from_string(model)).items()}
    asked = ["mean", "std", "swing", "sky_basis", "before", "stir"]
    given = [found.get(f"inputs.{name}") for name in asked]
    spread = found.get("spread")
    if spread is None or any(value is None for value in given):
        raise BadInput(
            "The bundle's forecaster does not hold its weights by name, so it cannot be trained on; take a bundle of "
            "the spec slots-3 that this version made."
        )
    mean, std, swing, sky, before, stir = given
    network = Network(settings.forecaster, settings.slots, events, mean, std, swing, spread, sky, before, stir)
    network.calibrated(network.patterns, found["scales"].reshape(1, 2, len(TARGETS), settings.slots.leads))
    own = network.state_dict()
    missing = [name for name in own if name not in found and name.rpartition(".")[2] not in MADE]
    if missing:
        raise BadInput(f"The bundle's forecaster and its config.toml do not fit: there is no {missing[0]}.")
    network.load_state_dict({name: found[name] for name in own if name in found}, strict=False)
    return network.eval()
