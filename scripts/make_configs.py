"""Write configs/default.toml and the table in docs/profile.md from the schema; with --check only compare.

python scripts/make_configs.py [--check]
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from livecoach.config.options import Option, options, sections

ROOT = Path(__file__).resolve().parent.parent
BEGIN = "<!-- options: begin -->\n"
END = "<!-- options: end -->\n"


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


def profile_page(present: str) -> str:
    """Return the text of docs/profile.md with its table of options made anew."""
    before, _, rest = present.partition(BEGIN)
    _, _, after = rest.partition(END)
    rows = ["| option | default | allowed | meaning |", "|---|---|---|---|"]
    rows += [f"| `{o.key}` | `{json.dumps(o.default)}` | {o.allowed} | {o.meaning} |" for o in options().values()]
    return before + BEGIN + "\n".join(rows) + "\n" + END + after


def main() -> int:
    """Write or check the files; return the exit code, 1 when --check finds one that differs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit code 1 when a file is out of date")
    check = parser.parse_args().check
    page = ROOT / "docs" / "profile.md"
    wanted = {
        ROOT / "configs" / "default.toml": default_toml(),
        page: profile_page(page.read_text(encoding="utf-8")),
    }
    stale = [path for path, text in wanted.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        if not check:
            path.write_text(wanted[path], encoding="utf-8", newline="\n")
        print(f"{path.relative_to(ROOT)}: {'out of date, run scripts/make_configs.py' if check else 'written'}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
