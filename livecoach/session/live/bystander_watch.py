"""Searches for a second person during a live session, on its own thread: no frame waits for it."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Protocol

from livecoach.core.closable import Closing
from livecoach.errors import ModelError
from livecoach.track.mediapipe_tracker import PeopleFinder
from livecoach.track.subject.bystanders import Bystanders

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    import numpy as np
    from numpy.typing import NDArray

    from livecoach.core.geometry import Box
    from livecoach.core.types import Pose, Step
    from livecoach.track.model_files import ModelFile

_LOG = logging.getLogger(__name__)


class Finder(Protocol):
    """Finds several people in one picture."""

    def people(self, image_bgr: NDArray[np.uint8]) -> tuple[Pose, ...]:
        """Return the people in a BGR picture (height, width, 3)."""
        ...

    def close(self) -> None:
        """Free everything held."""
        ...


class BystanderMonitor(Closing):
    """Feed every step; ``second_person`` and ``bystander_px`` hold the latest result.

    The finder is made, asked and closed on the one thread that this owns. When it fails, the session goes on without
    it.
    """

    def __init__(self, make: Callable[[], Finder]) -> None:
        self._make = make
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="lookout")
        self._finder: Finder | None = None
        self._look: tuple[Future[tuple[Pose, ...]], Pose] | None = None
        self._others = Bystanders()
        self._failed = False
        self._closed = False

    @property
    def second_person(self) -> bool:
        """Whether somebody else is in the picture."""
        return self._others.bystander_px is not None

    @property
    def bystander_px(self) -> Box | None:
        """Where somebody else was in the last search; None while nobody is there."""
        return self._others.bystander_px

    @property
    def looking(self) -> bool:
        """Whether a search is running, or has finished and its result was not read yet."""
        return self._look is not None

    def update(self, step: Step) -> None:
        """Read the last search's result, and search this picture when it is time; never waits."""
        if self._look is not None and self._look[0].done():
            self._take(*self._look)
            self._look = None
        pose, t_s = step.sighting.pose, step.frame.t_s
        if self._look is None and pose is not None and self._others.due(t_s) and not (self._failed or self._closed):
            self._look = self._pool.submit(self._people, step.frame.image_bgr), pose

    def close(self) -> None:
        """Wait for the running search and end the thread; a second call does nothing."""
        if not self._closed:
            self._closed = True
            self._pool.submit(self._shut).result()  # after the look under way, which may still make the finder
            self._pool.shutdown()

    def _people(self, image_bgr: NDArray[np.uint8]) -> tuple[Pose, ...]:
        if self._finder is None:
            self._finder = self._make()
        return self._finder.people(image_bgr)

    def _shut(self) -> None:
        finder, self._finder = self._finder, None
        if finder is not None:
            finder.close()

    def _take(self, look: Future[tuple[Pose, ...]], coached: Pose) -> None:
        try:
            self._others.looked(coached.t_s, look.result(), coached)
        except ModelError as error:
            _LOG.warning("No lookout for other people: %s", error)
            self._failed = True


def lookout(model: ModelFile) -> BystanderMonitor:
    """Return a watch that uses ``model``; the lite one is enough to tell people apart."""
    return BystanderMonitor(lambda: PeopleFinder(model))
