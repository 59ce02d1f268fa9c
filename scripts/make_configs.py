"""Write the default profile and plan, the tables of options and faults, and the JSON schemas; --check only compares.

python scripts/make_configs.py [--check]
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic_core import PydanticUndefined

from livecoach.config.options import Option, options, options_of, sections
from livecoach.config.plan import ExerciseSection, PlanSection
from livecoach.exercises.catalogue import exercises
from livecoach.exercises.exercise import Kind
from livecoach.faults.evidence import LIMITED, NETWORK_UNSETTLED, REST_DRIVE
from livecoach.faults.registry import hold_faults, rep_faults

if TYPE_CHECKING:
    from collections.abc import Iterable


ROOT = Path(__file__).resolve().parent.parent
BEGIN = "<!-- options: begin -->\n"
END = "<!-- options: end -->\n"
DAILY = ("hip_lift_90_90", "all_four_reach", "pit_pull")
"""The article's daily routine, in its order; the dose is each exercise's own."""


def default_toml() -> str:
    """Return the text of configs/default.toml: every option with its meaning, range, unit and default."""
    lines = [
        "# Every option with its default. Made by scripts/make_configs.py from livecoach/config/schema.py.",
        "# Copy what you want to change into a file of your own; docs/profile.md says where it goes.",
        "",
    ]
    lines += [line for option in options().values() if not option.section for line in _option_lines(option)]
    for section, meaning in sections().items():
        lines += ["", f"# {meaning}", f"[{section}]"]
        lines += [line for option in options().values() if option.section == section for line in _option_lines(option)]
    return "\n".join(lines) + "\n"


def _option_lines(option: Option) -> list[str]:
    # JSON's numbers, strings and booleans are TOML's.
    return [f"# {option.meaning} ({option.allowed})", f"{option.name} = {json.dumps(option.default)}"]


def daily_plan() -> str:
    """Return the text of configs/routine/daily.toml: the daily routine, every option with its meaning."""
    head = {option.key: option for option in options_of(PlanSection)}
    each = options_of(ExerciseSection)
    lines = [
        "# The daily routine. Made by scripts/make_configs.py; copy it to make a plan of your own (docs/routine.md).",
        "",
        *_option_lines(head["name"]),
        *_option_lines(head["days"]),
        "",
        "# The exercises, in their order; of each:",
        *(f"#   {option.name}: {option.meaning} ({option.allowed})" for option in each),
    ]
    rest = next(option for option in each if option.name == "rest_s")
    for exercise in (exercises()[name] for name in DAILY):
        unit = "breaths" if exercise.kind is Kind.HOLD else "reps"
        lines += ["", "[[exercise]]", f'name = "{exercise.name}"', f"sets = {exercise.dose.sets}"]
        lines += [f"{unit} = {exercise.dose.count}", f"rest_s = {json.dumps(rest.default)}"]
    return "\n".join(lines) + "\n"


def with_tables(present: str, *tables: Iterable[Option]) -> str:
    """Return a page with its tables of options, between the marks, made again."""
    pieces = present.split(BEGIN)
    if len(pieces) != len(tables) + 1:
        raise SystemExit(f"A page needs {len(tables)} of the marks {BEGIN.strip()}.")
    made = [pieces[0]]
    for piece, table in zip(pieces[1:], tables, strict=True):
        _, _, after = piece.partition(END)
        rows = ["| option | default | allowed | meaning |", "|---|---|---|---|"]
        rows += [f"| `{o.key}` | {_default(o)} | {o.allowed} | {o.meaning} |" for o in table]
        made.append("\n".join(rows) + "\n" + END + after)
    return BEGIN.join(made)


def _default(option: Option) -> str:
    return f"`{json.dumps(option.default)}`" if option.default is not PydanticUndefined else "must be given"


def labels_schema(present: str) -> str:
    """Return labels.schema.json with the labels and sizes of the faults made again."""
    schema = json.loads(present)
    rep = schema["$defs"]["rep"]["properties"]
    for truth in (fault.truth for fault in rep_faults() if fault.truth is not None):
        rep[truth.label] = {"$ref": "#/$defs/label"}
        size = {
            "description": f"Size of the fault in {truth.unit}; one is {truth.defined}.",
            "type": ["number", "null"],
        }
        rep[truth.size] = size
        if truth.side:
            sides = "-1 the right side only, 0 both alike, 1 the left side only."
            rep[truth.side] = {"description": sides, "type": "number", "minimum": -1, "maximum": 1}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def faults_page(present: str) -> str:
    """Return docs/faults.md with its two tables, between the marks, made again."""
    faults = (*rep_faults(), *hold_faults())
    rows = ["| fault | what went wrong | correction | judged in | limits |", "|---|---|---|---|---|"]
    for fault in faults:
        words = fault.words
        names = fault.section.model_fields if fault.section is not None else ()
        limits = [f"{fault.id}.{name}" for name in names if name.endswith("limit")] or fault.limits
        shown = ", ".join(f"`{key}` {options()[key].default:g} {options()[key].unit}" for key in limits)
        judged = ", ".join(fault.exercises)
        rows.append(f"| `{fault.id}` | {words.name} | {words.correction} | {judged} | {shown} |")
    numbers = ["| number | value | source |", "|---|---|---|"]
    numbers += [
        f"| {name} | {number.value:g} | {number.source} |"
        for name, number in (
            ("every fault: limited", LIMITED),
            ("every fault: network, unsettled", NETWORK_UNSETTLED),
            ("every fault: rest, from this drive on", REST_DRIVE),
        )
    ]
    for fault in faults:
        factors = fault.factors
        named = dict(fault.numbers)
        if factors is not None:
            named |= {name: getattr(factors, name) for name in ("landmarks", "unsettled", "uncalibrated")}
        if fault.rest is not None:
            named |= {"rest, usual": fault.rest.usual, "rest, rise": fault.rest.rise}
            named |= {f"rest, {view.value}": factor for view, factor in fault.rest.factors.items()}
        numbers += [f"| `{fault.id}`: {name} | {each.value:g} | {each.source} |" for name, each in named.items()]
    pieces = present.split(BEGIN)
    if len(pieces) != 3:
        raise SystemExit(f"docs/faults.md needs 2 of the marks {BEGIN.strip()}.")
    made = [pieces[0]]
    for piece, table in zip(pieces[1:], (rows, numbers), strict=True):
        made.append("\n".join(table) + "\n" + END + piece.partition(END)[2])
    return BEGIN.join(made)


def main() -> int:
    """Write or check the files; return the exit code, 1 when --check finds one that differs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit code 1 when a file is out of date")
    check = parser.parse_args().check
    page, routine = ROOT / "docs" / "profile.md", ROOT / "docs" / "routine.md"
    faults, assets = ROOT / "docs" / "faults.md", ROOT / "livecoach" / "assets"
    labels = assets / "labels.schema.json"
    plan = [option for option in options_of(PlanSection) if option.name != "exercise"]
    wanted = {
        ROOT / "configs" / "default.toml": default_toml(),
        ROOT / "configs" / "routine" / "daily.toml": daily_plan(),
        page: with_tables(page.read_text(encoding="utf-8"), options().values()),
        faults: faults_page(faults.read_text(encoding="utf-8")),
        labels: labels_schema(labels.read_text(encoding="utf-8")),
        routine: with_tables(routine.read_text(encoding="utf-8"), plan, options_of(ExerciseSection)),
    }
    stale = [path for path, text in wanted.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        if not check:
            path.parent.mkdir(exist_ok=True)
            path.write_text(wanted[path], encoding="utf-8", newline="\n")
        print(f"{path.relative_to(ROOT)}: {'out of date, run scripts/make_configs.py' if check else 'written'}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
