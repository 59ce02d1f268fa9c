"""Which pose model to load, and whether its bytes are the ones that were tested."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import Path

from livecoach.core.resources import models_folder
from livecoach.core.words.message import _
from livecoach.core.words.reason import reason
from livecoach.errors import ModelError

SHIPPED = ("lite", "full")
SUMS_NAME = "SHA256SUMS"
SHOULDER_NET_NAME = "shoulder_net.onnx"
TRUNK_NET_NAME = "trunk_net.onnx"
POSTURE_NET_NAME = "posture_net.onnx"
MOVEMENT_NET_NAME = "movement_net.npz"
_PREFIX = "pose_landmarker_"
_PARTS = frozenset({"pose_detector.tflite", "pose_landmarks_detector.tflite"})


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A checked model: its file, its name (lite, full, heavy or an unknown file's stem) and its SHA-256 in hex."""

    path: Path
    name: str
    sha256: str


def resolve_model(spec: str) -> ModelFile:
    """Return the model that ``spec`` names: ``lite``, ``full`` or the path of a .task file.

    A file named in SHA256SUMS must have the hash written there; an unknown file is taken as it is. Raises ModelError.
    """
    sums = known_sums()
    path = models_folder() / f"{_PREFIX}{spec}.task" if spec in SHIPPED else Path(spec).expanduser()
    if not path.is_file():
        if spec in SHIPPED:
            raise ModelError(_("The pose model {!r} does not exist: reinstall livecoach.").format(str(path)))
        raise ModelError(
            _("The pose model {!r} does not exist: give lite, full or the path of a .task file.").format(str(path))
        )
    digest = _checked_digest(path, sums)
    _require_bundle(path)
    official = {known: name for name, known in sums.items()}.get(digest, path.name)
    return ModelFile(path, Path(official).stem.removeprefix(_PREFIX), digest)


def network_file(name: str = SHOULDER_NET_NAME) -> Path:
    """Return a network's file, its hash checked; raises ModelError when it is missing or changed."""
    path = models_folder() / name
    if not path.is_file():
        raise ModelError(_("The model {!r} does not exist: reinstall livecoach.").format(str(path)))
    _checked_digest(path, known_sums())
    return path


def networks_sha256() -> str:
    """Return one SHA-256 in hex for both networks of a live session; raises ModelError as ``network_file``."""
    return hashlib.sha256(
        b"".join(network_file(name).read_bytes() for name in (SHOULDER_NET_NAME, TRUNK_NET_NAME))
    ).hexdigest()


def _checked_digest(path: Path, sums: dict[str, str]) -> str:
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ModelError(_("The model {!r} cannot be read: {}.").format(str(path), reason(error))) from error
    if path.name in sums and sums[path.name] != digest:
        raise ModelError(
            _(
                "The model {!r} was changed (its SHA-256 starts with {}, expected {}): reinstall "
                "livecoach, or give your own model another file name."
            ).format(str(path), digest[:12], sums[path.name][:12])
        )
    return digest


def known_sums() -> dict[str, str]:
    """Return file name -> SHA-256 of the models that were tested; raises ModelError when the list is missing."""
    path = models_folder() / SUMS_NAME
    try:
        lines = path.read_text(encoding="ascii").splitlines()
    except OSError as error:
        raise ModelError(
            _("The list of model hashes {!r} cannot be read: reinstall livecoach.").format(str(path))
        ) from error
    return {name.strip(): digest for digest, name in (line.split(maxsplit=1) for line in lines if line.strip())}


def _require_bundle(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as bundle:
            parts = set(bundle.namelist())
    except (zipfile.BadZipFile, OSError) as error:
        raise ModelError(_("The file {!r} is not a pose model: give a .task bundle.").format(str(path))) from error
    if not parts >= _PARTS:
        raise ModelError(
            _("The file {!r} is not a pose landmarker bundle: it lacks {}.").format(str(path), min(_PARTS - parts))
        )
