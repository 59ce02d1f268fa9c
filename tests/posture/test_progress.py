"""Captures of a folder as a chart."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import pytest

from livecoach.errors import SourceError
from livecoach.posture.compare import CAPTURE
from livecoach.posture.progress import progress


def record(day: int, neck_cm: float, view: str = "back") -> str:
    measures = {"neck_length_cm": neck_cm, "shoulder_level_cm": 0.4}
    taken_at = f"2026-05-{day:02d}T07:00:00+02:00"
    return json.dumps(
        {"what": CAPTURE, "format": 1, "view": view, "taken_at": taken_at, "height_cm": 170.0, "measures": measures}
    )


def test_captures_are_charted_and_other_files_named(tmp_path: Path):
    for day, neck_cm in ((1, 15.0), (4, 15.4), (11, 17.0)):
        (tmp_path / f"{day}.json").write_text(record(day, neck_cm))
    (tmp_path / "other.json").write_text("{}")
    (tmp_path / "broken.json").write_text("{")
    (tmp_path / "list.json").write_text("[]")
    (tmp_path / "nan.json").write_text(record(2, float("nan")))
    (tmp_path / "where.json").write_text(record(3, 15.0).replace("+02:00", ""))  # a time that cannot be compared
    done = progress(tmp_path, tmp_path / "out" / "chart.png", overwrite=False)
    assert done.photos == 3
    assert [name.split()[0] for name in done.left_out] == [
        f"{name}.json" for name in ("broken", "list", "nan", "other", "where")
    ]
    assert cv2.imread(str(done.picture)).shape[1] == 1600


def test_one_photo_is_a_chart_too(tmp_path: Path):
    (tmp_path / "1.json").write_text(record(1, 15.0))
    assert progress(tmp_path, tmp_path / "chart.png", overwrite=False).photos == 1


def test_a_folder_without_captures_or_none_is_said(tmp_path: Path):
    with pytest.raises(SourceError, match="contains no photos"):
        progress(tmp_path, tmp_path / "chart.png", overwrite=False)
    with pytest.raises(SourceError, match="There is no folder"):
        progress(tmp_path / "none", tmp_path / "chart.png", overwrite=False)
