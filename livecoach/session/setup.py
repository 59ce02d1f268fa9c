"""What live and offline sessions share: opening the parts and naming them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from livecoach.config.load import find_profile, load_profile, with_options

if TYPE_CHECKING:
    from collections.abc import Mapping

    from livecoach.config.schema import Profile


@dataclass(frozen=True, slots=True)
class NamedProfile:
    """A profile and the name under which the log knows it."""

    name: str
    profile: Profile


def chosen_profile(spec: str | None, overrides: Mapping[str, Any]) -> NamedProfile:
    """Return the profile ``spec`` (None: the default) with the command line's ``overrides`` that are not None."""
    name = find_profile(spec).stem if spec is not None else "default"
    given = {key: value for key, value in overrides.items() if value is not None}
    return NamedProfile(name, with_options(load_profile(spec), given, "the command line"))


def clip_name(source: str) -> str:
    """Return the file name of a clip, or the camera or address itself."""
    return Path(source).name if Path(source).exists() else source
