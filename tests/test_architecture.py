"""The shape of the code: who imports whom, how long things are, what is never named."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest

from tests.support.paths import ROOT

MODULES = sorted((ROOT / "livecoach").rglob("*.py"))
LONGEST_MODULE = 300
# One concept each: a split would only scatter it (CONTRIBUTING.md).
LONGER_MODULES = {
    "livecoach/core/types.py": 330,
    "livecoach/output/log/log_writer.py": 320,
    "livecoach/session/engine/engine.py": 380,
}
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

TESTS = ROOT / "tests"
COVERED_BY = TESTS / "covered_by.toml"


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
    assert len(text.splitlines()) <= LONGER_MODULES.get(relative(path), LONGEST_MODULE)
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


def own_test(module: str) -> Path:
    """Return where the test file of a module, ``folder/name.py``, belongs."""
    path = TESTS / module
    return path.with_name(f"test_{path.name}")


def covered_by() -> dict[str, str]:
    """Return the test that covers a module, both as ``folder/name.py``, of each one that has none of its own."""
    listed = tomllib.loads(COVERED_BY.read_text(encoding="utf-8"))
    top = {module: test for module, test in listed.items() if isinstance(test, str)}
    return top | {
        f"{folder}/{module}": test
        for folder, modules in listed.items()
        if isinstance(modules, dict)
        for module, test in modules.items()
    }


def test_every_module_has_its_test_file_or_a_line_that_says_which_covers_it() -> None:
    modules = {path.relative_to(ROOT / "livecoach").as_posix() for path in MODULES if path.name != "__init__.py"}
    without = {module for module in modules if not own_test(module).is_file()}
    listed = set(covered_by())
    assert without - listed == set(), f"write tests for these, or say in {COVERED_BY.name} what covers them"
    assert listed - modules == set(), f"there are no such modules: mend {COVERED_BY.name}"
    absent = {test for test in covered_by().values() if not (TESTS / test).is_file()}
    assert absent == set(), f"there are no such tests: mend {COVERED_BY.name}"
    assert listed - without == set(), f"these have a test file of their own: mend {COVERED_BY.name}"


def test_the_test_that_is_said_to_cover_a_module_reaches_it() -> None:
    # By what it imports, directly or through one other module; or it runs the command, which imports everything.
    graph = grimp.build_graph("livecoach", cache_dir=None)
    astray = []
    for module, test in covered_by().items():
        name = "livecoach." + module.removesuffix(".py").replace("/", ".")
        imported = imported_by(TESTS / test) & graph.modules
        behind = {far for near in imported for far in graph.find_modules_directly_imported_by(near)}
        if name not in imported | behind and not runs_the_command(test):
            astray.append(f"{module}: {test}")
    assert not astray


def imported_by(test: Path) -> set[str]:
    """Return the names of all modules that a test file and the helpers that it imports import."""
    found: set[str] = set()
    waiting, seen = [test], set()
    while waiting:
        path = waiting.pop()
        seen.add(path)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {name.name for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found |= {node.module} | {f"{node.module}.{name.name}" for name in node.names}
        helpers = {ROOT / f"{name.replace('.', '/')}.py" for name in found if name.startswith("tests.")}
        waiting += [path for path in helpers - seen if path.is_file() and path not in waiting]
    return found


def runs_the_command(test: str) -> bool:
    """Tell whether a test starts ``livecoach`` itself, in a process of its own."""
    return test.startswith("e2e/") or test == "cli/test_main.py"


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
