from __future__ import annotations

from typing import TYPE_CHECKING

from livecoach.capture.cameras import list_cameras

if TYPE_CHECKING:
    import pytest


def test_looking_for_cameras_makes_no_noise_and_finds_each_once(capfd: pytest.CaptureFixture[str]) -> None:
    found = list_cameras()
    assert [camera.index for camera in found] == sorted({camera.index for camera in found})
    assert all(camera.name for camera in found)
    assert capfd.readouterr().err == ""
