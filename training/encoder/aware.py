"""Quantization-aware fine-tuning of the student, and its way to an ONNX model that runs in int8.

Forward passes round as int8 would, gradients pass straight through (Jacob et al., arXiv:1712.05877).
"""

import copy
import warnings

import numpy as np
import onnx
import torch
from onnx import helper
from torch.ao.quantization import (
    FakeQuantize,
    MovingAverageMinMaxObserver,
    MovingAveragePerChannelMinMaxObserver,
    QConfig,
    QConfigMapping,
    disable_observer,
)
from torch.ao.quantization.fx.custom_config import PrepareCustomConfig
from torch.ao.quantization.quantize_fx import prepare_qat_fx

from training.encoder import weights
from training.encoder.graphs import Graph, bytes_first
from training.encoder.squeezenet import Blocks

ROUNDING = QConfig(
    activation=FakeQuantize.with_args(
        observer=MovingAverageMinMaxObserver,
        quant_min=0,
        quant_max=255,
        dtype=torch.quint8,
        qscheme=torch.per_tensor_affine,
    ),
    weight=FakeQuantize.with_args(
        observer=MovingAveragePerChannelMinMaxObserver,
        quant_min=-128,
        quant_max=127,
        dtype=torch.qint8,
        qscheme=torch.per_channel_symmetric,
        ch_axis=0,
    ),
)


def prepare(encoder, size: int):
    """The encoder with rounding where int8 rounds, sharing no weights with the one given."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        mapping = QConfigMapping().set_global(ROUNDING)
        whole = PrepareCustomConfig().set_non_traceable_module_classes([Blocks])
        example = (torch.zeros(1, 3, size, size),)
        return prepare_qat_fx(copy.deepcopy(encoder).train(), mapping, example, prepare_custom_config=whole)


def export(prepared, size: int) -> bytes:
    """ONNX with int8 weights, int32 biases and uint8 activations between Quantize- and DequantizeLinear."""
    prepared = copy.deepcopy(prepared)
    prepared.apply(disable_observer)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return bytes_first(fold(onnx.load_from_string(weights.export(prepared, size)))).SerializeToString()


def fold(model):
    """Weights rounded to int8 and biases to int32 once, not at each run; without it ONNX Runtime fuses nothing."""
    without_identities(model)
    found = Graph(model)
    nodes, values = [], dict(found.values)
    for node in found.graph.node:
        if node.op_type == "QuantizeLinear" and node.input[0] in values:
            values[node.output[0]] = rounded(node, values)
            continue
        if node.op_type == "DequantizeLinear" and node.input[0] in values:
            with_own_zero_point(node, values)
        if node.op_type == "Conv" and len(node.input) == 3 and node.input[2] in values:
            nodes.append(with_int32_bias(node, found, values))
        nodes.append(node)
    found.replace(nodes, values)
    onnx.checker.check_model(model)
    return model


def without_identities(model):
    names = {n.output[0]: n.input[0] for n in model.graph.node if n.op_type == "Identity"}
    kept = [n for n in model.graph.node if n.op_type != "Identity"]
    for node in kept:
        for i, name in enumerate(node.input):
            while name in names:
                name = names[name]
            node.input[i] = name
    del model.graph.node[:]
    model.graph.node.extend(kept)


def rounded(node, values):
    weight, scale, zero = (values[i] for i in node.input)
    scale = scale.reshape(-1, *[1] * (weight.ndim - 1)) if scale.ndim else scale
    limits = np.iinfo(zero.dtype)
    return np.clip(np.rint(weight / scale), limits.min, limits.max).astype(zero.dtype)


def with_own_zero_point(node, values):
    """ONNX Runtime makes uint8 of int8 weights on processors without VNNI, and refuses a zero point that two share."""
    own = f"{node.input[0]}.zero"
    values[own] = values[node.input[2]]
    node.input[2] = own


def with_int32_bias(node, found, values):
    """Replaces the bias of a convolution by an int32 one; its scale is the product of the input's and the weight's."""
    image, weight = (found.makers[i] for i in node.input[:2])
    scale = (values[image.input[1]] * values[weight.input[1]]).astype(np.float32)
    bias = values[node.input[2]]
    name = f"{node.input[2]}.int32"
    values[name] = np.rint(bias / scale).astype(np.int32)
    values[f"{name}.scale"], values[f"{name}.zero"] = scale, np.zeros(len(bias), np.int32)
    node.input[2] = f"{name}.float"
    inputs = [name, f"{name}.scale", f"{name}.zero"]
    return helper.make_node("DequantizeLinear", inputs, [node.input[2]], name=f"{name}.dequantize", axis=0)
