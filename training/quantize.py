"""The sky encoder: SqueezeNet 1.1 (Iandola et al., arXiv:1602.07360) without its classifier, quantized to int8."""

import io
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import torch
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process
from PIL import Image
from torch import nn

from settings import BadInput

MEAN_BGR = np.array([104, 117, 123], dtype=np.float32)
EMBEDDING = 512
# Fire modules: squeeze, expand; a pooling stands before the first, third and fifth.
FIRES = {3: (64, 16, 64), 4: (128, 16, 64), 6: (128, 32, 128), 7: (256, 32, 128)}
FIRES |= {9: (256, 48, 192), 10: (384, 48, 192), 11: (384, 64, 256), 12: (512, 64, 256)}


class Fire(nn.Module):
    def __init__(self, inputs, squeeze, expand):
        super().__init__()
        self.squeeze = nn.Conv2d(inputs, squeeze, 1)
        self.expand1x1 = nn.Conv2d(squeeze, expand, 1)
        self.expand3x3 = nn.Conv2d(squeeze, expand, 3, padding=1)

    def forward(self, x):
        x = torch.relu(self.squeeze(x))
        return torch.cat([torch.relu(self.expand1x1(x)), torch.relu(self.expand3x3(x))], 1)


class SkyEncoder(nn.Module):
    """[N, 3, H, W] BGR minus mean to [N, 512]; parameters are named as torchvision names them."""

    def __init__(self):
        super().__init__()
        pool = {2, 5, 8}
        layers = [nn.Conv2d(3, 64, 3, stride=2), nn.ReLU()]
        for i in range(2, 13):
            layers.append(nn.MaxPool2d(3, 2, ceil_mode=True) if i in pool else Fire(*FIRES[i]))
        self.features = nn.Sequential(*layers)

    def forward(self, image):
        return self.features(image).mean(dim=(2, 3))


def load_encoder(path: Path) -> SkyEncoder:
    """The encoder with ImageNet weights in torchvision's layout; raises BadInput if they do not fit."""
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
        encoder = SkyEncoder()
        encoder.load_state_dict({k: v for k, v in state.items() if not k.startswith("classifier.")})
    except (OSError, RuntimeError) as e:
        raise BadInput(f"The weights {path} do not fit SqueezeNet 1.1 in torchvision's layout: {e}.") from e
    return encoder.eval()


def crop_and_shrink(image: Image.Image, size: int) -> np.ndarray:
    """[size, size, 3] RGB, 0..255: the centre square, averaged over areas (bilinear where the image is smaller)."""
    image = image.convert("RGB")
    side = min(image.size)
    left, top = (image.width - side) // 2, (image.height - side) // 2
    square = image.crop((left, top, left + side, top + side))
    if side != size:
        square = square.resize((size, size), Image.Resampling.BOX if side > size else Image.Resampling.BILINEAR)
    return np.asarray(square)


def prepare(image: Image.Image, size: int) -> np.ndarray:
    """[1, 3, size, size] float32, BGR minus mean."""
    bgr = crop_and_shrink(image, size)[:, :, ::-1].astype(np.float32) - MEAN_BGR
    return np.ascontiguousarray(bgr.transpose(2, 0, 1)[None])


def sky_frames(folder: Path, count: int, seed: int) -> list[Path]:
    """Frames of several cameras, mixed by seed: half from one fixed camera, the rest from other skies."""
    generator = np.random.default_rng(seed)
    fixed = sorted((folder / "katkam" / "frames").glob("*.jpg"))
    others = sorted((folder / "sky" / "gcd" / "train").rglob("*.jpg")) + sorted((folder / "esp_camera").glob("*.jpg"))
    if not fixed or not others:
        raise BadInput(f"There are too few frames in {folder}; katkam/frames, sky/gcd/train and esp_camera are needed.")
    half = count // 2
    return list(generator.choice(fixed, half)) + list(generator.choice(others, count - half))


class Frames(CalibrationDataReader):
    def __init__(self, paths, size):
        self.images = ({"image": prepare(Image.open(p), size)} for p in paths)

    def get_next(self):
        return next(self.images, None)


def session(model: bytes | str, optimized: str | None = None) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    if optimized:
        options.optimized_model_filepath = optimized
    return ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def fused_convolutions(model: bytes) -> int:
    """How many convolutions ONNX Runtime runs in int8 from end to end."""
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/optimized.onnx"
        session(model, path)
        return sum(node.op_type == "QLinearConv" for node in onnx.load(path).graph.node)


def export(encoder: SkyEncoder, size: int) -> bytes:
    file = io.BytesIO()
    torch.onnx.export(
        encoder,
        (torch.zeros(1, 3, size, size),),
        file,
        input_names=["image"],
        output_names=["embedding"],
        opset_version=17,
        dynamo=False,
    )
    return file.getvalue()


def quantize(fp32: bytes, calibration: list[Path], size: int) -> bytes:
    """Static QDQ: activations uint8, weights int8 per channel. Fails if fewer than 25 convolutions fuse."""
    with tempfile.TemporaryDirectory() as folder:
        plain, prepared, int8 = (f"{folder}/{n}.onnx" for n in ("plain", "prepared", "int8"))
        Path(plain).write_bytes(fp32)
        quant_pre_process(plain, prepared)
        quantize_static(
            prepared,
            int8,
            Frames(calibration, size),
            quant_format=QuantFormat.QDQ,
            per_channel=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
        )
        model = Path(int8).read_bytes()
    fused = fused_convolutions(model)
    if fused < 25:
        raise RuntimeError(f"Only {fused} of 25 convolutions run in int8; the model would be slow.")
    return model


def embed(model: bytes, images) -> np.ndarray:
    """[n, 512]: the embedding of each prepared image."""
    runner = session(model)
    return np.concatenate([runner.run(["embedding"], {"image": image})[0] for image in images])


def cosine(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return (a * b).sum(1) / np.linalg.norm(a, axis=1) / np.linalg.norm(b, axis=1)
