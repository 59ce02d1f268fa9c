"""Write docs/accuracy.md, and its summary in README.md, from the reports in docs/accuracy/; with --check only compare.

python scripts/write_accuracy.py [--check]

A report gets there with: livecoach eval CLIPS --landmarks SEEN --report docs/accuracy/judging.md --overwrite
Only the .json and, of a sweep, the .svg are kept. README quotes those named judging*, together: their clips were not
looked at while limits were set. What was tried is written by hand in docs/accuracy_notes.md.
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
from livecoach.evaluate.pulls.pooled import pooled
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
HEAD = """\
# How often livecoach is right

Made by scripts/write_accuracy.py from the reports in docs/accuracy/, which `livecoach eval` wrote; anyone with
labelled clips can check it: [labels.md](labels.md).

## On what it was measured

On rendered people (the Anny body model) whose every joint is known: bodies, clothes, backgrounds, light, views, tempi
and faults at random, most of them unruly (a rocking trunk, a restless head, uneven reps).
`make_sets.py`, `make_breath.py` and `make_photos.py` in `scripts/eval_sets` write the sets from their seeds
(`breath.json` and `floor.json` there keep what was drawn otherwise), `generate.py` and `generate2.py` render them.

What that leaves out: rendered clothes are a coloured layer that moves with the skin and neither folds nor slips,
nobody stands in the way or walks by, the camera does not move, pictures have 640x480 pixels at a steady 30 frames a
second, and every fault is built from the same few joints, while a real person shrugs and arches in more ways. Expect
real people to be judged less surely than this."""


def page(every: Mapping[str, Mapping[str, Any]], notes: str) -> str:
    """Return the text of docs/accuracy.md from reports by name.

    Pulls come first: together, those only judged, the others, those with a sweep; then breath, holds, photos.
    """
    reports = {name: report for name, report in every.items() if report["format"] == PULLS}
    breath = {name: report for name, report in every.items() if report["format"] == BREATH}
    parts = [HEAD, f"## How to read the tables\n\n{HOW_TO_READ}"]
    parts += ["## All sets of pulls together", *_together(reports, by_size=True)] if reports else []
    for name, report in sorted(reports.items(), key=lambda item: ("sweep" in item[1], item[0])):
        role = "only judged" if name.startswith(JUDGING) else "looked at while limits were set"
        if "sweep" in report:
            title = f"## A sweep on {report['set']} ({role}): {report['sweep']['key']}"
            parts += [title, measured(report), f"![precision and recall](accuracy/{name}.svg)"]
            parts += sweep_markdown(report["sweep"], level=3)
        else:
            parts += [f"## Set {report['set']}, {role}", measured(report), *tables(report, level=3)]
    if breath:
        parts += ["## Breath", HOW_TO_READ_BREATH]
    for name, report in sorted(breath.items()):
        role = "only judged" if JUDGING in name else "looked at while the method was made"
        parts += [f"### Breath on {report['set']}, {role}", breath_measured(report), *breath_tables(report)]
    parts += holds({name: report for name, report in every.items() if report["format"] == HOLDS})
    parts += photos({name: report for name, report in every.items() if report["format"] == PHOTOS})
    parts += ["## The limits in effect", _limits(reports), notes.strip()]
    return "\n\n".join(parts) + "\n"


def holds(reports: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the part about holds on the floor, with the breath that was told in them."""
    parts = ["## Holds", HOW_TO_READ_HOLDS] if reports else []
    for name, report in sorted(reports.items()):
        usual = "looked at while limits were set" if SETTING in name else "rendered after limits were set"
        role = "only judged" if JUDGING in name else usual
        parts += [f"### Holds of {report['set']}, {role}", hold_measured(report), *hold_tables(report)]
        parts += [f"#### Breath in the whole of these clips ({report['set']})", *breath_tables(report["breath"])]
    return parts


def photos(reports: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the part about before and after photos."""
    parts = ["## Before and after photos", HOW_TO_READ_PHOTOS] if reports else []
    for name, report in sorted(reports.items()):
        role = "only judged" if JUDGING in name else "looked at while the method was made"
        parts += [f"### Photos of {report['set']}, {role}", photo_measured(report), *photo_tables(report)]
    return parts


def _limits(reports: Mapping[str, Mapping[str, Any]]) -> str:
    if not reports:
        return "No report is there yet."
    first = next(iter(reports.values()))
    lines = [f"| `{key}` | {value:g} |" for key, value in first["limits"].items()]
    return "\n".join(["| option | value |", "| --- | --- |", *lines])


def readme(present: str, reports: Mapping[str, Mapping[str, Any]]) -> str:
    """Return README.md with the summary between its marks made anew."""
    before, _, rest = present.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + BEGIN + "".join(f"{part}\n\n" for part in _together(reports, by_size=False)) + END + after


def _together(reports: Mapping[str, Mapping[str, Any]], *, by_size: bool) -> list[str]:
    """Return the tables of the sets only judged and of all sets; a sweep is none, its clips are in the others."""
    sets = {name: each for name, each in reports.items() if each["format"] == PULLS and "sweep" not in each}
    judged = [report for name, report in sets.items() if name.startswith(JUDGING)]
    parts = [(judged, "what was only judged"), (list(sets.values()), f"all {len(sets)} sets together")]
    return [pooled(chosen, called, by_size=by_size) for chosen, called in parts if chosen]


def main() -> int:
    """Write or check the files; return the exit code, 1 when --check finds one that differs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit code 1 when a file is out of date")
    check = parser.parse_args().check
    reports = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(REPORTS.glob("*.json"))}
    top = ROOT / "README.md"
    wanted = {
        ROOT / "docs" / "accuracy.md": page(reports, (ROOT / "docs" / "accuracy_notes.md").read_text(encoding="utf-8")),
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
