from __future__ import annotations

import sys
from pathlib import Path

import pytest

from livecoach.core.user_folders import config_folder, data_folder


def test_neither_folder_is_made_by_asking_and_both_are_livecoachs_own():
    for folder in (config_folder(), data_folder()):
        assert "livecoach" in folder.parts
        assert folder.is_absolute()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the XDG folders are Linux's")
def test_the_xdg_folders_are_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert config_folder() == tmp_path / "config" / "livecoach"
    assert data_folder() == tmp_path / "data" / "livecoach"
