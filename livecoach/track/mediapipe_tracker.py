"""MediaPipe's pose landmarker; the only module that uses mediapipe, RGB and integer milliseconds."""

from __future__ import annotations

import gc
import importlib
import logging
from contextlib import ExitStack, nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from livecoach.core.closable import Closing
from livecoach.core.types import Frame, Pose, readonly
from livecoach.core.words.message import _
from livecoach.errors import ModelError
from livecoach.track.denoise import denoised
from livecoach.track.gatekeeper import Gatekeeper
from livecoach.track.network_guard import network_guard
from livecoach.track.padding import Padding, size_px, with_padding
from livecoach.track.stderr_filter import filtered_stderr

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from livecoach.core.types import PoseObservation
    from livecoach.track.model_files import ModelFile
    from livecoach.track.subject.subject_lock import SubjectLock


class MediaPipeTracker(Closing):
    """Tracks one person with the Tasks PoseLandmarker on the CPU; raises ModelError when it cannot be made or run.

    With one pose in VIDEO mode the landmarker smooths by itself (One Euro). When the gatekeeper calls it stuck it is
    re-created. ``masks`` gives each plausible pose its mask as well, for about a third more work.
    """

    def __init__(self, model: ModelFile, *, upright: bool = True, masks: bool = False) -> None:
        self._model = model
        self._masks = masks
        self._keeper = Gatekeeper(upright=upright)
        self._landmarker: Any = None
        network_guard()
        with filtered_stderr():
            self._mediapipe = _import_mediapipe()
        self._open()

    @property
    def model_name(self) -> str:
        """Name of the model: lite, full, heavy or an unknown file's stem."""
        return self._model.name

    def track(self, frame: Frame) -> PoseObservation:
        """Return the person in ``frame``; ``raw`` holds the landmarker's output, plausible or not."""
        if self._landmarker is None:
            raise ModelError(_("The pose tracker was closed: make a new one."))
        self._keeper.require_rising(frame.t_s)
        # A damaged picture would mislead the landmarker, which follows people from one picture to the next.
        raw, mask = (None, None) if frame.damaged else self._find(frame)
        sighting = self._keeper.see(frame, raw)
        if sighting.pose is not None and mask is not None:
            sighting = replace(sighting, mask=mask)
        if self._keeper.stuck:
            self._shut()
            self._open()
        return sighting

    @property
    def lock(self) -> SubjectLock:
        """What keeps the subject's identity."""
        return self._keeper.lock

    def follow(self, person: Pose, other: Pose) -> None:
        """Restart with ``person`` instead of ``other``, who was tracked in the last frame; both as found there."""
        self._shut()
        self._keeper.choose(person, other)
        self._open()

    def reset(self) -> None:
        """Forget the session; equal to a new tracker."""
        self._shut()
        self._keeper.reset()
        self._open()

    def close(self) -> None:
        """Free the landmarker; a second call does nothing."""
        self._shut()

    def _open(self) -> None:
        self._landmarker = _landmarker(self._mediapipe, self._model, "VIDEO", poses=1, masks=self._masks)
        self._last_ms = -1
        self._talkative = True
        self._margin = Padding()

    def _shut(self) -> None:
        if self._landmarker is not None:
            landmarker, self._landmarker = self._landmarker, None
            with filtered_stderr():
                landmarker.close()

    def _find(self, frame: Frame) -> tuple[Pose | None, NDArray[np.uint8] | None]:
        wide = self._margin.wanted(frame.t_s)
        image_bgr = _without(denoised(frame.image_bgr), self._keeper.hidden_px(frame.t_s))
        picture = _picture(self._mediapipe, with_padding(image_bgr) if wide else image_bgr)
        self._last_ms = max(self._last_ms + 1, round(frame.t_s * 1000.0))
        try:
            if self._talkative:  # each part of the graph may log when it first runs, the last one on the first pose
                with filtered_stderr():
                    result = self._landmarker.detect_for_video(picture, self._last_ms)
            else:
                result = self._landmarker.detect_for_video(picture, self._last_ms)
        except (RuntimeError, ValueError) as error:
            width, height = frame.size_px
            raise ModelError(
                _("The pose model failed on frame {} of {}x{} pixels ({}): try another source size.").format(
                    frame.index, width, height, _first_line(error)
                )
            ) from error
        self._margin.note(frame.t_s, found=bool(result.pose_landmarks))
        if not result.pose_landmarks:
            return None, None
        self._talkative = False
        height, width = image_bgr.shape[:2]
        beside_px = size_px(height, width) if wide else (0, 0)
        return _pose(frame, result, beside_px=beside_px), _mask(result, beside_px) if self._masks else None


class PeopleFinder:
    """Finds up to two people in single pictures; raises ModelError when it cannot be made or run.

    All its calls must come from one thread. Whether a pose is plausible is left to the caller.
    """

    def __init__(self, model: ModelFile) -> None:
        network_guard()
        with filtered_stderr():
            self._mediapipe = _import_mediapipe()
        self._finder = _landmarker(self._mediapipe, model, "IMAGE", poses=2)
        self._talkative = True

    def people(self, image_bgr: NDArray[np.uint8]) -> tuple[Pose, ...]:
        """Return the people found in a BGR picture (h, w, 3), none to two, the detector's surest first."""
        with filtered_stderr() if self._talkative else nullcontext():
            result = _asked(self._finder.detect, self._mediapipe, denoised(image_bgr))
        self._talkative = self._talkative and not result.pose_landmarks
        return _people(image_bgr, result)

    def close(self) -> None:
        """Free the landmarker."""
        with filtered_stderr():
            self._finder.close()


class PhotoTracker(Closing):
    """Finds people in single pictures; raises ModelError when it cannot be made or run.

    Whether a pose is plausible is left to the caller.
    """

    def __init__(self, model: ModelFile) -> None:
        network_guard()
        with filtered_stderr():
            self._mediapipe = _import_mediapipe()
        self._now_ms = 0
        with ExitStack() as opened:
            self._finder = opened.enter_context(_landmarker(self._mediapipe, model, "IMAGE", poses=2))
            self._looker = opened.enter_context(_landmarker(self._mediapipe, model, "VIDEO", poses=1))
            self._opened = opened.pop_all()

    def people(self, image_bgr: NDArray[np.uint8]) -> tuple[Pose, ...]:
        """Return the people found in a BGR picture (h, w, 3), none to two, the detector's surest first."""
        return _people(image_bgr, self._ask(image_bgr, self._finder.detect))

    def look(self, image_bgr: NDArray[np.uint8], passes: int = 3) -> tuple[Pose, ...]:
        """Return the poses of one person from ``passes`` passes over one BGR picture; fewer when it is not found.

        The detector's region is only a first guess and may miss the feet by a tenth of the body. So the picture is
        shown as a video: each pass takes its region from the landmarks of the one before, the first is not returned. A
        black picture before it makes the tracker forget the person; a minute between two makes smoothing do nothing.
        """
        self._ask(np.zeros_like(image_bgr), self._shown)
        results = [self._ask(image_bgr, self._shown) for _ in range(1 + passes)][1:]
        return tuple(_pose(Frame(0, 0.0, image_bgr), result) for result in results if result.pose_landmarks)

    def close(self) -> None:
        """Free both landmarkers; a second call does nothing."""
        with filtered_stderr():
            self._opened.close()

    def _shown(self, picture: Any) -> Any:
        self._now_ms += 60_000
        return self._looker.detect_for_video(picture, self._now_ms)

    def _ask(self, image_bgr: NDArray[np.uint8], question: Callable[[Any], Any]) -> Any:
        with filtered_stderr():
            return _asked(question, self._mediapipe, image_bgr)


def _asked(question: Callable[[Any], Any], mediapipe: Any, image_bgr: NDArray[np.uint8]) -> Any:
    try:
        return question(_picture(mediapipe, image_bgr))
    except (RuntimeError, ValueError) as error:
        height, width = image_bgr.shape[:2]
        raise ModelError(
            _("The pose model failed on a photo of {}x{} pixels ({}): try another size.").format(
                width, height, _first_line(error)
            )
        ) from error


def _people(image_bgr: NDArray[np.uint8], result: Any) -> tuple[Pose, ...]:
    return tuple(_pose(Frame(0, 0.0, image_bgr), result, person) for person in range(len(result.pose_landmarks)))


def _landmarker(mediapipe: Any, model: ModelFile, mode: str, *, poses: int, masks: bool = False) -> Any:
    tasks = mediapipe.tasks
    network_guard()  # again: the library asks the environment each time it wants to send
    try:
        # Bytes instead of a path: the library cannot open every path that Windows allows.
        base = tasks.BaseOptions(model_asset_buffer=model.path.read_bytes(), delegate=tasks.BaseOptions.Delegate.CPU)
        options = tasks.vision.PoseLandmarkerOptions(
            base_options=base,
            running_mode=tasks.vision.RunningMode[mode],
            num_poses=poses,
            output_segmentation_masks=masks,
        )
        with filtered_stderr():
            return tasks.vision.PoseLandmarker.create_from_options(options)
    except (RuntimeError, ValueError, OSError) as error:
        # The library's frames hold a worker thread that ends only when they are gone.
        cause = error.with_traceback(None)
        gc.collect()
        raise ModelError(
            _("The pose model {!r} cannot be loaded ({}): choose another one.").format(
                str(model.path), _first_line(error)
            )
        ) from cause


def _without(image_bgr: NDArray[np.uint8], columns: tuple[float, float] | None) -> NDArray[np.uint8]:
    """Return the picture with those columns in its mean colour."""
    if columns is None:
        return image_bgr
    start, stop = (round(min(max(column, 0.0), image_bgr.shape[1])) for column in columns)
    hidden = image_bgr.copy()
    hidden[:, start:stop] = cv2.mean(image_bgr)[:3]
    return hidden


def _picture(mediapipe: Any, image_bgr: NDArray[np.uint8]) -> Any:
    image_rgb = cv2.cvtColor(image_bgr, cv2.COLOR_BGR2RGB)
    return mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=image_rgb)


def _pose(frame: Frame, result: Any, person: int = 0, beside_px: tuple[int, int] = (0, 0)) -> Pose:
    """Return what was seen in the frame with ``beside_px`` rows above and below it, and columns left and right."""
    width, height = frame.size_px
    down, across = beside_px
    sides = np.array([width + 2 * across, height + 2 * down], np.float32)
    points = np.array([(p.x, p.y, p.visibility) for p in result.pose_landmarks[person]], np.float32)
    world_m = np.array([(p.x, p.y, p.z) for p in result.pose_world_landmarks[person]], np.float32)
    return Pose(
        frame_index=frame.index,
        t_s=frame.t_s,
        xy_px=readonly(points[:, :2] * sides - np.array([across, down], np.float32)),
        world_m=readonly(world_m),
        visibility=readonly(points[:, 2].copy()),
        image_size_px=(width, height),
    )


def _mask(result: Any, beside_px: tuple[int, int]) -> NDArray[np.uint8]:
    share = result.segmentation_masks[0].numpy_view()
    (height, width), (down, across) = share.shape[:2], beside_px
    inside = share.reshape(height, width)[down : height - down, across : width - across]
    return readonly(np.rint(255.0 * inside).astype(np.uint8))


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")


def _import_mediapipe() -> Any:
    # Imported late: it takes a second, and the guard must be up before it.
    # It imports matplotlib, which prints about its font cache at a first start, and about an unwritable home.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    try:
        return importlib.import_module("mediapipe")
    except (ImportError, OSError) as error:
        raise ModelError(
            _(
                "The pose library mediapipe cannot be loaded ({}): on Debian and Ubuntu install the "
                "packages libegl1 and libgles2, else reinstall livecoach."
            ).format(_first_line(error))
        ) from error
