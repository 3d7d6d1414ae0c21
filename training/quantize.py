"""The student in int8, after training and by training on: python training/quantize.py

Takes the distilled student that is best on the validation images, quantizes it statically and dynamically, trains it on
with int8's rounding in the loop, and keeps of the int8 models the one that is best on the validation images, as
runs/encoder-IDENTITY/{fp32,static,dynamic,aware}.onnx and result.json.
"""

import dataclasses
import json
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import torch
from onnxruntime.quantization import (
    CalibrationDataReader,
    QuantFormat,
    QuantType,
    quantize_dynamic,
    quantize_static,
)
from onnxruntime.quantization.shape_inference import quant_pre_process
from PIL import Image

import accuracy
import aware
import distill
import files
import fit
import graphs
import networks
import settings as settings_file
import skies as sky_images
from settings import BadInput
from skies import crop_and_shrink


def prepare(image: Image.Image, size: int) -> np.ndarray:
    """[1, 3, size, size] float32, BGR minus mean."""
    bgr = crop_and_shrink(image, size)[:, :, ::-1].astype(np.float32) - networks.MEAN_BGR
    return np.ascontiguousarray(bgr.transpose(2, 0, 1)[None])


def sky_frames(folder: Path, count: int, seed: int) -> list[Path]:
    """Frames of several cameras, mixed by seed: half from one fixed camera, the rest from other skies."""
    generator = np.random.default_rng(seed)
    fixed = sorted((folder / "katkam" / "frames").glob("*.jpg"))
    others = sorted((folder / "sky" / "gcd" / "train").rglob("*.jpg")) + sorted((folder / "esp_camera").glob("*.jpg"))
    if not fixed or not others:
        raise BadInput(f"There are too few frames in {folder}; katkam/frames, sky/gcd/train and esp_camera are needed.")
    half = count // 2
    chosen = list(generator.choice(fixed, half)) + list(generator.choice(others, count - half))
    generator.shuffle(chosen)
    return chosen


class Frames(CalibrationDataReader):
    def __init__(self, images):
        self.images = ({"image": image} for image in images)

    def get_next(self):
        return next(self.images, None)


def session(model: bytes | str, optimized: str | None = None, threads: int = 1) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
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


def embed(model: bytes, images, threads: int = 1) -> np.ndarray:
    """[n, 512]: the embedding of each prepared image [1, 3, H, W]."""
    runner = session(model, threads=threads)
    return np.concatenate([runner.run(["embedding"], {"image": image})[0] for image in images])


def cosine(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return (a * b).sum(1) / np.linalg.norm(a, axis=1) / np.linalg.norm(b, axis=1)


def classified(model: bytes, network, skies, rows, size) -> torch.Tensor:
    """[n, classes]: the logits of an exported backbone with the network's own head."""
    images = (network.normalise(sky_images.plain(skies, rows[i : i + 1], size)).numpy() for i in range(len(rows)))
    with torch.no_grad():
        return network.head(torch.from_numpy(embed(model, images, threads=2)))


def mean_top1(scores: dict) -> float:
    return sum(domain["top1"] for domain in scores.values()) / len(scores)


def best_student(settings, skies, targets, runs: Path) -> Path:
    """The folder of the distilled student with the best mean top-1 of the domains' validation images."""
    folders = [
        distill.folder_of(method, seed, settings, skies, targets, runs)
        for method in distill.METHODS[1:]
        for seed in settings.student.seeds
    ]
    done = [f for f in folders if (f / "result.json").exists()]
    if not done:
        raise BadInput(f"There is no distilled student in {runs}; run distill.py first.")
    return max(done, key=lambda f: mean_top1(json.loads((f / "result.json").read_text())["scores"]["validate"]))


def student_of(folder: Path, settings, skies, data_folder: Path):
    network = networks.student(data_folder / settings.student.weights, len(skies.classes))
    network.load_state_dict(torch.load(folder / "weights.pt", map_location="cpu", weights_only=True))
    return network.eval()


def train_on(network, settings, skies, views, targets, folder: Path):
    """The network with int8's rounding in its backbone, trained on by the relational loss."""
    torch.manual_seed(settings.seed)
    network.backbone = aware.prepare(networks.by_blocks(network.backbone.cpu()), settings.student.size)
    recipe = dataclasses.replace(
        settings.student,
        epochs=settings.encoder.aware_epochs,
        learning_rate=settings.encoder.aware_learning_rate,
        precision="float32",
    )
    order = np.arange(settings.distillation.views)
    loss = distill.loss_of("relation", network, skies, views, targets, settings, order)
    rows = np.random.default_rng(settings.seed).permutation(views.rows)[: settings.encoder.aware_images]
    return fit.fit(network, loss, rows, recipe, settings.seed, folder, "aware")


def run(settings, skies, views, targets, data_folder: Path, runs: Path) -> Path:
    """The folder with the models; nothing is done where it is finished."""
    chosen = best_student(settings, skies, targets, runs)
    parts = [chosen.name, settings.encoder, settings.seed, files.code(aware, graphs, static, dynamic, train_on)]
    folder = runs / f"encoder-{files.identity(*parts)}"
    if (folder / "result.json").exists():
        return folder
    network, size = student_of(chosen, settings, skies, data_folder), settings.encoder.size
    frames = sky_frames(data_folder, settings.encoder.calibration_frames, settings.seed)
    models = {"fp32": networks.export(network.backbone, size)}
    blocks = networks.export(networks.by_blocks(network.backbone), size)
    models["static"] = static(blocks, [prepare(Image.open(p), size) for p in frames], fused=25)
    models["dynamic"] = dynamic(models["fp32"])
    rows = skies.rows(sky_images.VALIDATE, sky_images.TEST)
    logits = {name: classified(model, network, skies, rows, size) for name, model in models.items()}
    trained = train_on(student_of(chosen, settings, skies, data_folder), settings, skies, views, targets, folder).cpu()
    models["aware"] = require_fused(aware.export(trained.backbone, size), 25)
    logits["aware"] = classified(models["aware"], trained, skies, rows, size)
    scores = {name: accuracy.by_part(logit, skies, rows) for name, logit in logits.items()}
    ships = max(("static", "aware"), key=lambda name: mean_top1(scores[name]["validate"]))
    for name, model in models.items():
        files.write(folder / f"{name}.onnx", lambda p, m=model: p.write_bytes(m))
    result = {"student": chosen.name, "ships": ships, "scores": scores, "images": skies.digest}
    result |= {"encoder": dataclasses.asdict(settings.encoder), "bytes": {n: len(m) for n, m in models.items()}}
    files.save_json(folder / "result.json", result)
    (folder / "checkpoint.pt").unlink(missing_ok=True)
    return folder


def kept(folder: Path) -> bytes:
    """The int8 model that ships."""
    return (folder / f"{json.loads((folder / 'result.json').read_text())['ships']}.onnx").read_bytes()


def step(options) -> str:
    return (run(*distill.given(options), options.data, options.runs) / "result.json").read_text()


if __name__ == "__main__":
    settings_file.command(__doc__, step)
