"""Modules and folders of the training import one another one way."""

import ast

import pytest

from training.tests.made_up import HERE

FOLDERS = ("common", "data", "encoder", "forecaster", "verify", "bundle")


def modules() -> dict:
    """By dotted name, the path of every module but the tests."""
    paths = [p for p in HERE.rglob("*.py") if p.relative_to(HERE).parts[0] not in ("tests", "runs")]
    return {".".join(("training", *p.relative_to(HERE).with_suffix("").parts)): p for p in paths}


def imported(path, known) -> set:
    """The modules of the training that one imports, wherever in its text."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path} imports relatively"
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found & set(known)


def cycle(graph: dict) -> list:
    """Names that lead from one to the next and back to the first; none where there is no such way."""
    left = {name: set(others) & set(graph) for name, others in graph.items()}
    while free := [name for name, others in left.items() if not others & set(left)]:
        for name in free:
            del left[name]
    if not left:
        return []
    way = [next(iter(left))]
    while way[-1] not in way[:-1]:
        way.append(sorted(left[way[-1]] & set(left))[0])
    return way[way.index(way[-1]) :]


def of_modules() -> dict:
    known = modules()
    return {name: imported(path, known) - {name} for name, path in known.items()}


def of_folders() -> dict:
    graph = {folder: set() for folder in FOLDERS}
    for name, others in of_modules().items():
        own = name.split(".")[1]
        if own in graph:
            graph[own] |= {other.split(".")[1] for other in others if other.count(".") > 1} - {own}
    return graph


@pytest.mark.parametrize("graph", [of_modules, of_folders])
def test_nothing_is_imported_in_a_circle(graph):
    assert cycle(graph()) == []


def test_a_circle_is_found():
    assert cycle({"a": {"b"}, "b": {"c", "d"}, "c": {"a"}, "d": set()}) == ["a", "b", "c", "a"]


def test_every_folder_stands_in_the_order_of_its_imports():
    assert {p.parent.name for p in HERE.glob("*/__init__.py")} == {*FOLDERS, "tests"}
    for place, (folder, others) in enumerate(of_folders().items()):
        assert others <= set(FOLDERS[:place]), folder
