"""Profiles from TOML: a shipped one, the user's own, or any file; all faults of a file are reported together."""

from __future__ import annotations

import difflib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from livecoach.config.options import options, sections
from livecoach.config.schema import Profile
from livecoach.config.toml_file import parsed, read_toml
from livecoach.core.resources import configs_folder
from livecoach.core.user_folders import config_folder
from livecoach.core.words.message import Message, _, joined
from livecoach.errors import OutputError, ProfileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic_core import ErrorDetails

SUFFIX = ".toml"


def user_profiles_folder() -> Path:
    """Return the folder of the user's own profiles; it need not exist. OutputError where the user has no home."""
    return config_folder() / "profiles"


def profile_names() -> tuple[str, ...]:
    """Return the names of all profiles, the user's own and the shipped ones, sorted."""
    return tuple(sorted({path.stem for folder in _folders() for path in folder.glob(f"*{SUFFIX}")}))


def is_path(spec: str) -> bool:
    """Tell whether a profile was given as a file: it ends in ``.toml`` or names a folder."""
    return spec.endswith(SUFFIX) or Path(spec).name != spec


def find_profile(spec: str | None) -> Path:
    """Return the file of a profile given by name (the user's own comes first) or path; None is ``default``.

    Raises ProfileError for an unknown name. A path is returned as it is.
    """
    name = "default" if spec is None else spec
    if is_path(name):
        return Path(name)
    for folder in _folders():
        path = folder / f"{name}{SUFFIX}"
        if path.is_file():
            return path
    known = ", ".join(profile_names())
    raise ProfileError(
        _("There is no profile named {!r}: choose one of {}, or give the path of a .toml file.").format(name, known)
    )


def load_profile(spec: str | None) -> Profile:
    """Return the profile of that name or file; missing options have their defaults.

    Raises ProfileError with every unknown key, wrong type and value out of range, one line each.
    """
    path = find_profile(spec)
    return parse_profile(read_toml(path, _("the profile")), str(path))


def parse_profile(text: str, origin: str) -> Profile:
    """Return the profile written in TOML ``text``; ``origin`` names it in messages. Raises ProfileError."""
    return _validated(parsed(text, origin), origin)


def with_options(profile: Profile, changes: Mapping[str, object], origin: str) -> Profile:
    """Return a copy with other values for dotted keys such as ``shrug.limit``; ``origin`` says who asked.

    Raises ProfileError with all faults, as for a file.
    """
    data = profile.model_dump()
    for key, value in changes.items():
        section, _dot, name = key.rpartition(".")
        if not section:
            data[name] = value
        elif isinstance(data.get(section), dict):
            data[section][name] = value
        else:
            data[section] = {name: value}
    return _validated(data, origin)


def faults_in(data: Mapping[str, object]) -> list[Message]:
    """Return a sentence for each fault of a profile's tables; none when they are right."""
    try:
        Profile.model_validate(data)
    except ValidationError as error:
        return [_sentence(detail) for detail in error.errors(include_url=False)]
    return []


def _folders() -> tuple[Path, ...]:
    try:
        return user_profiles_folder(), configs_folder()
    except OutputError:  # without a home there are no profiles of one's own
        return (configs_folder(),)


def _validated(data: Mapping[str, object], origin: str) -> Profile:
    if faults := faults_in(data):
        raise ProfileError(joined("\n", (_("{}: {}").format(origin, fault) for fault in faults)))
    return Profile.model_validate(data)


def _sentence(detail: ErrorDetails) -> Message:
    key = ".".join(str(part) for part in detail["loc"])
    if detail["type"] == "value_error":
        if key not in options():
            return _("[{}]: {}.").format(key, str(detail["ctx"]["error"]))
        return _("{} is not allowed: {}.").format(f"{key} = {_shown(detail['input'])}", str(detail["ctx"]["error"]))
    if key in sections():
        return _("{} must be a table: write [{}] and its options below it.").format(key, key)
    shown = f"{key} = {_shown(detail['input'])}"
    if detail["type"] != "extra_forbidden":
        return _("{} is not allowed: {}.").format(shown, options()[key].allowed)
    if near := _nearest(key):
        return _("{} is not an option: the nearest name is {}.").format(shown, near)
    return _("{} is not an option: remove it; docs/profile.md lists all options.").format(shown)


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "{...}"
    return json.dumps(value, ensure_ascii=False, default=str)


def _nearest(key: str) -> str | None:
    """Return the valid name most similar to ``key``: first within its own table, then by the last part in any table."""
    section, _dot, name = key.rpartition(".")
    same_table = {option.name: option.key for option in options().values() if option.section == section}
    if not section:
        same_table |= {table: f"[{table}]" for table in sections()}
    anywhere = {option.name: option.key for option in reversed(list(options().values()))}
    return _closest(name, same_table) or _closest(name, anywhere)


def _closest(name: str, keys: Mapping[str, str]) -> str | None:
    found: Iterable[str] = difflib.get_close_matches(name.lower(), keys, n=1)
    return next((keys[match] for match in found), None)
