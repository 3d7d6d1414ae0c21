"""The steps from data to a bundle, in order, and what of each is done."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Step:
    """module: has step(options) and OPTIONS, its own beside --config, --data and --runs; cost: on two cores with the
    settings of config.toml; results: by settings, patterns below the runs of all that the step leaves; builds_on: the
    steps whose results it reads; once: whether what it leaves is not named by its inputs, so that it is done again only
    where theirs are newer; of_encoder: whether it is needless where an encoder is given."""

    name: str
    module: str
    what: str
    cost: str
    results: Callable[[object], list]
    builds_on: tuple = ()
    once: bool = False
    of_encoder: bool = True

    def load(self):
        return importlib.import_module(f"training.{self.module}")

    def done(self, settings, runs: Path) -> tuple[int, int]:
        """How many of its results there are, whatever settings, data and code they are of, and how many there must
        be."""
        found = [newest(runs, pattern) is not None for pattern in self.results(settings)]
        return sum(found), len(found)


def newest(runs: Path, pattern: str) -> float | None:
    """When what matches was last written, seconds since 1970, or None."""
    return max((p.stat().st_mtime for p in runs.glob(pattern)), default=None)


def students(settings) -> list:
    methods = ("plain", "logits", "relation")
    return [f"student-{m}-{seed}-*/result.json" for m in methods for seed in settings.student.seeds]


STEPS = (
    Step(
        "teacher",
        "encoder.teacher",
        "fine-tunes the teachers, all or those named, on labelled skies",
        "31, 39, 28 and 16 min for lite0, lite2, densenet201 and mobilenet_v2",
        lambda s: [f"teacher-{name}-*/result.json" for name in s.teachers],
    ),
    Step(
        "labels",
        "encoder.labels",
        "lists doubtful labels, found by cross-validation",
        "5 min",
        lambda s: ["labels-*/result.json"],
    ),
    Step(
        "distill",
        "encoder.distill",
        "asks the teachers, and fine-tunes the student plainly and by what they say, three seeds each",
        "19 and 25 min for the answers, then 15 min each of nine runs",
        students,
        ("teacher",),
    ),
    Step(
        "quantize",
        "encoder.quantize",
        "the best student in int8: static, dynamic, and trained on with int8's rounding",
        "5 min",
        lambda s: ["encoder-*/result.json"],
        ("distill",),
    ),
    Step(
        "compression",
        "encoder.compression",
        "accuracy, size and time of every network, for the table",
        "20 min, a minute once accuracy is known",
        lambda s: ["compression.json"],
        ("teacher", "distill", "quantize"),
        once=True,
    ),
    Step(
        "probe",
        "verify.probe",
        "what an embedding knows of the weather at its own moment",
        "2 min",
        lambda s: ["probe.json"],
        ("quantize",),
        once=True,
    ),
    Step(
        "speed",
        "encoder.speed",
        "size and time alone, of networks whose weights do not matter; best on an idle machine",
        "2 min",
        lambda s: ["speed.json"],
        ("quantize",),
        once=True,
    ),
    Step(
        "train",
        "forecaster.train",
        "the forecaster's members, its widths, its storage",
        "20 s for the stations, 5 min a member",
        lambda s: ["forecaster-*/result.json"],
        ("quantize",),
        of_encoder=False,
    ),
    Step(
        "verify",
        "verify.verify",
        "the forecaster on the test periods against its peers, and at stations left out",
        "15 and 10 min",
        lambda s: ["verification-*.json"],
        ("train",),
        of_encoder=False,
    ),
    Step(
        "bundle",
        "bundle.bundle",
        "golden cases, manifest, report, card, and a README's table",
        "1 min",
        lambda s: [],
        ("train", "verify"),
        of_encoder=False,
    ),
)
# Not on the way to a bundle.
ASIDE = (
    Step("finetune", "bundle.finetune", "trains a bundle on at stations of its own", "2 min", lambda s: []),
    Step("rewrite", "bundle.rewrite", "a bundle's forecaster anew, by today's graph", "5 s", lambda s: []),
    Step(
        "neighbours",
        "verify.neighbours",
        "what the stations around one would tell its forecasts, at two networks",
        "20 min",
        lambda s: ["neighbours.json"],
    ),
    Step(
        "events",
        "bundle.events",
        "a bundle's branches of events once more, by what an earlier bundle says",
        "5 min",
        lambda s: [],
    ),
    Step("report", "bundle.report", "card and README again, of a bundle's report.json", "1 s", lambda s: []),
    Step(
        "fixture",
        "bundle.fixture",
        "a small bundle of the Java tests, with a spec that is not shipped",
        "5 s",
        lambda s: [],
    ),
)


def missing(settings, runs: Path, encoder_given: bool) -> list[Step]:
    """What is to be run, in order, for a bundle. A step that names its results by what decides them is always among
    them: it does nothing where they are there."""
    asked = [step for step in STEPS if not (encoder_given and step.of_encoder)]
    return [step for step in asked if not (step.once and fresh(step, settings, runs))]


def fresh(step: Step, settings, runs: Path) -> bool:
    """Whether a step's results are there, none of them older than one that it builds on."""
    own = [newest(runs, pattern) for pattern in step.results(settings)]
    before = [newest(runs, p) for other in STEPS if other.name in step.builds_on for p in other.results(settings)]
    return None not in own and min(own) >= max((t for t in before if t is not None), default=0)
