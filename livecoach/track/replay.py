"""Recorded landmarks: the trackers' raw output in a file, and a tracker that replays it.

Our format is a compressed NumPy archive (.npz), one row per frame, NaN rows where nobody was found:

    format         "livecoach.landmarks/1"
    t_s            (T,) float64, seconds from the session's start, strictly rising
    xy_px          (T, 33, 2) float32, picture points, x to the right and y down
    world_m        (T, 33, 3) float32, world points, origin between the hips
    visibility     (T, 33) float32, 0..1
    image_size_px  (2,) int64, width and height
    model_name     the pose model's name

and, where the networks ran on the pictures as well, their output as a live session got it:

    seen           (T, 12) float32, the predictions of the networks in the order of ``measure_names.NETWORK``; NaN where
                   there was nothing to compare with. Fewer values, from earlier versions, are ignored
    eye_sha256     SHA-256 of the networks' files, in hex

The networks predict a change against the person at rest and the calibration rep, so ``seen`` also depends on the
profile's sections ``baseline`` and ``reps`` and on the rep counter that recorded it; landmarks do not.

Two other layouts are read too. ``landmarks`` (T, 33, 5: x, y in shares of a 640x480 picture, z, visibility, presence)
with ``world`` (T, 33, 4) and ``fps``; and ``P`` (T, 33, 4: x, y in pixels, z, visibility) with ``fps`` or ``t``, and
``W`` (T, 33, 3) and ``size`` where known.
"""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from livecoach.core import measure_names
from livecoach.core.closable import Closing
from livecoach.core.files import atomic_write
from livecoach.core.landmarks import COUNT
from livecoach.core.types import Pose, readonly
from livecoach.core.words.message import _
from livecoach.errors import OutputError, RecordError
from livecoach.track.gatekeeper import Gatekeeper

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from livecoach.core.types import Frame, PoseObservation

FORMAT = "livecoach.landmarks/1"
_SEEN_BEFORE = ((4,), (5,))
_RENDERED_SIZE_PX = (640, 480)


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """Landmarks of one session; shapes and units as in the module's head, arrays read-only.

    ``seen`` is None where the networks did not run.
    """

    t_s: NDArray[np.float64]
    xy_px: NDArray[np.float32]
    world_m: NDArray[np.float32]
    visibility: NDArray[np.float32]
    image_size_px: tuple[int, int]
    model_name: str
    seen: NDArray[np.float32] | None = None
    eye_sha256: str = ""

    def __len__(self) -> int:
        """Return the number of frames."""
        return len(self.t_s)

    def pose(self, index: int, t_s: float) -> Pose | None:
        """Return the pose of frame ``index`` as seen at ``t_s``, None where nobody was found."""
        if np.isnan(self.xy_px[index]).all():
            return None
        return Pose(index, t_s, self.xy_px[index], self.world_m[index], self.visibility[index], self.image_size_px)


def save_landmarks(
    path: Path,
    poses: Sequence[Pose | None],
    t_s: Sequence[float],
    *,
    image_size_px: tuple[int, int],
    model_name: str,
    seen: NDArray[np.floating[Any]] | None = None,
    eye_sha256: str = "",
    overwrite: bool = False,
) -> None:
    """Write the raw poses (``PoseObservation.raw``) of a session's frames to a .npz path; raises OutputError.

    ``seen`` (T, 12) is the output of the networks with the hash ``eye_sha256``, None when they did not run.
    """
    if path.exists() and not overwrite:
        raise OutputError(
            _("The landmark file {!r} exists already: choose another name or overwrite it.").format(str(path))
        )
    if len(poses) != len(t_s):
        raise ValueError(f"{len(poses)} poses for {len(t_s)} times")
    xy_px = np.full((len(poses), COUNT, 2), np.nan, np.float32)
    world_m = np.full((len(poses), COUNT, 3), np.nan, np.float32)
    visibility = np.full((len(poses), COUNT), np.nan, np.float32)
    for row, pose in enumerate(poses):
        if pose is not None:
            xy_px[row], world_m[row], visibility[row] = pose.xy_px, pose.world_m, pose.visibility
    eye: dict[str, Any] = (
        {} if seen is None else {"seen": np.asarray(seen, np.float32), "eye_sha256": np.asarray(eye_sha256)}
    )
    with atomic_write(path) as part:
        np.savez_compressed(
            part,
            format=FORMAT,
            t_s=np.asarray(t_s, np.float64),
            xy_px=xy_px,
            world_m=world_m,
            visibility=visibility,
            image_size_px=np.asarray(image_size_px, np.int64),
            model_name=model_name,
            **eye,
        )


def load_landmarks(path: Path, *, image_size_px: tuple[int, int] | None = None) -> Recording:
    """Read a landmark file in any of the layouts of the module's head; raises RecordError.

    ``image_size_px`` (width, height) is needed only where the file does not hold it.
    """
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
            fields = dict(archive)
    except FileNotFoundError as error:
        raise RecordError(_("The landmark file {!r} does not exist: check the path.").format(str(path))) from error
    except (OSError, EOFError, ValueError, TypeError, zipfile.BadZipFile, zlib.error) as error:
        raise RecordError(
            _("The file {!r} is not a landmark file (.npz): give another one.").format(str(path))
        ) from error
    try:
        return _checked(_read(fields, path.name, image_size_px))
    except (KeyError, ValueError, IndexError) as error:
        raise RecordError(
            _("The landmark file {!r} is damaged ({}): record it again.").format(str(path), error.args[0])
        ) from error


def _read(fields: Mapping[str, NDArray[Any]], name: str, size_px: tuple[int, int] | None) -> Recording:
    if "landmarks" in fields:
        return _read_shares(fields, name, size_px or _RENDERED_SIZE_PX)
    if "P" in fields:
        return _read_pixels(fields, size_px)
    if str(fields["format"]) != FORMAT:
        raise ValueError(f"its format is {str(fields['format'])!r}, expected {FORMAT!r}")
    width, height = (int(side) for side in fields["image_size_px"])
    seen = fields.get("seen")
    if seen is not None and seen.shape[1:] in _SEEN_BEFORE:
        seen = None
    return Recording(
        t_s=fields["t_s"],
        xy_px=fields["xy_px"],
        world_m=fields["world_m"],
        visibility=fields["visibility"],
        image_size_px=(width, height),
        model_name=str(fields["model_name"]),
        seen=seen,
        eye_sha256=str(fields["eye_sha256"]) if seen is not None else "",
    )


def _read_shares(fields: Mapping[str, NDArray[Any]], name: str, size_px: tuple[int, int]) -> Recording:
    shares = fields["landmarks"]
    return Recording(
        t_s=np.arange(len(shares)) / float(fields["fps"]),
        xy_px=shares[:, :, :2] * np.asarray(size_px, np.float32),
        world_m=fields["world"][:, :, :3],
        visibility=shares[:, :, 3],
        image_size_px=size_px,
        model_name=name.split(".")[-2],  # NAME.MODEL.npz
    )


def _read_pixels(fields: Mapping[str, NDArray[Any]], size_px: tuple[int, int] | None) -> Recording:
    points = fields["P"]
    if "size" in fields:
        width, height = (int(side) for side in fields["size"])
    elif size_px is not None:
        width, height = size_px
    else:
        raise ValueError("the size of its pictures is not in it and was not given")
    return Recording(
        t_s=fields["t"] if "t" in fields else np.arange(len(points)) / float(fields["fps"]),
        xy_px=points[:, :, :2],
        world_m=fields["W"] if "W" in fields else np.full((len(points), COUNT, 3), np.nan),
        visibility=points[:, :, 3],
        image_size_px=(width, height),
        model_name="full",
    )


def _checked(raw: Recording) -> Recording:
    """Return ``raw`` in its promised dtypes, read-only; raises ValueError when a shape or the times are wrong."""
    t_s = np.asarray(raw.t_s, np.float64)
    if not (t_s.ndim == 1 and np.isfinite(t_s).all() and (np.diff(t_s) > 0).all()):
        raise ValueError("its times do not rise")
    shapes: dict[str, tuple[int, ...]] = {"xy_px": (COUNT, 2), "world_m": (COUNT, 3), "visibility": (COUNT,)}
    if raw.seen is not None:
        shapes["seen"] = (len(measure_names.NETWORK),)
    arrays = {name: np.array(getattr(raw, name), np.float32) for name in shapes}
    for name, shape in shapes.items():
        if arrays[name].shape != (len(t_s), *shape):
            raise ValueError(f"{name} has the shape {arrays[name].shape}, expected {(len(t_s), *shape)}")
    return Recording(
        t_s=readonly(t_s.copy()),
        image_size_px=raw.image_size_px,
        model_name=raw.model_name,
        eye_sha256=raw.eye_sha256,
        **{name: readonly(array) for name, array in arrays.items()},
    )


class ReplayTracker(Closing):
    """Gives back the recorded landmarks of ``frame.index`` through the same gatekeeper as a live tracker."""

    def __init__(self, recording: Recording, *, upright: bool = True) -> None:
        self._recording = recording
        self._keeper = Gatekeeper(upright=upright)
        self._closed = False

    @property
    def model_name(self) -> str:
        """Name of the model that produced the landmarks."""
        return self._recording.model_name

    def track(self, frame: Frame) -> PoseObservation:
        """Return what was recorded for ``frame.index``; raises RecordError when there is no such frame."""
        if self._closed:
            raise RecordError(_("The recorded landmarks were closed: open them again."))
        if not 0 <= frame.index < len(self._recording):
            raise RecordError(
                _(
                    "Frame {} was requested, but only {} were recorded: give the clip that belongs to the recording."
                ).format(frame.index, len(self._recording))
            )
        return self._keeper.see(frame, self._recording.pose(frame.index, frame.t_s))

    def reset(self) -> None:
        """Forget the session; equal to a new tracker."""
        self._keeper.reset()

    def close(self) -> None:
        """Track no more; a second call does nothing."""
        self._closed = True
