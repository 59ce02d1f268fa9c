"""Build the documentation site into site/; any warning, dead link or file fetched from the network is a failure.

python scripts/build_docs.py                 into site/
python scripts/build_docs.py --out DIR       elsewhere

Needs the extra "docs": pip install -e ".[docs]".
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_FETCHED = re.compile(r"<(?:script|img|iframe|source)\b[^>]*\ssrc=\"(?:https?:)?//|<link\b[^>]*\shref=\"(?:https?:)?//")
"""A reference that a browser follows by itself; an ordinary link is only followed when it is clicked."""


def main() -> int:
    """Build the site; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--out", type=Path, default=ROOT / "site", help="folder of the built site")
    out = parser.parse_args().out
    # -W: a warning is a failure, dead links between pages and to headings among them; -E: read every page again.
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-b",
        "html",
        "-W",
        "--keep-going",
        "-E",
        "-q",
        str(ROOT / "docs"),
        str(out),
    ]
    built = subprocess.run(command, check=False)
    if built.returncode != 0:
        return 1
    pages = sorted(out.rglob("*.html"))
    fetching = [page for page in pages if _FETCHED.search(page.read_text(encoding="utf-8"))]
    for page in fetching:
        print(f"{page}: loads a file from the network")
    print(f"{len(pages)} pages in {out}")
    return 1 if fetching else 0


if __name__ == "__main__":
    sys.exit(main())
