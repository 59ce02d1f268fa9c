from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from livecoach.errors import OutputError
from livecoach.output.picture_file import digest, prepare_outputs, write_json, write_picture

if TYPE_CHECKING:
    from pathlib import Path

PICTURE = np.full((40, 60, 3), (10, 120, 240), np.uint8)


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".JPEG"])
def test_a_picture_is_written_whole_and_read_again(tmp_path: Path, suffix: str):
    path = tmp_path / f"chart{suffix}"
    write_picture(path, PICTURE)
    read = cv2.imread(str(path))
    assert read is not None
    assert np.abs(read.astype(int) - PICTURE).max() <= (0 if suffix == ".png" else 4)
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_the_record_lies_beside_the_picture(tmp_path: Path):
    picture, record = prepare_outputs(tmp_path / "new" / "chart.png", inputs=[], overwrite=False)
    write_json(record, {"a": [1, None]})
    assert (picture, record) == (tmp_path / "new" / "chart.png", tmp_path / "new" / "chart.json")
    assert json.loads(record.read_text("utf-8")) == {"a": [1, None]}
    assert digest(record) == hashlib.sha256(record.read_bytes()).hexdigest()


def test_no_number_that_json_does_not_know_is_written(tmp_path: Path):
    with pytest.raises(ValueError, match="JSON"):
        write_json(tmp_path / "a.json", {"a": float("nan")})
    assert list(tmp_path.iterdir()) == []


def test_other_endings_photos_given_and_files_that_are_there_are_refused(tmp_path: Path):
    photo = tmp_path / "photo.jpg"
    photo.touch()
    with pytest.raises(OutputError, match="does not end in"):
        prepare_outputs(tmp_path / "chart.gif", inputs=[], overwrite=False)
    with pytest.raises(OutputError, match="one of the photos given"):
        prepare_outputs(tmp_path / "x" / ".." / "photo.jpg", inputs=[photo], overwrite=True)
    with pytest.raises(OutputError, match="exists already"):
        prepare_outputs(photo, inputs=[], overwrite=False)
    prepare_outputs(photo, inputs=[], overwrite=True)
    (tmp_path / "chart.png").mkdir()
    with pytest.raises(OutputError, match="exists already"):
        prepare_outputs(tmp_path / "chart.png", inputs=[], overwrite=True)
