"""Weights from files, and networks to ONNX."""

import io
from pathlib import Path

import torch

from training.common.bad_input import BadInput
from training.encoder.squeezenet import SkyEncoder


def read_weights(path: Path) -> dict:
    """A file of weights; raises BadInput if it is absent or no such file."""
    try:
        return torch.load(path, map_location="cpu", weights_only=True)
    except Exception as e:  # torch.load throws what the file makes it throw
        raise BadInput(f"The weights {path} cannot be read: {str(e).splitlines()[0]}") from e


def load_encoder(path: Path) -> SkyEncoder:
    """The encoder with ImageNet weights in torchvision's layout; raises BadInput if they do not fit."""
    state, encoder = read_weights(path), SkyEncoder()
    try:
        encoder.load_state_dict({k: v for k, v in state.items() if not k.startswith("classifier.")})
    except RuntimeError as e:
        raise BadInput(f"The weights {path} do not fit SqueezeNet 1.1 in torchvision's layout: {e}.") from e
    return encoder.eval()


def fit_weights(network, state, path, name):
    try:
        network.load_state_dict(state)
    except RuntimeError as e:
        raise BadInput(f"The weights {path} do not fit {name}: {str(e).splitlines()[1].strip()}") from e


def export(encoder, size: int) -> bytes:
    """ONNX of [1, 3, size, size] "image" to "embedding"."""
    file = io.BytesIO()
    torch.onnx.export(
        encoder.cpu().eval(),
        (torch.zeros(1, 3, size, size),),
        file,
        input_names=["image"],
        output_names=["embedding"],
        opset_version=17,
        dynamo=False,
    )
    return file.getvalue()
