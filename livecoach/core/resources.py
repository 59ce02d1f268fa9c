"""Paths of the files that are shipped with livecoach, in a checkout and in an installed wheel."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
_WHEEL_DATA = PACKAGE / "_data"


def _shipped(folder: str) -> Path:
    installed = _WHEEL_DATA / folder
    return installed if installed.is_dir() else PACKAGE.parent / folder


def models_folder() -> Path:
    """Return the folder of pose models and their SHA256SUMS."""
    return _shipped("models")


def configs_folder() -> Path:
    """Return the folder of shipped profiles."""
    return _shipped("configs")


def exercises_folder() -> Path:
    """Return the folder of shipped exercises."""
    return configs_folder() / "exercises"


def sounds_folder() -> Path:
    """Return the folder of cue sounds."""
    return PACKAGE / "assets" / "sounds"


def locale_folder() -> Path:
    """Return the folder of translations, one folder in it for each language."""
    return PACKAGE / "locale"


def figures_folder() -> Path:
    """Return the folder of drawn figures."""
    return PACKAGE / "assets" / "figures"


def demo_clip() -> Path:
    """Return the bundled demo clip."""
    return PACKAGE / "assets" / "demo.mp4"


def rib_check() -> Path:
    """Return the picture of the rib self-check."""
    return PACKAGE / "assets" / "rib_check.png"


def breath_map() -> Path:
    """Return the table of learned weights that turn the trunk's motion into a breath."""
    return PACKAGE / "assets" / "breath_map.json"
