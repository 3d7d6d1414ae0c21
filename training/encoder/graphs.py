"""Rewrites ONNX graphs, their function unchanged or nearly, into forms that run faster in int8.

What int8 kernels lack would be done in float between two roundings; what copies bytes should not have to rescale them.
"""

from collections import defaultdict

import numpy as np
import onnx
from onnx import helper, numpy_helper


class Graph:
    """Initializers and producers by name; what a rewriting reads and replaces."""

    def __init__(self, model):
        self.graph = model.graph
        self.values = {i.name: numpy_helper.to_array(i) for i in self.graph.initializer}
        self.makers = {o: n for n in self.graph.node for o in n.output}
        for node in self.graph.node:
            if node.op_type == "Constant":
                self.values[node.output[0]] = numpy_helper.to_array(node.attribute[0].t)

    def users(self) -> dict:
        """By name of a tensor, the nodes that read it."""
        found = defaultdict(list)
        for node in self.graph.node:
            for name in node.input:
                found[name].append(node)
        return found

    def replace(self, nodes, values):
        """These nodes, and of the values those that they read."""
        del self.graph.node[:], self.graph.initializer[:]
        used = {i for n in nodes for i in n.input}
        self.graph.node.extend(n for n in nodes if n.op_type != "Constant" or n.output[0] in used)
        constants = {n.output[0] for n in self.graph.node if n.op_type == "Constant"}
        kept = {k: v for k, v in values.items() if k in used and k not in constants}
        self.graph.initializer.extend(numpy_helper.from_array(v, k) for k, v in kept.items())


def as_convolutions(model):
    """Batch norms that no convolution took up, and means over 2 by 2, as convolutions of each channel alone.

    DenseNet norms what it has concatenated: in float, a third of its time in int8. A channel's only weight is exact in
    int8 with a scale of its own.
    """
    found, shapes = Graph(model), shapes_of(model)
    nodes, values = [], dict(found.values)
    for node in found.graph.node:
        if node.op_type == "BatchNormalization":
            node = norm(node, values)
        elif node.op_type == "AveragePool" and plain_pool(node):
            node = mean(node, shapes[node.input[0]][1], values)
        nodes.append(node)
    found.replace(nodes, values)
    onnx.checker.check_model(model)
    return model


def shapes_of(model) -> dict:
    inferred = onnx.shape_inference.infer_shapes(model).graph.value_info
    return {v.name: [d.dim_value for d in v.type.tensor_type.shape.dim] for v in inferred}


def norm(node, values):
    scale, bias, centre, variance = (values[i].astype(np.float64) for i in node.input[1:5])
    epsilon = next((a.f for a in node.attribute if a.name == "epsilon"), 1e-5)
    weight = scale / np.sqrt(variance + epsilon)
    return each_channel(node, weight.reshape(-1, 1, 1, 1), bias - centre * weight, values)


def plain_pool(node) -> bool:
    found = {a.name: helper.get_attribute_value(a) for a in node.attribute}
    plain = found.get("kernel_shape") == found.get("strides") == [2, 2]
    return plain and not any(found.get("pads", [])) and not found.get("ceil_mode", 0)


def mean(node, channels, values):
    return each_channel(node, np.full((channels, 1, 2, 2), 0.25), np.zeros(channels), values, strides=[2, 2])


def each_channel(node, weight, bias, values, **attributes):
    names = [node.input[0], f"{node.output[0]}.weight", f"{node.output[0]}.bias"]
    values[names[1]], values[names[2]] = weight.astype(np.float32), bias.astype(np.float32)
    attributes |= {"group": len(weight), "kernel_shape": list(weight.shape[2:])}
    return helper.make_node("Conv", names, list(node.output), name=node.name, **attributes)


def without_rescaling(model):
    """Concatenations that copy bytes: what goes into one and nowhere else is rounded by the scale of what comes out."""
    found = Graph(model)
    users = found.users()
    for node in found.graph.node:
        if node.op_type != "Concat" or any(u.op_type != "QuantizeLinear" for u in users[node.output[0]]):
            continue
        scale = users[node.output[0]][0].input[1:]
        pairs = [into(name, found, users) for name in node.input]
        if all(pairs):
            for each in (n for pair in pairs for n in pair):
                each.input[1:] = scale
    return model


def into(name, found, users):
    """The Quantize- and DequantizeLinear on the way into a tensor, or None where they serve something else too."""
    back = found.makers.get(name)
    if back is None or back.op_type != "DequantizeLinear" or len(users[name]) > 1:
        return None
    there = found.makers.get(back.input[0])
    alone = there is not None and there.op_type == "QuantizeLinear" and len(users[back.input[0]]) == 1
    return (there, back) if alone else None


def without_zeros(model):
    """Leaves out the zero points of biases; no zero point means zero, and they are a number for each channel."""
    found = Graph(model)
    for node in found.graph.node:
        zero = found.values.get(node.input[2]) if len(node.input) == 3 else None
        if node.op_type == "DequantizeLinear" and zero is not None and zero.dtype == np.int32 and not zero.any():
            del node.input[2:]
    found.replace(list(found.graph.node), found.values)
    return model


def bytes_first(model):
    """Rounds before blocks of pixels are moved, not after: the same numbers, a quarter of the bytes to move."""
    found = Graph(model)
    nodes = list(found.graph.node)
    for blocks in [n for n in nodes if n.op_type == "SpaceToDepth"]:
        after = found.users()[blocks.output[0]]
        if [n.op_type for n in after] != ["QuantizeLinear"]:
            continue
        (rounding,) = after
        rounding.input[0], blocks.input[0] = blocks.input[0], blocks.output[0]
        rounding.output[0], blocks.output[0] = blocks.output[0], rounding.output[0]
        nodes.remove(rounding)
        nodes.insert(nodes.index(blocks), rounding)
    found.replace(nodes, found.values)
    # The types that were noted for the names between are those of before.
    del model.graph.value_info[:]
    onnx.checker.check_model(model)
    return model
