from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from livecoach.errors import OutputError
from livecoach.evaluate.report_files import report_files

if TYPE_CHECKING:
    from pathlib import Path


def test_a_folder_gets_four_files_and_a_name_keeps_its_own(tmp_path: Path):
    files = report_files(tmp_path / "out", overwrite=False)
    assert files.markdown == tmp_path / "out" / "report.md"
    assert files.curve == tmp_path / "out" / "report.svg"
    files = report_files(tmp_path / "deep" / "set1.md", overwrite=False)
    assert (files.json, files.reps) == (tmp_path / "deep" / "set1.json", tmp_path / "deep" / "set1.csv")
    assert (tmp_path / "deep").is_dir()


@pytest.mark.parametrize("suffix", [".md", ".json", ".csv", ".svg"])
def test_one_file_that_is_there_already_is_enough_to_refuse(tmp_path: Path, suffix: str):
    (tmp_path / f"report{suffix}").touch()
    with pytest.raises(OutputError, match=rf"already contains report\{suffix}.*--overwrite"):
        report_files(tmp_path, overwrite=False)
    assert report_files(tmp_path, overwrite=True).markdown == tmp_path / "report.md"


def test_where_no_folder_can_be_made_is_said(tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="Cannot write into the folder"):
        report_files(tmp_path / "file" / "out", overwrite=False)
