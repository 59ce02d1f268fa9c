"""``livecoach highlights``: the faults of a session and its best rep, side by side in one short clip."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from livecoach.core.words.message import _
from livecoach.core.words.translator import Translator, translator
from livecoach.errors import LivecoachError
from livecoach.session.recording.highlights import make_highlights

if TYPE_CHECKING:
    import argparse


def run(arguments: argparse.Namespace) -> int:
    """Make the clip and print where it is."""
    sys.stdout.write(translator()(_("Written to {}"), make_highlights(Path(arguments.folder))) + "\n")
    return 0


def tell(folder: Path, words: Translator) -> int:
    """Make the highlights of a session that just ended; return 1, with the reason on stderr, when there are none."""
    try:
        sys.stdout.write(words(_("Highlights: {}"), make_highlights(folder)) + "\n")
    except LivecoachError as error:
        sys.stderr.write(f"livecoach: {words(str(error))}\n")
        return 1
    return 0
