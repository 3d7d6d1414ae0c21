"""python -m training: the steps from data to a bundle, what each costs and whether it is done; with a step's name, runs
it, and with "all" those that are missing, in order."""

import argparse
import subprocess
import sys
from pathlib import Path

from training import steps
from training.common import settings as settings_file
from training.common.bad_input import one_sentence

HERE = Path(__file__).resolve().parent
COMMON = (
    (("--config",), {"type": Path, "default": HERE / "config.toml", "help": "the settings"}),
    (("--data",), {"type": Path, "default": HERE.parent.parent / "shared" / "data", "help": "the data folder"}),
    (("--runs",), {"type": Path, "default": HERE / "runs", "help": "where results are kept"}),
)
# Options of single steps that go with "all"; each is handed to those steps that have it.
OF_ALL = ("--encoder", "--earlier", "--out", "--readme", "--no-peers")


def add(parser, options):
    for names, keywords in options:
        parser.add_argument(*names, **keywords)


def listed(options) -> str:
    """The table of steps."""
    settings = settings_file.load(options.config)
    rows = [("step", "what it does", "cost", "done")]
    for step in steps.STEPS + steps.ASIDE:
        there, of = step.done(settings, options.runs)
        done = "" if not there else "yes" if there == of else f"{there} of {of}"
        rows.append((step.name, step.what, step.cost, done))
    widths = [max(len(row[i]) for row in rows) for i in range(3)]
    lines = ["  ".join(cell.ljust(w) for cell, w in zip(row, [*widths, 0], strict=True)).rstrip() for row in rows]
    told = f"""
Done: what lies in {options.runs}, whatever settings, data and code it is of; a step looks at those too.
python -m training STEP --help says what a step takes; python -m training all runs what is missing, in order."""
    return "\n".join(lines) + "\n" + told


def as_given(name: str, value) -> list:
    """An option as it stands on a command line; nothing where it was not given."""
    if isinstance(value, bool):
        return [name] if value else []
    return [] if value is None else [name, str(value)]


def run_all(arguments: list, handed: dict) -> str:
    """Each missing step in a process of its own, as if they were called one by one."""
    parser = argparse.ArgumentParser(prog="python -m training all", description="Runs what is missing, in order.")
    add(parser, COMMON)
    add(parser, handed.values())
    options = parser.parse_args(arguments)
    settings, ran = settings_file.load(options.config), []
    for step in steps.missing(settings, options.runs, options.encoder is not None):
        own = [names[0] for names, _ in step.load().OPTIONS]
        given = ["--config", "--data", "--runs", *(name for name in handed if name in own)]
        values = {name: getattr(options, name.strip("-").replace("-", "_")) for name in given}
        told = [text for name, value in values.items() for text in as_given(name, value)]
        print(f"== {step.name}: {step.what} ({step.cost})", flush=True)
        ended = subprocess.run([sys.executable, "-m", "training", step.name, *told])
        if ended.returncode:
            sys.exit(ended.returncode)
        ran.append(step.name)
    return f"Ran {', '.join(ran)}."


def options_of_all() -> dict:
    """By name, the options that single steps have and "all" hands to them."""
    found = {}
    for step in steps.STEPS:
        for names, keywords in step.load().OPTIONS:
            if names[0] in OF_ALL:
                found[names[0]] = (names, keywords)
    return found


def run_one(step, arguments: list):
    module = step.load()
    parser = argparse.ArgumentParser(prog=f"python -m training {step.name}", description=module.__doc__)
    add(parser, module.OPTIONS)
    add(parser, COMMON)
    return module.step(parser.parse_args(arguments))


def main(arguments: list):
    by_name = {step.name: step for step in steps.STEPS + steps.ASIDE}
    name = arguments[0] if arguments else ""
    if name in by_name:
        return run_one(by_name[name], arguments[1:])
    if name == "all":
        return run_all(arguments[1:], options_of_all())
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("step", nargs="?", choices=[*by_name, "all"], metavar="STEP", help="a step's name, or all")
    add(parser, COMMON)
    return listed(parser.parse_args(arguments))


if __name__ == "__main__":
    with one_sentence():
        print(main(sys.argv[1:]))
