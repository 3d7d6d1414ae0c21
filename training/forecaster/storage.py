"""The forecaster's large weights in few bits: rounded before widths are set, stored so in ONNX, whole once loaded."""

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

# Weights of matrices are stored in fewer bits from this size on.
LARGE = 2048
STEPS = 127  # of int8 on each side of zero


def round_weights(network):
    """Rounds the large weights, in place: of the members to int8 with a scale for each row, since their mean evens the
    rounding out; the one matrix from inputs to medians to half precision."""
    for name, parameter in network.named_parameters():
        if parameter.numel() < LARGE:
            continue
        if name.startswith("members."):
            scale = row_scale(parameter.data)
            parameter.data.copy_(torch.round(parameter.data / scale) * scale)
        else:
            parameter.data.copy_(parameter.data.half().float())


def row_scale(weight: torch.Tensor) -> torch.Tensor:
    """[rows, 1]: the step of each row of a matrix."""
    return weight.abs().amax(1, keepdim=True).clamp(min=1e-12) / STEPS


def stored(model):
    """The same graph with each large weight in the fewest bits that hold it; cast back once, when it is loaded."""
    graph = model.graph
    for weight in [i for i in graph.initializer if np.prod(i.dims) >= LARGE and i.data_type == TensorProto.FLOAT]:
        value, name = numpy_helper.to_array(weight), weight.name
        made = in_nothing(value, name) or in_half(value, name) or in_bytes(value, name)
        if made:
            graph.initializer.remove(weight)
            graph.initializer.extend(made[0])
            for node in reversed(made[1]):
                graph.node.insert(0, node)
    onnx.checker.check_model(model)
    return model


def in_nothing(value, name):
    """Initializers and nodes that give zeros, as a weight has that nothing was learnt for; None where there is more."""
    if value.any():
        return None
    fill = helper.make_node("ConstantOfShape", [f"{name}.shape"], [name])
    return [numpy_helper.from_array(np.array(value.shape, np.int64), f"{name}.shape")], [fill]


def in_half(value, name):
    """Initializers and nodes that give the value from half precision; None where that does not hold it."""
    half = value.astype(np.float16)
    if not np.array_equal(half.astype(np.float32), value):
        return None
    cast = helper.make_node("Cast", [f"{name}.half"], [name], to=TensorProto.FLOAT)
    return [numpy_helper.from_array(half, f"{name}.half")], [cast]


def in_bytes(value, name):
    """Likewise from int8 and a scale for each row."""
    scale = row_scale(torch.from_numpy(value.copy())).numpy()
    steps = np.round(value / scale)
    if not np.allclose(steps * scale, value, rtol=1e-5, atol=0):
        return None
    held = [numpy_helper.from_array(steps.astype(np.int8), f"{name}.int8")]
    held.append(numpy_helper.from_array(scale, f"{name}.scale"))
    cast = helper.make_node("Cast", [f"{name}.int8"], [f"{name}.steps"], to=TensorProto.FLOAT)
    return held, [cast, helper.make_node("Mul", [f"{name}.steps", f"{name}.scale"], [name])]


def held(model) -> dict:
    """By name, what a graph that stored made holds, whole: the inverse."""
    kept = {i.name: numpy_helper.to_array(i) for i in model.graph.initializer}
    found = {}
    for name, value in kept.items():
        whole, _, form = name.rpartition(".")
        if form == "int8":
            found[whole] = value.astype(np.float32) * kept[f"{whole}.scale"]
        elif form == "half":
            found[whole] = value.astype(np.float32)
        elif form == "shape":
            found[whole] = np.zeros(value, np.float32)
        elif form != "scale":
            found[name] = value
    return found
