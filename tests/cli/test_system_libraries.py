from __future__ import annotations

import sys

import pytest

from livecoach.cli import system_libraries
from livecoach.cli.system_libraries import LIBRARIES, family, install_command, loadable, sentence

DEBIAN = "Install with: sudo apt install libgl1 libglib2.0-0 libegl1 libgles2"
FEDORA = "Install with: sudo dnf install libglvnd-glx glib2 libglvnd-egl libglvnd-gles"
ARCH = "Install with: sudo pacman -S libglvnd glib2"


@pytest.mark.parametrize(("name", "command"), [("debian", DEBIAN), ("fedora", FEDORA), ("arch", ARCH)])
def test_the_sentence_ends_with_the_command_for_this_family(name: str, command: str):
    said = sentence(list(LIBRARIES), name)
    assert said.startswith("This system lacks libGL.so.1 (for OpenCV), ")
    assert said.endswith(command)


def test_an_unknown_family_gets_the_debian_names():
    assert install_command([LIBRARIES[0]], None) == "the packages that contain them (called libgl1 on Debian)"


@pytest.mark.parametrize(
    ("os_release", "expected"),
    [
        ('NAME="Debian GNU/Linux"\nID=debian\n', "debian"),
        ("ID=linuxmint\nID_LIKE='ubuntu debian'\n", "debian"),
        ('ID="rocky"\nID_LIKE="rhel centos fedora"\n', "fedora"),
        ("ID=endeavouros\nID_LIKE=arch", "arch"),
        ("ID=alpine\n", None),
        ("", None),
    ],
)
def test_the_family_comes_from_os_release(os_release: str, expected: str | None):
    assert family(os_release) == expected


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the wheels of other systems bring their libraries")
def test_the_loader_is_asked(monkeypatch: pytest.MonkeyPatch):
    absent = system_libraries.SystemLibrary("liblivecoach-absent.so.9", "nobody", "a", "b", "c")
    assert loadable("libc.so.6")
    monkeypatch.setattr(system_libraries, "LIBRARIES", (absent,))
    assert system_libraries.missing() == [absent]
