"""Files of results: named by what decides them, there whole or not at all."""

import ast
import hashlib
import inspect
import json
import os
from dataclasses import asdict
from pathlib import Path

from training.common.bad_input import BadInput

# What may begin with a docstring.
SAYING = (ast.Module, ast.ClassDef, ast.FunctionDef)


def identity(*parts) -> str:
    """Twelve hex digits of everything that decides a result: recipes, seeds, the digest of the data."""
    plain = [asdict(p) if hasattr(p, "__dataclass_fields__") else p for p in parts]
    return hashlib.sha256(json.dumps(plain, sort_keys=True, default=str).encode()).hexdigest()[:12]


def code(*parts) -> str:
    """The digest of what modules or functions do: of their sources without comments, docstrings, layout and imports.

    Where a name is imported from says nothing of what is done with it, so a module that moves leaves results as they
    are; what another module does counts where that module is among the parts.
    """
    trees = [ast.parse(inspect.getsource(part)) for part in parts]
    for node in (n for tree in trees for n in ast.walk(tree) if isinstance(getattr(n, "body", None), list)):
        told = isinstance(node, SAYING) and ast.get_docstring(node) is not None
        kept = [n for n in node.body[told:] if not isinstance(n, (ast.Import, ast.ImportFrom))]
        node.body = kept or [ast.Pass()]
    return hashlib.sha256("\n".join(ast.dump(tree) for tree in trees).encode()).hexdigest()


def write(path: Path, save):
    """A file that is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.{os.getpid()}")
    save(partial)
    os.replace(partial, path)


def save_json(path: Path, content):
    write(path, lambda p: p.write_text(json.dumps(content, indent=1) + "\n"))


def read_json(path: Path):
    """What a step before wrote; raises BadInput if it has not run."""
    if not path.exists():
        raise BadInput(f"There is no {path}; run the step that writes it first (python -m training lists them).")
    return json.loads(path.read_text())
