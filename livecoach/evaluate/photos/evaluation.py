"""``livecoach eval`` for a set of before and after photos: each pair compared as ``posture compare`` does it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from livecoach.core.files import atomic_write
from livecoach.core.words.message import _
from livecoach.errors import LivecoachError, SourceError, UsageError
from livecoach.evaluate.photos.compared import PhotoDone
from livecoach.evaluate.photos.labels import load_photo_labels
from livecoach.evaluate.photos.report import FORMAT, summarise_photos
from livecoach.evaluate.report_head import head, refuse_twins
from livecoach.evaluate.tracked_clip import make_folder
from livecoach.posture.measure.change import changes
from livecoach.posture.measure.find_stance import look, stance_from, stance_record
from livecoach.posture.measure.photo_comparison import PhotoComparer, seen_from, seen_record
from livecoach.posture.measure.photo_measures import measure_photo, mismatches
from livecoach.posture.photo_file import load_photo
from livecoach.posture.words import why_not
from livecoach.session.factory import chosen_profile
from livecoach.track.mediapipe_tracker import PhotoTracker
from livecoach.track.model_files import resolve_model

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from livecoach.evaluate.options import EvalOptions
    from livecoach.evaluate.photos.labels import PhotoPair
    from livecoach.posture.measure.photo_measures import PhotoMeasure
    from livecoach.posture.measure.stance import Stance

_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")


class PhotoEvaluation:
    """Checks everything that can be checked before the slow part begins.

    Raises RecordError for labels, UsageError for a sweep or pairs of one name, ProfileError, ModelError, and
    OutputError for a folder of landmarks that cannot be made.
    """

    def __init__(self, wanted: EvalOptions) -> None:
        if wanted.sweep:
            raise UsageError(_("photos are compared without the profile's options: leave out --sweep"))
        self._wanted = wanted
        self._model = resolve_model(chosen_profile(wanted.profile, {"model.name": wanted.model}).profile.model.name)
        self.clips = [pair for folder in wanted.folders for pair in load_photo_labels(folder)]
        refuse_twins([(pair.name, pair.view) for pair in self.clips], "pairs")
        if wanted.landmarks is not None:
            make_folder(wanted.landmarks)

    def run(self, heard: Callable[[PhotoDone], None]) -> dict[str, Any]:
        """Compare all pairs, report each to ``heard``, and return the report as plain data."""
        done = []
        eye = PhotoComparer()
        with PhotoTracker(self._model) as tracker:
            for pair in self.clips:
                done.append(self._compare(pair, tracker, eye))
                heard(done[-1])
        begin = head(FORMAT, self._wanted.folders, self._model.name, [(one.clip, one.error) for one in done])
        return begin | summarise_photos([one for one in done if not one.error])

    def _compare(self, pair: PhotoPair, tracker: PhotoTracker, eye: PhotoComparer) -> PhotoDone:
        name = f"{pair.name} {pair.view}"
        try:
            before, after = (self._stance(pair.folder, photo, tracker) for photo in (pair.before, pair.after))
            if not before.view is after.view is pair.view:
                return PhotoDone(name, pair, warnings=(f"seen from the {before.view} and the {after.view}",))
            warnings = why_not(mismatches(before, after), pair.view)
            seen = None if warnings else self._seen(pair, eye, before, after)
        except LivecoachError as error:
            return PhotoDone(name, pair, error=str(error))
        before_cm, after_cm = (measure_photo(stance, pair.height_cm) for stance in (before, after))
        return PhotoDone(name, pair, changes(pair.view, before_cm, after_cm, pair.height_cm, seen), warnings)

    def _stance(self, folder: Path, name: str, tracker: PhotoTracker) -> Stance:
        def made() -> dict[str, Any]:
            path = _photo(folder, name)
            return stance_record(look(load_photo(path), tracker, _("The photo {}").format(path)))

        return stance_from(self._kept(name, made))

    def _seen(self, pair: PhotoPair, eye: PhotoComparer, before: Stance, after: Stance) -> dict[PhotoMeasure, float]:
        def made() -> dict[str, Any]:
            earlier, later = (load_photo(_photo(pair.folder, name)) for name in (pair.before, pair.after))
            return seen_record(eye.seen_cm((earlier, before), (later, after)))

        return seen_from(self._kept(f"{pair.before}-{pair.after}", made))

    def _kept(self, name: str, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """Return what was recorded under a name; otherwise make it, and record it if wanted."""
        kept = None if self._wanted.landmarks is None else self._wanted.landmarks / f"{name}.json"
        if kept is not None and kept.is_file():
            return dict(json.loads(kept.read_text(encoding="utf-8")))
        made = make()
        if kept is not None:
            with atomic_write(kept) as part:
                part.write_text(json.dumps(made) + "\n", encoding="utf-8")
        return made


def _photo(folder: Path, name: str) -> Path:
    """Return the file of a photo; raises SourceError where there is none."""
    paths = [path for suffix in _SUFFIXES if (path := folder / (name + suffix)).is_file()]
    if not paths:
        raise SourceError(_("{} contains no photo {} (one of {}).").format(folder, name, ", ".join(_SUFFIXES)))
    return paths[0]
