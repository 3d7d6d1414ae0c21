"""Float ONNX models in int8: statically, with ranges from images, and dynamically."""

import tempfile
from pathlib import Path

import numpy as np
import onnx
from onnxruntime.quantization import (
    CalibrationDataReader,
    QuantFormat,
    QuantType,
    quantize_dynamic,
    quantize_static,
)
from onnxruntime.quantization.shape_inference import quant_pre_process

from training.common.runtime import session
from training.encoder import graphs


class Frames(CalibrationDataReader):
    def __init__(self, images):
        self.images = ({"image": image} for image in images)

    def get_next(self):
        return next(self.images, None)


def fused_convolutions(model: bytes) -> int:
    """How many convolutions ONNX Runtime runs in int8 from end to end."""
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/optimized.onnx"
        session(model, path)
        return sum(node.op_type == "QLinearConv" for node in onnx.load(path).graph.node)


def static(fp32: bytes, calibration, fused: int = 0) -> bytes:
    """QDQ with activations uint8 and weights int8 per channel, ranges from the calibration images.

    Raises RuntimeError if fewer convolutions than asked run in int8 from end to end: the model would be slow.
    """
    with tempfile.TemporaryDirectory() as folder:
        plain, prepared, int8 = (f"{folder}/{n}.onnx" for n in ("plain", "prepared", "int8"))
        Path(plain).write_bytes(fp32)
        quant_pre_process(plain, prepared)
        onnx.save(graphs.as_convolutions(onnx.load(prepared)), prepared)
        quantize_static(
            prepared,
            int8,
            Frames(calibration),
            quant_format=QuantFormat.QDQ,
            per_channel=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
        )
        made = graphs.bytes_first(graphs.without_zeros(graphs.without_rescaling(onnx.load(int8))))
        return require_fused(made.SerializeToString(), fused)


def require_fused(model: bytes, wanted: int) -> bytes:
    found = fused_convolutions(model) if wanted else 0
    if found < wanted:
        raise RuntimeError(f"Only {found} of {wanted} convolutions run in int8; the model would be slow.")
    return model


def dynamic(fp32: bytes) -> bytes:
    """Weights int8; activations are quantized by each image's own range at run time."""
    with tempfile.TemporaryDirectory() as folder:
        plain, int8 = f"{folder}/plain.onnx", f"{folder}/int8.onnx"
        Path(plain).write_bytes(fp32)
        quantize_dynamic(plain, int8, weight_type=QuantType.QUInt8)
        return Path(int8).read_bytes()


def cosine(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return (a * b).sum(1) / np.linalg.norm(a, axis=1) / np.linalg.norm(b, axis=1)
