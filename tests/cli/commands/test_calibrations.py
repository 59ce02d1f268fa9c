from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from livecoach.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder in which something is kept of two people."""
    folder = tmp_path / "calibrations"
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_, **__: str(tmp_path))
    for person in ("anna", "bert"):
        (folder / person / "pit_pull").mkdir(parents=True)
        (folder / person / "pit_pull" / "three_quarter_front_left.npz").write_bytes(bytes(2000))
    return folder


def test_what_is_kept_is_listed(kept: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["calibrations"]) == 0
    first, second, last = capsys.readouterr().out.splitlines()
    assert first.startswith("anna: pit_pull, 3/4 front left, ")
    assert first.endswith(", 2 kB")
    assert second.startswith("bert")
    assert last == f"2 kept calibrations in {kept}"


def test_one_person_is_forgotten_and_then_all(kept: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["calibrations", "delete", "--person", "Anna"]) == 0
    assert [path.parts[-3] for path in kept.rglob("*.npz")] == ["bert"]
    assert main(["calibrations", "delete"]) == 0
    assert not list(kept.rglob("*.npz"))
    assert main(["calibrations", "delete"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said == ["1 kept calibration deleted."] * 2 + ["0 kept calibrations deleted."]


def test_an_impossible_name_is_one_sentence(kept: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["calibrations", "--person", "../.."]) == 2
    assert "cannot be used as a person's name" in capsys.readouterr().err
    assert len(list(kept.rglob("*.npz"))) == 2
