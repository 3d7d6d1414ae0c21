from collections import Counter

import numpy as np
import onnx
import pytest
import torch
from PIL import Image

from training.data import frames
from training.encoder import (
    aware,
    int8,
    weights,
)
from training.encoder.squeezenet import SkyEncoder, by_blocks


@pytest.fixture(scope="module")
def encoder():
    torch.manual_seed(1)
    return SkyEncoder().eval()


@pytest.fixture(scope="module")
def paths(tmp_path_factory):
    folder, generator = tmp_path_factory.mktemp("frames"), np.random.default_rng(1)
    paths = []
    for i in range(8):
        coarse = generator.integers(0, 255, (12, 12, 3), dtype=np.uint8)
        paths.append(folder / f"{i}.png")
        Image.fromarray(coarse).resize((256, 192)).save(paths[-1])
    return paths


def shared_int8(model: bytes) -> list:
    """Names of int8 constants that more than one node reads."""
    graph = onnx.load_from_string(model).graph
    reads = Counter(name for node in graph.node for name in node.input)
    return [i.name for i in graph.initializer if i.data_type == onnx.TensorProto.INT8 and reads[i.name] > 1]


def test_blocks_of_pixels_are_the_same_function(encoder):
    image = torch.randn(2, 3, 96, 96, generator=torch.Generator().manual_seed(1)) * 60
    with torch.no_grad():
        torch.testing.assert_close(by_blocks(encoder)(image), encoder(image), atol=1e-5, rtol=1e-5)


def test_int8_agrees_with_float_and_runs_in_int8(encoder, paths):
    plain = weights.export(encoder, 224)
    images = [frames.prepare(Image.open(path), 224) for path in paths]
    made = int8.static(weights.export(by_blocks(encoder), 224), images, fused=25)
    assert int8.cosine(frames.embed(plain, images), frames.embed(made, images)).min() > 0.9
    assert len(made) < len(plain) / 3
    assert len(int8.dynamic(plain)) < len(plain) / 3
    with pytest.raises(RuntimeError, match="of 25 convolutions run in int8"):
        int8.require_fused(plain, 25)


def test_what_was_trained_with_rounding_is_what_runs_in_int8(encoder, paths):
    prepared = aware.prepare(by_blocks(encoder), 224)
    images = [frames.prepare(Image.open(path), 224) for path in paths]
    with torch.no_grad():
        for image in images:
            prepared(torch.from_numpy(image))
    made = int8.require_fused(aware.export(prepared, 224), 25)
    assert not shared_int8(made), "processors without VNNI could not load it"
    rounding = prepared.eval().apply(aware.disable_observer)
    with torch.no_grad():
        said = np.concatenate([rounding(torch.from_numpy(image)).numpy() for image in images])
    assert int8.cosine(frames.embed(made, images), said).min() > 0.99
