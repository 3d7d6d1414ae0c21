"""Measures every network of the compression table.

Accuracy on validation and test images of each network in float and in int8, size, and milliseconds a frame on one
thread, interleaved, as runs/compression.json. Nothing else should run meanwhile.
"""

import dataclasses
import json
import time
from pathlib import Path

import numpy as np
import torch
from tqdm import tqdm

from training.common import files, runtime
from training.common.bad_input import BadInput
from training.encoder import accuracy, distill, graphs, int8, networks, quantize, teacher, weights
from training.encoder import skies as sky_images

ROUNDS = 60
FORMS = ("fp32", "int8 static", "int8 dynamic")


def of_teacher(name, recipe, settings, skies, data_folder: Path, runs: Path) -> list:
    """A row for each form of a teacher, with its model at the size at which frames are timed."""
    folder = teacher.folder_of(name, recipe, skies, settings.seed, runs)
    network = teacher.trained(name, recipe, skies, data_folder, settings.seed, runs).cpu()
    network.backbone.to(memory_format=torch.contiguous_format)
    every = skies.rows(sky_images.VALIDATE, sky_images.TEST)
    how = files.identity(settings.encoder, files.code(graphs, int8, forms_of))
    kept, rows, size = folder / f"forms-{how}.json", [], settings.encoder.size
    known = json.loads(kept.read_text()) if kept.exists() else {}
    for form, model in forms_of(network, skies, settings, size).items():
        if form not in known:
            # Accuracy is taken at the size that the network was tuned for, time at the size of the student.
            tested = forms_of(network, skies, settings, recipe.test_size, form)[form]
            logits = quantize.classified(tested, network, skies, every, recipe.test_size)
            known[form] = accuracy.by_part(logits, skies, every)
            files.save_json(kept, known)
        start = ", from a random start" if recipe.weights == "random" else ""
        rows.append({"network": name + start, "form": form, "pixels": recipe.test_size, "model": model})
        rows[-1]["scores"] = known[form]
    return rows


def of_earlier(name, bundle: Path, settings, skies, data_folder: Path) -> list:
    """Rows with the accuracy that another bundle's report has of a teacher: the test images are the same. Its time and
    size are those of such a network from a random start, for which weights do not matter.

    Raises BadInput if the report lacks the teacher or one of its forms.
    """
    earlier, manifest = files.read_json(bundle / "report.json"), files.read_json(bundle / "manifest.json")
    found = {r["form"]: r for r in earlier["compression"]["rows"] if r["network"].split(",")[0] == name}
    measured = earlier.get("networksMeasuredFor", f"{manifest['id']} {manifest['version']}")
    if not set(FORMS) <= set(found):
        raise BadInput(f"The report in {bundle} has no accuracy of '{name}'; run python -m training teacher {name}.")
    torch.manual_seed(settings.seed)
    recipe = dataclasses.replace(settings.teachers[name], weights="random")
    network = networks.teacher(recipe, data_folder, len(skies.classes)).eval()
    network.backbone.to(memory_format=torch.contiguous_format)
    return [
        {"measuredFor": measured, **found[form], "model": model}
        for form, model in forms_of(network, skies, settings, settings.encoder.size).items()
    ]


def forms_of(network, skies, settings, size, only=None) -> dict:
    """ONNX by form."""
    rows = skies.rows(sky_images.TRAIN)
    chosen = np.random.default_rng(settings.seed).choice(rows, min(len(rows), settings.encoder.calibration_frames))
    with torch.no_grad():
        images = [network.normalise(sky_images.plain(skies, r[None], size)).numpy() for r in chosen]
    fp32 = weights.export(network.backbone, size)
    makers = {"fp32": lambda: fp32, "int8 static": lambda: int8.static(fp32, images)}
    makers["int8 dynamic"] = lambda: int8.dynamic(fp32)
    return {form: make() for form, make in makers.items() if only in (None, form)}


def of_students(settings, skies, targets, encoder: Path, runs: Path) -> list:
    """The means over seeds of each method in float, and the forms of the student that was quantized."""
    rows = []
    for method in distill.METHODS:
        results = [
            json.loads((distill.folder_of(method, seed, settings, skies, targets, runs) / "result.json").read_text())
            for seed in settings.student.seeds
        ]
        rows.append({"network": f"student, {NAMES[method]}", "form": f"fp32, mean of {len(results)} seeds"})
        rows[-1] |= {"pixels": settings.student.test_size, "scores": mean_of([r["scores"] for r in results])}
        rows[-1]["seeds"] = [r["scores"] for r in results]
    found = json.loads((encoder / "result.json").read_text())
    for name, form in {"fp32": FORMS[0], "static": FORMS[1], "dynamic": FORMS[2], "aware": "int8 aware"}.items():
        ships = ", ships" if found["ships"] == name else ""
        rows.append({"network": "student, distilled", "form": form + ships, "pixels": settings.encoder.size})
        rows[-1] |= {"scores": found["scores"][name], "model": (encoder / f"{name}.onnx").read_bytes()}
    return rows


NAMES = {"plain": "plain", "logits": "distilled by logits", "relation": "distilled by logits and relation"}


def mean_of(scores: list):
    """The mean of numbers at equal places in nested tables; of intervals, the outermost ends."""
    first = scores[0]
    if isinstance(first, dict):
        return {k: mean_of([s[k] for s in scores]) for k in first}
    if isinstance(first, list):
        return [min(s[0] for s in scores), max(s[1] for s in scores)]
    return round(sum(scores) / len(scores), 4)


def timed(rows: list, size: int):
    """Adds bytes and milliseconds a frame to each row that has a model: one frame of each in turn, many times."""
    image = (np.random.default_rng(1).random((1, 3, size, size), dtype=np.float32) - 0.5) * 200
    runners = {i: runtime.session(row["model"]) for i, row in enumerate(rows) if "model" in row}
    spent = {i: [] for i in runners}
    for turn in tqdm(range(ROUNDS + 5), "timing"):
        for i, runner in runners.items():
            start = time.perf_counter()
            runner.run(["embedding"], {"image": image})
            if turn >= 5:
                spent[i].append((time.perf_counter() - start) * 1000)
    for i, each in spent.items():
        rows[i] |= {"ms": round(float(np.median(each)), 2), "msP10": round(float(np.percentile(each, 10)), 2)}
        rows[i]["bytes"] = len(rows[i].pop("model"))


def step(options) -> Path:
    settings, skies, views, targets = distill.given(options)
    encoder = quantize.run(settings, skies, views, targets, options.data, options.runs)
    rows = []
    for name in settings.teachers:
        recipe = teacher.finished(settings, name, skies, options.runs)
        if recipe is not None:
            rows += of_teacher(name, recipe, settings, skies, options.data, options.runs)
        elif options.earlier:
            rows += of_earlier(name, options.earlier, settings, skies, options.data)
        else:
            print(f"The teacher '{name}' is left out, not being trained; run python -m training teacher {name}.")
    rows += of_students(settings, skies, targets, encoder, options.runs)
    timed(rows, settings.encoder.size)
    kept = options.runs / "compression.json"
    files.save_json(kept, {"rows": rows, "images": skies.digest, "encoder": encoder.name})
    return kept


EARLIER = (
    ("--earlier",),
    {"type": Path, "help": "a bundle whose report has the accuracy of teachers not trained here"},
)
OPTIONS = [EARLIER]
