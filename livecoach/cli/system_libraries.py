"""The shared libraries that cv2 and mediapipe expect a Linux system to have, and how to install the missing ones.

Standard library only: ``scripts/run.py`` reads this file before anything is installed.
"""

from __future__ import annotations

import ctypes
import sys
from dataclasses import dataclass
from pathlib import Path

from livecoach.core.words.message import _


@dataclass(frozen=True, slots=True)
class SystemLibrary:
    """One shared library, who needs it, and the package that holds it on each family of Linux systems."""

    soname: str
    needed_by: str
    debian: str
    fedora: str
    arch: str


LIBRARIES = (
    SystemLibrary("libGL.so.1", "OpenCV", "libgl1", "libglvnd-glx", "libglvnd"),
    SystemLibrary("libgthread-2.0.so.0", "OpenCV", "libglib2.0-0", "glib2", "glib2"),
    SystemLibrary("libEGL.so.1", "MediaPipe", "libegl1", "libglvnd-egl", "libglvnd"),
    SystemLibrary("libGLESv2.so.2", "MediaPipe", "libgles2", "libglvnd-gles", "libglvnd"),
)

_INSTALLERS = {"debian": "sudo apt install", "fedora": "sudo dnf install", "arch": "sudo pacman -S"}
_FAMILY_OF_ID = {
    "debian": "debian",
    "ubuntu": "debian",
    "fedora": "fedora",
    "rhel": "fedora",
    "centos": "fedora",
    "arch": "arch",
}


def loadable(soname: str) -> bool:
    """Return whether the dynamic loader finds ``soname``."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def missing() -> list[SystemLibrary]:
    """Return the libraries that this Linux system lacks; empty elsewhere, where the wheels bring their own."""
    if not sys.platform.startswith("linux"):
        return []
    return [library for library in LIBRARIES if not loadable(library.soname)]


def family(os_release: str) -> str | None:
    """Return debian, fedora or arch from the text of ``/etc/os-release`` (os-release(5): ID, ID_LIKE), else None."""
    fields = dict(line.split("=", 1) for line in os_release.splitlines() if "=" in line)
    names = [fields.get("ID", ""), *fields.get("ID_LIKE", "").strip("\"'").split()]
    return next((_FAMILY_OF_ID[name.strip("\"'")] for name in names if name.strip("\"'") in _FAMILY_OF_ID), None)


def this_family() -> str | None:
    """Return the family of the running system, None when it is another one or does not say."""
    try:
        return family(Path("/etc/os-release").read_text(encoding="utf-8"))
    except OSError:
        return None


def install_command(libraries: list[SystemLibrary], family_name: str | None) -> str:
    """Return the shell command that installs ``libraries``; without a known family, the packages' Debian names."""
    packages = list(dict.fromkeys(getattr(library, family_name or "debian") for library in libraries))
    if family_name is None:
        return _("the packages that contain them (called {} on Debian)").format(", ".join(packages))
    return f"{_INSTALLERS[family_name]} {' '.join(packages)}"


def sentence(libraries: list[SystemLibrary], family_name: str | None) -> str:
    """Return what is missing and what to do, in one sentence."""
    named = ", ".join(_("{} (for {})").format(library.soname, library.needed_by) for library in libraries)
    return _("This system lacks {}. Install with: {}").format(named, install_command(libraries, family_name))
