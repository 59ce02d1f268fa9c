"""What ``livecoach doctor`` looks at; each check gives findings and changes nothing on the computer.

Only what clips need can be a PROBLEM. A missing camera, sound device or display is a NOTE.
"""

from __future__ import annotations

import importlib
import re
import tempfile
from dataclasses import dataclass
from enum import Enum
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from livecoach.cli import system_libraries
from livecoach.core.words.message import _
from livecoach.core.words.reason import reason
from livecoach.errors import AudioError, LivecoachError

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKAGES = ("numpy", "cv2", "mediapipe", "pygame", "av", "miniaudio", "pydantic")
_MODULES = {"pygame": "livecoach.output.sdl"}  # by itself it greets on stdout
_DISTRIBUTIONS = {"cv2": "opencv-contrib-python", "pygame": "pygame-ce"}
_TWINS = (("cv2", re.compile(r"opencv-.*")), ("pygame", re.compile(r"pygame(-ce)?")))
"""Folders that several distributions own, and the names of those."""


class State(Enum):
    """How a finding weighs."""

    OK = "ok"
    NOTE = "note"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, what was seen, and what to do about it (empty when nothing)."""

    state: State
    subject: str
    seen: str
    advice: str = ""


class Check(Protocol):
    """A function that looks at one thing."""

    __name__: str

    def __call__(self) -> Iterator[Finding]:
        """Yield what was found."""


def check_system_libraries() -> Iterator[Finding]:
    """Look for the shared libraries that cv2 and mediapipe expect of a Linux system."""
    lacking = system_libraries.missing()
    if lacking:
        names = ", ".join(library.soname for library in lacking)
        advice = system_libraries.install_command(lacking, system_libraries.this_family())
        yield Finding(
            State.PROBLEM, _("system libraries"), _("{} missing").format(names), _("install: {}").format(advice)
        )
    else:
        yield Finding(State.OK, _("system libraries"), _("all there"))


def check_packages() -> Iterator[Finding]:
    """Import each library and tell its version."""
    for name in _PACKAGES:
        distribution = _DISTRIBUTIONS.get(name, name)
        try:
            importlib.import_module(_MODULES.get(name, name))
            yield Finding(State.OK, name, metadata.version(distribution))
        except (ImportError, OSError) as error:  # OSError: a shared library that the wheel needs is not there
            yield Finding(
                State.PROBLEM,
                name,
                _("cannot be loaded ({})").format(error),
                _("reinstall: pip install {}").format(distribution),
            )


def check_twins() -> Iterator[Finding]:
    """Look for packages side by side that own the same folder and overwrite each other: OpenCV's, and pygame's two."""
    names = {(distribution.name or "").lower() for distribution in metadata.distributions()}
    for folder, twins in _TWINS:
        found = sorted(name for name in names if twins.fullmatch(name))
        wanted = _DISTRIBUTIONS[folder]
        if set(found) - {wanted}:
            yield Finding(
                State.NOTE,
                _("packages of {}").format(folder),
                _("{} share one folder and overwrite each other").format(", ".join(found)),
                _("pip uninstall {}, then pip install {}").format(" ".join(found), wanted),
            )


def check_models() -> Iterator[Finding]:
    """Compare each shipped model with its known hash and let it look at one blank picture."""
    import numpy as np

    from livecoach.core.types import Frame
    from livecoach.track.mediapipe_tracker import MediaPipeTracker
    from livecoach.track.model_files import SHIPPED, resolve_model

    blank = Frame(0, 0.0, np.zeros((480, 640, 3), np.uint8))
    for name in SHIPPED:
        try:
            model = resolve_model(name)
            with MediaPipeTracker(model) as tracker:
                tracker.track(blank)
            yield Finding(
                State.OK,
                _("model {}").format(name),
                _("{} runs, SHA-256 {} as expected").format(model.path, model.sha256[:12]),
            )
        except LivecoachError as error:
            yield Finding(State.PROBLEM, _("model {}").format(name), str(error))


def check_network_guard() -> Iterator[Finding]:
    """Turn the guard on as every session does, and look whether it holds."""
    from livecoach.track.network_guard import guard_state, network_guard

    network_guard()
    state = guard_state()
    if state.on:
        yield Finding(State.OK, _("network guard"), state.detail)
    else:
        yield Finding(
            State.PROBLEM, _("network guard"), state.detail, _("report this: no data should leave this computer")
        )


def check_folders() -> Iterator[Finding]:
    """Try to write where profiles and results go."""
    from livecoach.config.load import user_profiles_folder

    places = [(_("this folder"), Path.cwd(), _("choose another one with --out, or change its permissions"))]
    try:
        advice = _("change its permissions, or name profiles by their files")
        places.insert(0, (_("profiles folder"), user_profiles_folder(), advice))
    except LivecoachError as error:
        yield Finding(State.NOTE, _("profiles folder"), str(error))
    for subject, folder, advice in places:
        present = next(place for place in (folder, *folder.parents) if place.exists())
        try:
            with tempfile.TemporaryFile(dir=present):
                yield Finding(State.OK, subject, _("{} can be written").format(folder))
        except OSError as error:
            seen = _("{} cannot be written ({})").format(folder, reason(error))
            yield Finding(State.NOTE, subject, seen, advice)


def check_cameras() -> Iterator[Finding]:
    """List the webcams."""
    from livecoach.capture.cameras import list_cameras

    cameras = list_cameras()
    for camera in cameras:
        seen = f"{camera.name}, {camera.width_px}x{camera.height_px}"
        if camera.gives_picture:
            yield Finding(State.OK, _("camera {}").format(camera.index), seen)
        else:
            advice = _("close the program that holds it, or connect it again")
            yield Finding(
                State.NOTE, _("camera {}").format(camera.index), _("{}, gives no picture").format(seen), advice
            )
    if not cameras:
        advice = _(
            "connect one, allow its use in the system's privacy settings, or give a phone's address with --source"
        )
        yield Finding(State.NOTE, _("camera"), _("none found"), advice)


def check_sound() -> Iterator[Finding]:
    """Open the sound device as a session does."""
    from livecoach.output.audio import SoundBank, open_audio

    try:
        with open_audio("miniaudio", SoundBank()) as sink:
            yield Finding(State.OK, _("sound"), sink.name)
    except AudioError as error:
        yield Finding(State.NOTE, _("sound"), str(error), _("cues are only shown on the screen"))


def check_display() -> Iterator[Finding]:
    """Look for a display to open the window on."""
    from livecoach.output.window import display_available

    if display_available():
        yield Finding(State.OK, _("display"), _("available"))
    else:
        yield Finding(State.NOTE, _("display"), _("none"), _("use --headless, or analyze clips with livecoach analyze"))


CHECKS: tuple[Check, ...] = (
    check_system_libraries,
    check_network_guard,
    check_packages,
    check_twins,
    check_models,
    check_folders,
    check_cameras,
    check_sound,
    check_display,
)
