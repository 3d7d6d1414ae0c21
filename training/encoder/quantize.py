"""The student in int8, after training and by training on.

Takes the distilled student that is best on the validation images, quantizes it statically and dynamically, trains it on
with int8's rounding in the loop, and keeps of the int8 models the one that is best on the validation images, as
runs/encoder-IDENTITY/{fp32,static,dynamic,aware}.onnx and result.json.
"""

import dataclasses
import json
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from training.common import files, fit
from training.common.bad_input import BadInput
from training.data.frames import embed, prepare
from training.encoder import accuracy, aware, distill, graphs, int8, networks, weights
from training.encoder import skies as sky_images
from training.encoder.squeezenet import CONVOLUTIONS, by_blocks


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
        raise BadInput(f"There is no distilled student in {runs}; run python -m training distill first.")
    return max(done, key=lambda f: mean_top1(json.loads((f / "result.json").read_text())["scores"]["validate"]))


def student_of(folder: Path, settings, skies, data_folder: Path):
    network = networks.student(data_folder / settings.student.weights, len(skies.classes))
    network.load_state_dict(torch.load(folder / "weights.pt", map_location="cpu", weights_only=True))
    return network.eval()


def train_on(network, settings, skies, views, targets, folder: Path):
    """The network with int8's rounding in its backbone, trained on by the relational loss."""
    torch.manual_seed(settings.seed)
    network.backbone = aware.prepare(by_blocks(network.backbone.cpu()), settings.student.size)
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
    parts = [chosen.name, settings.encoder, settings.seed, files.code(aware, graphs, int8, train_on)]
    folder = runs / f"encoder-{files.identity(*parts)}"
    if (folder / "result.json").exists():
        return folder
    network, size = student_of(chosen, settings, skies, data_folder), settings.encoder.size
    frames = sky_frames(data_folder, settings.encoder.calibration_frames, settings.seed)
    models = {"fp32": weights.export(network.backbone, size)}
    blocks = weights.export(by_blocks(network.backbone), size)
    models["static"] = int8.static(blocks, [prepare(Image.open(p), size) for p in frames], fused=CONVOLUTIONS)
    models["dynamic"] = int8.dynamic(models["fp32"])
    rows = skies.rows(sky_images.VALIDATE, sky_images.TEST)
    logits = {name: classified(model, network, skies, rows, size) for name, model in models.items()}
    trained = train_on(student_of(chosen, settings, skies, data_folder), settings, skies, views, targets, folder).cpu()
    models["aware"] = int8.require_fused(aware.export(trained.backbone, size), CONVOLUTIONS)
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


def step(options) -> str:
    return (run(*distill.given(options), options.data, options.runs) / "result.json").read_text()


OPTIONS = []
