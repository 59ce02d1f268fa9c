"""Searches single pictures for several people, for trackers of one person; without it they go on unchanged."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from livecoach.core.closable import Closing
from livecoach.errors import ModelError
from livecoach.track.mediapipe_tracker import PeopleFinder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from livecoach.core.types import Pose
    from livecoach.track.model_files import ModelFile

_LOG = logging.getLogger(__name__)


class PersonFinder(Closing):
    """Searches on request. The model is loaded at the first search and after ``close``; a failure means nobody.

    All its calls must come from one thread.
    """

    def __init__(self, model: ModelFile) -> None:
        self._model = model
        self._finder: PeopleFinder | None = None
        self._failed = False

    def people(self, image_bgr: NDArray[np.uint8]) -> tuple[Pose, ...]:
        """Return the people found in a BGR picture (h, w, 3), none to two, the detector's surest first."""
        if self._failed:
            return ()
        try:
            if self._finder is None:
                self._finder = PeopleFinder(self._model)
            return self._finder.people(image_bgr)
        except ModelError as error:
            _LOG.warning("Nobody else is looked for: %s", error)
            self._failed = True
            return ()

    def close(self) -> None:
        """Free the finder; a second call does nothing."""
        finder, self._finder = self._finder, None
        if finder is not None:
            finder.close()
