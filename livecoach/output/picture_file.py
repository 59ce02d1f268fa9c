"""Pictures and JSON files: checked before the work, written whole."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from livecoach.core.files import atomic_write, make_writable
from livecoach.core.words.message import _
from livecoach.core.words.reason import reason
from livecoach.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray


PICTURE_SUFFIXES = (".jpg", ".jpeg", ".png")


def prepare_outputs(out: Path, *, inputs: Sequence[Path], overwrite: bool) -> tuple[Path, Path]:
    """Return the picture's and the JSON file's path after checking that both may be written; raises OutputError."""
    if out.suffix.lower() not in PICTURE_SUFFIXES:
        raise OutputError(_("{} does not end in {}: choose another --out.").format(out, ", ".join(PICTURE_SUFFIXES)))
    paths = out, out.with_suffix(".json")
    for path in paths:
        if any(path.resolve() == given.resolve() for given in inputs):
            raise OutputError(_("{} is one of the photos given: choose another --out.").format(path))
        if path.exists() and (not overwrite or not path.is_file()):
            raise OutputError(
                _("{} exists already: choose another --out, or replace it with --overwrite.").format(path)
            )
    try:
        make_writable(out.parent)
    except OSError as error:
        raise OutputError(
            _("Cannot write into the folder {}: {}; choose another --out.").format(out.parent, reason(error))
        ) from error
    return paths


def write_picture(path: Path, image_bgr: NDArray[np.uint8]) -> None:
    """Write the pixels without place, time or camera data; raises OutputError."""
    done, data = cv2.imencode(path.suffix.lower(), image_bgr, [cv2.IMWRITE_JPEG_QUALITY, 92])
    if not done:
        raise OutputError(_("The picture {} cannot be encoded: choose another --out.").format(path))
    with atomic_write(path) as part:
        part.write_bytes(data.tobytes())


def write_json(path: Path, record: Mapping[str, Any]) -> None:
    """Write a record as JSON; raises OutputError."""
    with atomic_write(path) as part:
        part.write_text(json.dumps(record, indent=1, allow_nan=False) + "\n", encoding="utf-8")


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
