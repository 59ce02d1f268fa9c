"""Write docs/accuracy.md, and its small table in README.md, from the reports in docs/accuracy/; --check only compares.

python scripts/write_accuracy.py [--check]

A report gets there with: livecoach eval CLIPS --landmarks SEEN --report docs/accuracy/judging.md --overwrite
Only the .json and, of a sweep, the .svg are kept. Reports named judging* are of held-out sets: their clips were not
used while limits were set. What was tried is written by hand in docs/accuracy_notes.md.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from livecoach.evaluate.breath.report import FORMAT as BREATH
from livecoach.evaluate.breath.report import HOW_TO_READ as HOW_TO_READ_BREATH
from livecoach.evaluate.breath.report import breath_measured, breath_tables
from livecoach.evaluate.holds.report import FORMAT as HOLDS
from livecoach.evaluate.holds.report import HOW_TO_READ as HOW_TO_READ_HOLDS
from livecoach.evaluate.holds.report import hold_measured, hold_tables
from livecoach.evaluate.photos.report import FORMAT as PHOTOS
from livecoach.evaluate.photos.report import HOW_TO_READ as HOW_TO_READ_PHOTOS
from livecoach.evaluate.photos.report import photo_measured, photo_tables
from livecoach.evaluate.pulls.pooled import pooled, short_table
from livecoach.evaluate.pulls.report import HOW_TO_READ, measured, sweep_markdown, tables
from livecoach.evaluate.pulls.summary import FORMAT as PULLS

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "docs" / "accuracy"
JUDGING = "judging"
SETTING = "setting"
BEGIN = "<!-- accuracy: begin -->\n"
END = "<!-- accuracy: end -->\n"
NAMES = {"uh": "Held-out A", "ui": "Held-out B"}
"""What the held-out sets of pulls are called where people read; their reports keep the short name."""

HEAD = """\
# Accuracy

`scripts/write_accuracy.py` made this page from the reports in `docs/accuracy/`, which `livecoach eval` wrote. With
labelled clips you can check it yourself: [labels.md](labels.md). [What was tried](accuracy_notes.md) explains the sets,
the weak points, the alternatives that lost, and the results on real people.

## What it was measured on

The clips show rendered people (the Anny body model) whose joints are all known. Bodies, clothes, backgrounds, light,
views, tempi and faults are random; most people are unruly (a rocking trunk, a restless head, uneven reps).
`make_sets.py`, `make_breath.py` and `make_photos.py` in `scripts/eval_sets` write the sets from their seeds, and
`generate.py` and `generate2.py` render them. `breath.json` and `floor.json` hold the sets that no script can draw
again.

A *held-out* set was rendered from fresh seeds and judged once; no limit was set on it. The *development* sets were used
while limits and methods were chosen, so their numbers flatter. The held-out sets are small: expect something close to
the pooled results.

Rendered people are easier than real ones. Their clothes are a coloured layer that moves with the skin and neither folds
nor slips. Nobody stands in the way or walks by, the camera does not move, and pictures have 640x480 pixels at a steady
30 frames a second. Every fault is built from the same few joints, while a real person shrugs and arches in more
ways."""


def page(every: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the text of docs/accuracy.md from reports by name.

    Pulls come first: pooled, held-out sets, development sets, sweeps; then breathing, holds, photos.
    """
    reports = {name: report for name, report in every.items() if report["format"] == PULLS}
    breath = {name: report for name, report in every.items() if report["format"] == BREATH}
    parts = [HEAD, f"## How to read the tables\n\n{HOW_TO_READ}"]
    parts += ["## All sets of pulls, pooled", *_together(reports)] if reports else []
    for name, report in sorted(reports.items(), key=lambda item: ("sweep" in item[1], item[0])):
        role = "held-out" if name.startswith(JUDGING) else "development"
        if "sweep" in report:
            title = f"## Sweep of {report['sweep']['key']} on {report['set']} ({role})"
            parts += [title, measured(report), f"![precision and recall](accuracy/{name}.svg)"]
            parts += sweep_markdown(report["sweep"], level=3)
        else:
            parts += [f"## {_titled(report['set'], role)}", measured(report), *tables(report, level=3)]
    if breath:
        parts += ["## Breathing", HOW_TO_READ_BREATH]
    for name, report in sorted(breath.items()):
        role = "held-out" if JUDGING in name else "development"
        parts += [f"### Breathing on {report['set']}, {role}", breath_measured(report), *breath_tables(report)]
    parts += holds({name: report for name, report in every.items() if report["format"] == HOLDS})
    parts += photos({name: report for name, report in every.items() if report["format"] == PHOTOS})
    parts += ["## The limits in effect", _limits(reports)]
    return "\n\n".join(parts) + "\n"


def holds(reports: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the part about holds on the floor, with the breaths that were reported in them."""
    parts = ["## Holds", HOW_TO_READ_HOLDS] if reports else []
    for name, report in sorted(reports.items()):
        usual = "development" if SETTING in name else "rendered after the limits were set, then looked at"
        role = "held-out" if JUDGING in name else usual
        parts += [f"### Holds of {report['set']}, {role}", hold_measured(report), *hold_tables(report)]
        parts += [f"#### Breathing in the whole of these clips ({report['set']})", *breath_tables(report["breath"])]
    return parts


def photos(reports: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the part about before and after photos."""
    parts = ["## Before and after photos", HOW_TO_READ_PHOTOS] if reports else []
    for name, report in sorted(reports.items()):
        role = "held-out" if JUDGING in name else "development"
        parts += [f"### Photos of {report['set']}, {role}", photo_measured(report), *photo_tables(report)]
    return parts


def _limits(reports: Mapping[str, Mapping[str, Any]]) -> str:
    if not reports:
        return "There is no report yet."
    first = next(iter(reports.values()))
    lines = [f"| `{key}` | {value:g} |" for key, value in first["limits"].items()]
    return "\n".join(["| option | value |", "| --- | --- |", *lines])


def readme(present: str, reports: Mapping[str, Mapping[str, Any]]) -> str:
    """Return README.md with a fresh table between its marks."""
    before, _, rest = present.partition(BEGIN)
    _, _, after = rest.partition(END)
    held_out, development = _sets(reports)
    groups = {"held-out": held_out, "development": development}
    return before + BEGIN + short_table(groups) + "\n" + END + after


def _sets(reports: Mapping[str, Mapping[str, Any]]) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    """Return the held-out and the development sets of pulls; a sweep is none of them, as it repeats their clips."""
    sets = {name: each for name, each in reports.items() if each["format"] == PULLS and "sweep" not in each}
    held_out = [report for name, report in sets.items() if name.startswith(JUDGING)]
    return held_out, [report for name, report in sets.items() if not name.startswith(JUDGING)]


def _together(reports: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the pooled tables: held-out sets, development sets, all of them."""
    held_out, development = _sets(reports)
    parts = [(held_out, "the held-out sets"), (development, "the development sets")]
    parts += [([*held_out, *development], "all sets")]
    return [pooled(chosen, called, by_size=True) for chosen, called in parts if chosen]


def _titled(name: str, role: str) -> str:
    """Return the heading of a set: its spoken name where it has one, and its short name in either case."""
    return f"{NAMES[name]} (set `{name}`)" if name in NAMES else f"Set `{name}` ({role})"


def main() -> int:
    """Write or check the files; return the exit code, 1 when --check finds one that differs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit code 1 when a file is out of date")
    check = parser.parse_args().check
    reports = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(REPORTS.glob("*.json"))}
    top = ROOT / "README.md"
    wanted = {
        ROOT / "docs" / "accuracy.md": page(reports),
        top: readme(top.read_text(encoding="utf-8"), reports),
    }
    stale = [path for path, text in wanted.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        if not check:
            path.write_text(wanted[path], encoding="utf-8", newline="\n")
        print(f"{path.relative_to(ROOT)}: {'out of date, run scripts/write_accuracy.py' if check else 'written'}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
