import os
import subprocess
import sys

import pytest

from training import __main__ as entry
from training import steps
from training.tests.made_up import HERE, SETTINGS

# Every option that a step has of its own.
OPTIONS = {
    "teacher": {"names", "--weights"},
    "distill": {"--methods", "--seeds", "--ask"},
    "compression": {"--earlier"},
    "speed": {"--encoder"},
    "train": {"--encoder", "--member", "--fold"},
    "verify": {"--encoder", "--no-peers"},
    "bundle": {"--encoder", "--out", "--readme", "--no-peers"},
    "report": {"--bundle", "--readme"},
    "finetune": {"--bundle", "--export", "--out", "--id", "--version"},
    "events": {"--bundle", "--out", "--readme"},
    "rewrite": {"--bundle", "--out", "--version"},
    "fixture": {"--spec", "--out"},
}


def write(runs, name, time):
    path = runs / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{}")
    os.utime(path, (time, time))


@pytest.mark.parametrize("step", steps.STEPS + steps.ASIDE, ids=lambda step: step.name)
def test_each_step_is_a_module_with_its_options(step):
    module = step.load()
    assert {names[0] for names, _ in module.OPTIONS} == OPTIONS.get(step.name, set())
    assert callable(module.step) and module.__doc__ and step.cost
    names = [other.name for other in steps.STEPS]
    assert all(names.index(before) < names.index(step.name) for before in step.builds_on)


def test_the_table_says_what_lies_in_runs(tmp_path):
    write(tmp_path, "teacher-lite0-ab/result.json", 1)
    write(tmp_path, "labels-ab/result.json", 1)
    ended = subprocess.run(
        [sys.executable, "-m", "training", "--runs", tmp_path], cwd=HERE.parent, capture_output=True, text=True
    )
    rows = {line.split()[0]: line for line in ended.stdout.splitlines() if line.strip()}
    assert list(rows)[1 : 1 + len(steps.STEPS)] == [step.name for step in steps.STEPS]
    assert rows["teacher"].endswith(" 1 of 4") and rows["labels"].endswith(" yes")
    assert rows["train"].endswith(" 5 min a member")


def test_a_step_whose_results_have_one_name_is_missing_until_they_are_newer(tmp_path):
    def missing():
        return [step.name for step in steps.missing(SETTINGS, tmp_path, encoder_given=False)]

    assert missing() == [step.name for step in steps.STEPS]
    write(tmp_path, "encoder-ab/result.json", 10)
    write(tmp_path, "probe.json", 11)
    assert set(missing()) == {step.name for step in steps.STEPS} - {"probe"}
    write(tmp_path, "encoder-cd/result.json", 12)
    assert "probe" in missing()


def test_with_an_encoder_only_the_forecaster_is_made(tmp_path):
    assert [s.name for s in steps.missing(SETTINGS, tmp_path, encoder_given=True)] == ["train", "verify", "bundle"]


def test_all_hands_each_step_its_options_and_stops_where_one_fails(tmp_path, monkeypatch):
    class Ended:
        def __init__(self, returncode):
            self.returncode = returncode

    def run(command, **named):
        called.append([str(part) for part in command[3:]])
        return Ended(int(command[3] == "verify"))

    called = []
    monkeypatch.setattr(entry.subprocess, "run", run)
    with pytest.raises(SystemExit):
        entry.main(["all", "--runs", str(tmp_path), "--encoder", "e.onnx", "--out", "o"])
    assert [names[0] for names in called] == ["train", "verify"]
    assert called[0][-2:] == ["--encoder", "e.onnx"] and "--out" not in called[0]


def test_an_unknown_step_is_refused_with_those_known(capsys):
    with pytest.raises(SystemExit):
        entry.main(["tranin"])
    assert "train" in capsys.readouterr().err
