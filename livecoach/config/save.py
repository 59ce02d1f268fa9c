"""Profiles to TOML: comments and layout of the user's file are kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomlkit

from livecoach.config.load import SUFFIX, is_path, parse_profile, user_profiles_folder
from livecoach.config.options import options
from livecoach.core.files import atomic_write
from livecoach.core.resources import configs_folder
from livecoach.core.words.message import _
from livecoach.core.words.reason import reason
from livecoach.errors import OutputError, ProfileError

if TYPE_CHECKING:
    from livecoach.config.schema import Profile

_NEW = "# A livecoach profile: what is not written here has its default (docs/profile.md).\n"


def save_profile(target: str | Path, profile: Profile) -> Path:
    """Save under a name (in the user's own folder) or path and return the file, replaced as a whole or not at all.

    In a file that exists, or else in a copy of the shipped profile of that name, only changed values are touched;
    a new file holds only what differs from the defaults. Raises OutputError when it cannot be written and
    ProfileError when the file that is there is not a profile.
    """
    path = _path(target)
    text = _present_text(path)
    changed = _updated(text, parse_profile(text, str(path)), profile)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(_("Cannot make the folder {}: {}.").format(path.parent, reason(error))) from error
    with atomic_write(path) as part:
        part.write_text(changed, encoding="utf-8", newline="")
    return path


def _path(target: str | Path) -> Path:
    if isinstance(target, Path) or is_path(target):
        return Path(target)
    return user_profiles_folder() / f"{target}{SUFFIX}"


def _present_text(path: Path) -> str:
    for place in (path, configs_folder() / path.name):
        try:
            return place.read_bytes().decode("utf-8-sig")
        except FileNotFoundError:
            continue
        except OSError as error:
            raise OutputError(_("Cannot read {} to change it: {}.").format(place, reason(error))) from error
        except UnicodeDecodeError as error:
            raise ProfileError(_("The profile {} is not UTF-8 text: save under another name.").format(place)) from error
    return _NEW


def _updated(text: str, present: Profile, wanted: Profile) -> str:
    document: Any = tomlkit.parse(text)
    before, after = present.model_dump(), wanted.model_dump()
    for option in options().values():
        section, name = option.section, option.name
        value = after[section][name] if section else after[name]
        if value == (before[section][name] if section else before[name]):
            continue
        if section and section not in document:
            document[section] = tomlkit.table()
        table = document[section] if section else document
        table[name] = value
    return tomlkit.dumps(document)
