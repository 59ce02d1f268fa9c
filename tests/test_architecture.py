"""The shape of the code: who imports whom, how long things are, what is never named."""

from __future__ import annotations

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest

from tests.support.paths import ROOT

MODULES = sorted((ROOT / "livecoach").rglob("*.py"))
LONGEST_MODULE = 300
LONGEST_FUNCTION = 50
HEAVY = {"babel", "cv2", "mediapipe", "numpy", "av", "miniaudio", "pydantic", "rich", "tomlkit"}
# Put together here so that this file does not name them either.
REGISTRIES = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("anaconda", "org"),
        ("golang", "org"),
        ("crates", "io"),
    )
)


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_the_layers_import_in_their_order() -> None:
    # In a process of its own: it configures Python's logging and with that silences every logger made before it.
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_no_modules_import_each_other_in_a_loop() -> None:
    # Imports inside functions and for type checking count as well.
    graph = grimp.build_graph("livecoach", cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    TopologicalSorter(imports).prepare()  # raises CycleError, which names the loop


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_modules_and_functions_are_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_MODULE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert length(node) <= LONGEST_FUNCTION, f"{node.name} has {length(node)} lines"


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from ``def`` to the end, without the docstring."""
    assert function.end_lineno is not None
    total = function.end_lineno - function.lineno + 1
    first = function.body[0]
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return total - (first.end_lineno - first.lineno + 1 if documented and first.end_lineno else 0)


@pytest.mark.parametrize(
    "module", ["livecoach", "livecoach.cli.main", "livecoach.cli.options.parser", "livecoach.errors"]
)
def test_importing_loads_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print(*sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert not HEAVY & set(shown.stdout.split())


def test_no_file_names_a_package_registry() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode != 0:
        pytest.skip("needs the git checkout to know which files belong to the project")
    texts = [ROOT / name for name in listed.stdout.decode().split("\0") if Path(name).suffix in TEXT_SUFFIXES]
    named = [
        relative(path)
        for path in texts
        if path.is_file() and any(registry in path.read_text(encoding="utf-8") for registry in REGISTRIES)
    ]
    assert not named


TEXT_SUFFIXES = {".py", ".md", ".toml", ".yml", ".txt", ".json", ".csv", ""}
