"""Calibrations kept between sessions: a file for each person, exercise and side from which the camera sees them.

They are in the user's own data folder and never leave the computer. They hold small grey pictures of the person, which
the networks compare with. A file (.npz, without pickles) holds

    meta      JSON: format "livecoach.calibration/2", the models, the baseline, what each fault's rule learnt, travels
    pictures  (N, 80, 80) uint8, the person at rest and then the frames of the clean rep; N is 0 without the networks
    points    (N, 24) float32, the numbers about the landmarks beside each picture
    trunks    (N - 1, 144, 96) uint8, head and trunk in the frames of the clean rep
"""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from livecoach.core.files import atomic_write
from livecoach.core.serialization import from_record, to_record
from livecoach.core.types import Baseline, BaselineHow, View, readonly
from livecoach.core.user_folders import data_folder
from livecoach.core.words.message import _
from livecoach.core.words.reason import reason
from livecoach.detect.pulls.clean_curve import ScoreSample
from livecoach.errors import OutputError, RecordError, UsageError
from livecoach.session.engine.calibration import Calibration
from livecoach.session.engine.reference_frames import ReferenceFrames
from livecoach.vision.shoulder_net import SIZE_PX, Scale, UpperBodyCrop
from livecoach.vision.trunk_net import SIZE_PX as TRUNK_PX
from livecoach.vision.trunk_net import TrunkCrop

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMAT = "livecoach.calibration/2"
SOMEBODY = "default"
"""The person's name if none is given."""

_NAME = re.compile(r"\w[\w -]{0,39}")
_POINTS = 24
_TRUNK = (TRUNK_PX[1], TRUNK_PX[0])
_UNREADABLE = (ValueError, KeyError, TypeError, IndexError, EOFError, zipfile.BadZipFile, zlib.error)


@dataclass(frozen=True, slots=True)
class Models:
    """The networks that a calibration belongs to, by the SHA-256 of their files."""

    pose_sha256: str
    eye_sha256: str


@dataclass(frozen=True, slots=True)
class CalibrationStore:
    """The calibrations of one person and one exercise, made with the same models."""

    folder: Path
    models: Models

    def load(self) -> tuple[tuple[Calibration, ...], tuple[str, ...]]:
        """Return those that can be used, newest first, and a sentence for each file that cannot be read.

        One that was made with other models is ignored: its numbers mean something else.
        """
        found, faults = [], []
        for path in sorted(self.folder.glob("*.npz"), key=_age):
            try:
                models, calibration = _read(path)
            except RecordError as error:
                faults.append(str(error))
                continue
            if models == self.models:
                found.append(calibration)
        return tuple(found), tuple(faults)

    def keep(self, calibration: Calibration) -> Path:
        """Write a calibration in place of the one from the same side; return its file. Raises OutputError."""
        path = self.folder / f"{_side(calibration.baseline)}.npz"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(_("Cannot make the folder {}: {}.").format(self.folder, reason(error))) from error
        _write(path, self.models, calibration)
        return path


def calibrations_folder() -> Path:
    """Return the folder of all kept calibrations, in the user's own data folder."""
    return data_folder() / "calibrations"


def store_of(person: str, exercise: str, models: Models, root: Path | None = None) -> CalibrationStore:
    """Return the store of a person and an exercise; raises UsageError for a name that no folder can have."""
    return CalibrationStore((root or calibrations_folder()) / person_folder(person) / exercise, models)


def person_folder(person: str) -> str:
    """Return the folder's name of a person, the same for capital and small letters; raises UsageError."""
    if not _NAME.fullmatch(person):
        raise UsageError(
            _("{!r} cannot be used as a person's name: use letters, digits, spaces and hyphens, at most 40.").format(
                person
            )
        )
    return person.casefold().rstrip()


def kept_files(person: str | None = None, root: Path | None = None) -> list[Path]:
    """Return the files of one person, None for all, in the order of their names."""
    folder = root or calibrations_folder()
    return sorted((folder / person_folder(person) if person is not None else folder).rglob("*.npz"))


def forget(files: Sequence[Path]) -> None:
    """Delete kept calibrations; raises OutputError when one cannot be."""
    for path in files:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise OutputError(_("Cannot delete {}: {}.").format(path, reason(error))) from error


def _age(path: Path) -> float:
    try:
        return -path.stat().st_mtime
    except OSError:
        return 0.0


def _side(baseline: Baseline) -> str:
    """Return the name of the side from which the camera sees the person; only these few files can pile up."""
    if baseline.view in (View.FRONT, View.BACK):
        return baseline.view.value
    return f"{baseline.view.value}_{'left' if baseline.yaw_deg > 0.0 else 'right'}"


def _write(path: Path, models: Models, calibration: Calibration) -> None:
    memory = calibration.memory
    looks = [memory.rest, *(seen.upper_body for seen in memory.clean)] if memory is not None else []
    trunks = [seen.trunk for seen in memory.clean] if memory is not None else []
    meta = {
        "format": FORMAT,
        "pose_sha256": models.pose_sha256,
        "eye_sha256": models.eye_sha256,
        "size_px": calibration.size_px,
        "baseline": to_record(calibration.baseline),
        "learned": {kind: [to_record(sample) for sample in rows] for kind, rows in calibration.learned.items()},
        "travels": calibration.travels,
        "torso_px": memory.scale.torso_px if memory is not None else None,
        "yaw_rad": memory.scale.yaw_rad if memory is not None else None,
    }
    with atomic_write(path) as part, part.open("wb") as file:
        np.savez(
            file,
            meta=json.dumps(meta, allow_nan=False),
            pictures=np.array([look.picture for look in looks], np.uint8).reshape(-1, SIZE_PX, SIZE_PX),
            points=np.array([look.points for look in looks], np.float32).reshape(-1, _POINTS),
            trunks=np.array(trunks, np.uint8).reshape(-1, *_TRUNK),
        )


def _read(path: Path) -> tuple[Models, Calibration]:
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
            meta = json.loads(str(archive["meta"]))
            if meta["format"] != FORMAT:
                raise RecordError(
                    _(
                        "The kept calibration {} cannot be used ({}). A new one will be made. Delete the file to "
                        "stop this message."
                    ).format(path, _("another version of livecoach made it"))
                )
            calibration = _calibration(meta, {name: archive[name] for name in ("pictures", "points", "trunks")})
        return Models(meta["pose_sha256"], meta["eye_sha256"]), calibration
    except OSError as error:
        raise RecordError(
            _(
                "The kept calibration {} cannot be used ({}). A new one will be made. Delete the file to "
                "stop this message."
            ).format(path, reason(error))
        ) from error
    except _UNREADABLE as error:
        raise RecordError(
            _(
                "The kept calibration {} cannot be used ({}). A new one will be made. Delete the file to "
                "stop this message."
            ).format(path, _("it is damaged"))
        ) from error


def _calibration(meta: dict[str, Any], arrays: dict[str, np.ndarray[Any, Any]]) -> Calibration:
    """Return the calibration of a file's parts; raises ValueError and its like when they do not fit together."""
    memory = _memory(meta, **arrays)
    try:
        baseline = from_record(Baseline, meta["baseline"])
    except RecordError as error:
        raise ValueError("its relaxed pose is none") from error
    learned = {
        kind: tuple(
            ScoreSample(float(row["drive"]), bool(row["returning"]), tuple(_number(score) for score in row["scores"]))
            for row in rows
        )
        for kind, rows in meta["learned"].items()
    }
    if baseline.how is not BaselineHow.STILL:
        raise ValueError("its relaxed pose was not a still one")
    width_px, height_px = (int(side) for side in meta["size_px"])
    if min(width_px, height_px) <= 0:
        raise ValueError("its pictures have no size")
    travels = tuple(float(travel) for travel in meta["travels"])
    return Calibration(baseline, (width_px, height_px), learned, travels, memory)


def _memory(
    meta: dict[str, Any],
    pictures: np.ndarray[Any, Any],
    points: np.ndarray[Any, Any],
    trunks: np.ndarray[Any, Any],
) -> ReferenceFrames | None:
    """Return the networks' references, None when there are no pictures; raises ValueError and its like."""
    shapes = (pictures.shape[1:], points.shape[1:], trunks.shape[1:])
    if shapes != ((SIZE_PX, SIZE_PX), (_POINTS,), _TRUNK) or {pictures.dtype, trunks.dtype} != {np.dtype(np.uint8)}:
        raise ValueError("its pictures have another shape")
    if len(pictures) != len(points) or len(trunks) != max(len(pictures) - 1, 0) or not np.isfinite(points).all():
        raise ValueError("its pictures and numbers do not belong together")
    if len(pictures) <= 1:
        return None
    rest, *clean = (
        UpperBodyCrop(readonly(picture), readonly(row.astype(np.float32)))
        for picture, row in zip(pictures, points, strict=True)
    )
    glances = tuple(TrunkCrop(look, readonly(trunk)) for look, trunk in zip(clean, trunks, strict=True))
    return ReferenceFrames(Scale(float(meta["torso_px"]), float(meta["yaw_rad"])), rest, glances)


def _number(value: float | None) -> float:
    return float("nan") if value is None else float(value)
