"""Write the default profile and plan, and the tables of their options, from the schemas; --check only compares.

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
from livecoach.exercises.catalogue import EXERCISES
from livecoach.exercises.exercise import Kind

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
    for exercise in (EXERCISES[name] for name in DAILY if name in EXERCISES):
        unit = "breaths" if exercise.kind is Kind.HOLD else "reps"
        lines += ["", "[[exercise]]", f'name = "{exercise.name}"', f"sets = {exercise.dose.sets}"]
        lines += [f"{unit} = {exercise.dose.count}", f"rest_s = {json.dumps(rest.default)}"]
    return "\n".join(lines) + "\n"


def with_tables(present: str, *tables: Iterable[Option]) -> str:
    """Return a page with its tables of options, between the marks, made anew."""
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


def main() -> int:
    """Write or check the files; return the exit code, 1 when --check finds one that differs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit code 1 when a file is out of date")
    check = parser.parse_args().check
    page, routine = ROOT / "docs" / "profile.md", ROOT / "docs" / "routine.md"
    plan = [option for option in options_of(PlanSection) if option.name != "exercise"]
    wanted = {
        ROOT / "configs" / "default.toml": default_toml(),
        ROOT / "configs" / "routine" / "daily.toml": daily_plan(),
        page: with_tables(page.read_text(encoding="utf-8"), options().values()),
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
