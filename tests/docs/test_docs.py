"""The documentation agrees with the code: findings that are cited, columns that are written, links, one changelog."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from livecoach import __version__
from livecoach.core import floor_measure_names, measure_names
from livecoach.faults.registry import rep_faults
from livecoach.output.log.breath_table import BREATH_COLUMNS
from livecoach.output.log.hold_table import HOLD_COLUMNS
from tests.support.paths import ROOT

DOCS = ROOT / "docs"
SOURCES = [path for folder in ("livecoach", "scripts") for path in (ROOT / folder).rglob("*.py")]
PAGES = [*sorted(DOCS.rglob("*.md")), *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "models/README.md"))]
PAGES.append(ROOT / "scripts" / "networks" / "README.md")
CITATION = re.compile(r"docs/method\.md,\s+findings?\s+((?:\d+(?:,\s+|\s+and\s+)?)+)")
LINK = re.compile(r"\]\(([^)\s]+)\)")


def cited() -> dict[int, list[str]]:
    """The numbers of the findings that the code cites, and the files that cite each."""
    found: dict[int, list[str]] = {}
    for path in SOURCES:
        for match in CITATION.finditer(path.read_text(encoding="utf-8")):
            for number in re.findall(r"\d+", match[1]):
                found.setdefault(int(number), []).append(path.relative_to(ROOT).as_posix())
    return found


def test_every_finding_that_the_code_cites_is_in_the_method() -> None:
    headings = re.findall(r"^### (\d+)\. ", (DOCS / "method.md").read_text(encoding="utf-8"), re.MULTILINE)
    numbers = [int(number) for number in headings]
    assert numbers == list(range(1, len(numbers) + 1))
    citations = cited()
    assert len(citations) >= 10
    assert {number: files for number, files in citations.items() if number not in numbers} == {}


def test_no_finding_is_cited_from_a_paper_outside_the_project() -> None:
    outside = re.compile(r"\b(?:MEASUREMENT|BREATH|ARCHITECTURE|HOUSE|PLATFORM)(?:\.md| findings?)\b")
    texts = [*SOURCES, *PAGES]
    assert [path.name for path in texts if outside.search(path.read_text(encoding="utf-8"))] == []


def test_every_column_of_frames_csv_is_defined() -> None:
    page = (DOCS / "session.md").read_text(encoding="utf-8")
    defined = set(re.findall(r"`(\w+)`", "".join(line for line in page.splitlines() if line.startswith("| `"))))
    columns = {"frame", "t_s", "rep", "phase", "drive", "quality", *BREATH_COLUMNS, *HOLD_COLUMNS}
    columns |= {*measure_names.ALL, *measure_names.NETWORK, *floor_measure_names.ALL}
    columns |= {f"{fault.id}_to_limit" for fault in rep_faults()}
    assert columns - defined == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_to_files_lead_somewhere(page: Path) -> None:
    targets = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if not re.match(r"\w+:|#", link)]
    dead = [link for link in targets if not (page.parent / link.partition("#")[0]).exists()]
    assert dead == []


def test_the_changelog_has_the_present_version() -> None:
    assert f"## [{__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
