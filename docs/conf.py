"""The documentation site. Build it with: python scripts/build_docs.py.

Three kinds of page are made from the code while the site is built, so that they cannot be out of date: the command
line (from its parser), the Python API (from the docstrings) and the changelog (included from CHANGELOG.md). Their
files in docs/ hold a heading and one sentence; ``add_generated`` puts the rest below.
"""

from __future__ import annotations

import argparse
import pkgutil
import re
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from livecoach import __version__  # noqa: E402 -- from this checkout
from livecoach.cli.options.parser import build  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

project = "livecoach"
release = version = __version__
project_copyright = "livecoach's authors, Apache License 2.0"
extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["site"]
html_theme = "furo"
html_title = "livecoach"
# No web fonts, no analytics, no badges: the built pages load nothing from the network.
html_static_path: list[str] = []
html_show_sphinx = False
myst_heading_anchors = 4
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_default_options = {"members": True, "undoc-members": True}
add_module_names = False

_CODE = re.compile(r"``[^`]+``|`[^`]+`")
_SPECIAL = re.compile(r"([\\*|_])")


def command_line() -> Iterator[str]:
    """Yield the body of the page about the command line."""
    parser, commands = build()
    yield f"```text\n{(parser.epilog or '').strip()}\n```\n\n"
    for command in commands.values():
        yield from command_section(command, level=2)


def command_section(parser: argparse.ArgumentParser, *, level: int) -> Iterator[str]:
    """Yield one command: what it does, its options and examples, and below them its own commands."""
    formatter = parser._get_formatter()
    yield f"{'#' * level} {parser.prog}\n\n{parser.description or ''}\n\n"
    nested: list[argparse.ArgumentParser] = []
    rows: list[str] = []
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            nested += dict.fromkeys(action.choices.values())
        elif action.help != argparse.SUPPRESS and action.dest != "help":
            meaning = formatter._expand_help(action) if action.help else ""
            rows.append(f"| `{_cell(formatter._format_action_invocation(action))}` | {_cell(meaning)} |\n")
    if rows:
        yield "| option | meaning |\n|---|---|\n" + "".join(rows) + "\n"
    if parser.epilog:
        yield f"```text\n{parser.epilog.strip()}\n```\n\n"
    for each in nested:
        yield from command_section(each, level=level + 1)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def package_modules(package: str) -> Iterator[str]:
    """Yield the body of one page of the API: every public module of a package, those of sub-packages included."""
    for name in _modules(package):
        yield f"## {name}\n\n```{{eval-rst}}\n.. automodule:: {name}\n```\n\n"


def _modules(package: str) -> Iterator[str]:
    spec = find_spec(package)
    assert spec is not None
    for module in sorted(pkgutil.iter_modules(spec.submodule_search_locations, f"{package}."), key=lambda m: m.name):
        if module.ispkg:
            yield from _modules(module.name)
        elif not module.name.rpartition(".")[2].startswith("_"):
            yield module.name


def add_generated(app: Sphinx, docname: str, source: list[str]) -> None:  # noqa: ARG001 -- the shape of the event
    """Put the generated part below the text of a page."""
    if docname == "reference/cli":
        source[0] += "\n" + "".join(command_line())
    elif docname.startswith("reference/api/"):
        source[0] += "\n" + "".join(package_modules(f"livecoach.{docname.rpartition('/')[2]}"))


def plain_docstring(*event: Any) -> None:
    """Keep reStructuredText from reading markup into plain docstrings.

    Only code between backticks is markup, and an indented block after a blank line, which stays as it is. The event's
    last argument is the docstring's lines, which are changed in place.
    """
    lines: list[str] = event[-1]
    text: list[str] = []
    block = False
    for number, line in enumerate(lines):
        begins = line.startswith("  ") and number > 0 and not lines[number - 1]
        if begins and not block:
            text += ["::", ""]
        block = begins or (block and (not line or line.startswith("  ")))
        text.append(line if block else _escaped(line))
    lines[:] = text


def _escaped(line: str) -> str:
    """Return a line in which only code between backticks is markup."""
    pieces, last = [], 0
    for code in _CODE.finditer(line):
        pieces += [_SPECIAL.sub(r"\\\1", line[last : code.start()]), f"``{code.group().strip('`')}``"]
        last = code.end()
    return "".join([*pieces, _SPECIAL.sub(r"\\\1", line[last:])])


def setup(app: Sphinx) -> None:
    """Connect the two functions above to the build."""
    app.connect("source-read", add_generated)
    app.connect("autodoc-process-docstring", plain_docstring)
