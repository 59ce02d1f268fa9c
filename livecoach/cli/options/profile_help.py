"""Help texts of options that override the profile, read from ``configs/default.toml``.

That file is made from the schema, so the schema stays the one source; reading it here instead of importing pydantic
keeps ``--help`` quick.
"""

from __future__ import annotations

from livecoach.core.resources import configs_folder


def texts() -> dict[str, str]:
    """Return the help of each option by its key, ``section.name``: meaning, range and default."""
    section, comment, found = "", "", {}
    for line in (configs_folder() / "default.toml").read_text(encoding="utf-8").splitlines():
        name, equals, value = line.partition(" = ")
        if line.startswith("# "):
            comment = line[2:]
        elif line.startswith("["):
            section = line.strip("[]") + "."
        elif equals:
            default = value.strip('"')
            found[section + name] = f"{comment} (default: {default})"
    return found
