from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from livecoach.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("old", "new"), [(["kept"], ["calibrations"]), (["kept", "--forget"], ["calibrations", "delete"])]
)
def test_the_old_name_does_the_same_and_names_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], old: list[str], new: list[str]
):
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_, **__: str(tmp_path))
    assert main(new) == 0
    expected = capsys.readouterr()
    assert expected.err == ""
    assert main(old) == 0
    given = capsys.readouterr()
    assert given.out == expected.out
    assert "now 'livecoach calibrations'" in given.err
