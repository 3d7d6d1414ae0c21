"""Graphs rewritten for int8: the same function, in forms that int8 kernels have."""

from collections import Counter

import numpy as np
import onnx
import pytest
import torch
from torch import nn

from training.data import frames
from training.encoder import graphs, int8, weights
from training.encoder.squeezenet import SkyEncoder, by_blocks


class Dense(nn.Module):
    """Norms after a concatenation and a pooling between, as in DenseNet."""

    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(3, 8, 3, padding=1)
        self.norm = nn.Sequential(nn.BatchNorm2d(8), nn.ReLU())
        self.second = nn.Conv2d(8, 8, 1)
        self.after = nn.Sequential(nn.BatchNorm2d(16), nn.ReLU(), nn.AvgPool2d(2, 2), nn.Conv2d(16, 32, 1))

    def forward(self, x):
        first = self.first(x)
        both = torch.cat([first, self.second(self.norm(first))], 1)
        return self.after(both).mean(dim=(2, 3))


@pytest.fixture(scope="module")
def images():
    generator = np.random.default_rng(1)
    return [generator.normal(0, 1, (1, 3, 32, 32)).astype(np.float32) for _ in range(6)]


@pytest.fixture(scope="module")
def dense():
    torch.manual_seed(1)
    made = Dense()
    for norm in (m for m in made.modules() if isinstance(m, nn.BatchNorm2d)):
        nn.init.normal_(norm.weight), nn.init.normal_(norm.bias), nn.init.normal_(norm.running_mean)
    made.norm[0].weight.data[0] = 0  # a channel that is off
    return weights.export(made.eval(), 32)


def operators(model: bytes) -> Counter:
    return Counter(n.op_type for n in onnx.load_from_string(model).graph.node)


def test_norms_and_means_as_convolutions_are_the_same_function(dense, images):
    made = graphs.as_convolutions(onnx.load_from_string(dense)).SerializeToString()
    before, after = operators(dense), operators(made)
    assert before["BatchNormalization"] == 2 and before["AveragePool"] == 1
    assert not after["BatchNormalization"] and not after["AveragePool"]
    np.testing.assert_allclose(frames.embed(made, images), frames.embed(dense, images), rtol=1e-4, atol=1e-5)


def test_nothing_is_left_in_float_between(dense, images):
    made = int8.static(dense, images, fused=6)
    assert int8.cosine(frames.embed(dense, images), frames.embed(made, images)).min() > 0.99


def test_a_pooling_of_another_kind_is_left_alone():
    network = nn.Sequential(nn.Conv2d(3, 8, 1), nn.AvgPool2d(3, 2, padding=1), nn.Flatten())
    made = graphs.as_convolutions(onnx.load_from_string(weights.export(network, 32)))
    assert operators(made.SerializeToString())["AveragePool"] == 1


def test_concatenations_copy_bytes_and_blocks_are_moved_as_bytes(images):
    torch.manual_seed(1)
    encoder = by_blocks(SkyEncoder().eval())
    made = onnx.load_from_string(int8.static(weights.export(encoder, 32), images, fused=25))
    found = graphs.Graph(made)
    for node in (n for n in made.graph.node if n.op_type == "Concat"):
        scales = {found.makers[name].input[1] for name in node.input}
        scales |= {user.input[1] for user in found.users()[node.output[0]]}
        assert len(scales) == 1
    (blocks,) = (n for n in made.graph.node if n.op_type == "SpaceToDepth")
    assert found.makers[blocks.input[0]].op_type == "QuantizeLinear"


def test_what_goes_elsewhere_too_keeps_its_scale(dense, images):
    made = onnx.load_from_string(int8.static(dense, images))
    found = graphs.Graph(made)
    (node,) = (n for n in made.graph.node if n.op_type == "Concat")
    assert len({found.makers[name].input[1] for name in node.input}) == 2
