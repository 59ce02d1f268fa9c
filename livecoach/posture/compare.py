"""Before and after: two photos in, one picture and one JSON file out, saying only what the photos can show."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from livecoach.core.resources import rib_check
from livecoach.core.serialization import number
from livecoach.core.types import View
from livecoach.core.words import names
from livecoach.core.words.message import _
from livecoach.core.words.translator import Translator, translator
from livecoach.errors import LivecoachError, SourceError
from livecoach.output.picture_file import digest, prepare_outputs, write_json, write_picture
from livecoach.output.window import Window
from livecoach.posture.capture.edit_points import correct
from livecoach.posture.draw_comparison import draw_comparison
from livecoach.posture.measure.change import Change, changes
from livecoach.posture.measure.clothes import other_clothes
from livecoach.posture.measure.find_stance import look, stance_from
from livecoach.posture.measure.photo_comparison import PhotoComparer, seen_record
from livecoach.posture.measure.photo_measures import ASSUMED_HEIGHT_CM, PhotoMeasure, measure_photo, mismatches
from livecoach.posture.photo_file import load_photo
from livecoach.posture.sheet import by_hand_note, sheet_of, shot_of
from livecoach.posture.words import why_not
from livecoach.track.mediapipe_tracker import PhotoTracker
from livecoach.track.model_files import resolve_model

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from livecoach.output.window import Screen
    from livecoach.posture.measure.stance import Stance

VIEWS = (View.SIDE, View.BACK)
CAPTURE = "posture capture"
COMPARISON = "posture comparison"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class CompareOptions:
    """The options of ``livecoach posture compare``; with ``points`` the person may move points by mouse first."""

    before: Path
    after: Path
    out: Path
    height_cm: float | None = None
    model: str = "full"
    overwrite: bool = False
    points: bool = False
    language: str = "en"


@dataclass(frozen=True, slots=True, eq=False)
class MeasuredPhoto:
    """One photo and the stances it stands for: its own, or those of several takes of a capture, its own first.

    ``by_hand`` names the points that were moved by hand; such a photo stands for itself alone.
    """

    path: Path
    image_bgr: NDArray[np.uint8]
    stances: tuple[Stance, ...]
    taken_at: str | None = None
    by_hand: tuple[str, ...] = ()

    def measures(self, height_cm: float) -> dict[PhotoMeasure, float]:
        """Return the mean of each measure over the takes."""
        each = [measure_photo(stance, height_cm) for stance in self.stances]
        return {measure: sum(one[measure] for one in each) / len(each) for measure in each[0]}


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """The result: what the JSON file holds, every change, warnings in the language asked for, and what was written."""

    record: dict[str, Any]
    changes: tuple[Change, ...]
    warnings: tuple[str, ...]
    picture: Path
    data: Path


def compare(options: CompareOptions) -> Comparison:
    """Compare two photos of one person and write the picture and the JSON file beside it.

    Uses the stances of all takes, and the network's prediction for the first take of each.

    The outputs are checked before anything else. Raises OutputError, SourceError (a photo that cannot be used),
    ModelError, and LivecoachError for photos from different views.
    """
    picture, data = prepare_outputs(options.out, inputs=(options.before, options.after), overwrite=options.overwrite)
    photos = [(path, load_photo(path)) for path in (options.before, options.after)]
    eye = PhotoComparer()
    words = translator(options.language)
    with PhotoTracker(resolve_model(options.model)) as tracker:
        before, after = (_taken(path, image_bgr, tracker) for path, image_bgr in photos)
    view = _common_view(before, after)
    if options.points:
        before, after = _looked_at(before, after, words)
    height_cm = options.height_cm or ASSUMED_HEIGHT_CM
    differ = mismatches(before.stances[0], after.stances[0])
    pair = (before.image_bgr, before.stances[0]), (after.image_bgr, after.stances[0])
    worn = other_clothes(*pair)
    reasons = why_not(differ, view, worn)
    warnings = tuple(words(reason) for reason in reasons)
    seen = None if warnings else eye.seen_cm(*pair)
    found = changes(view, before.measures(height_cm), after.measures(height_cm), height_cm, seen)
    by_hand = by_hand_note(before.by_hand, after.by_hand, words)
    sheet = sheet_of(view, found, warnings, height_cm, words, given=options.height_cm is not None, by_hand=by_hand)
    figure = cv2.imread(str(rib_check()))
    image = draw_comparison(
        shot_of(before.image_bgr, before.stances[0], height_cm, words(_("Before"))),
        shot_of(after.image_bgr, after.stances[0], height_cm, words(_("After"))),
        sheet,
        height_cm,
        figure_bgr=None if figure is None else np.asarray(figure, np.uint8),
    )
    record = _comparison_record(options, view, (before, after), found, reasons)
    record["by_eye"] = None if seen is None else seen_record(seen)
    write_picture(picture, image)
    write_json(data, record)
    return Comparison(record, found, warnings, picture, data)


def _taken(path: Path, image_bgr: NDArray[np.uint8], tracker: PhotoTracker) -> MeasuredPhoto:
    captured = _captured(path)
    if captured is not None:
        return MeasuredPhoto(path, image_bgr, *captured)
    return MeasuredPhoto(path, image_bgr, (look(image_bgr, tracker, _("The photo {}").format(path)),))


def _looked_at(before: MeasuredPhoto, after: MeasuredPhoto, words: Translator) -> tuple[MeasuredPhoto, MeasuredPhoto]:
    """Return both after the person checked their points; raises DisplayError, and LivecoachError when they stop."""
    with Window("livecoach posture") as screen:
        return _corrected(before, words(_("Before")), words, screen), _corrected(
            after, words(_("After")), words, screen
        )


def _corrected(taken: MeasuredPhoto, title: str, words: Translator, screen: Screen) -> MeasuredPhoto:
    stance, moved = correct(taken.image_bgr, taken.stances[0], title, screen, words)
    return replace(taken, stances=(stance,), by_hand=moved) if moved else taken


def _captured(path: Path) -> tuple[tuple[Stance, ...], str] | None:
    """Return the takes that ``posture capture`` wrote beside this very photo, and when; None when it is a plain one."""
    beside = path.with_suffix(".json")
    try:
        record = json.loads(beside.read_text(encoding="utf-8"))
        ours = record["what"] == CAPTURE and record["format"] == FORMAT and record["sha256"] == digest(path)
        stances = tuple(stance_from(take) for take in record["takes"]) if ours else ()
        return (stances, str(record["taken_at"])) if stances else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _common_view(before: MeasuredPhoto, after: MeasuredPhoto) -> View:
    for taken in (before, after):
        if taken.stances[0].view not in VIEWS:
            raise SourceError(
                _("The photo {} shows the person from the front: take it from the side or the back.").format(taken.path)
            )
    views = before.stances[0].view, after.stances[0].view
    if views[0] is not views[1]:
        raise LivecoachError(
            _("The photos show different views ({}: {}; {}: {}): compare two photos of the same view.").format(
                before.path, names.VIEW[views[0]], after.path, names.VIEW[views[1]]
            )
        )
    return views[0]


def _comparison_record(
    options: CompareOptions,
    view: View,
    taken: Sequence[MeasuredPhoto],
    found: Sequence[Change],
    warnings: Sequence[str],
) -> dict[str, Any]:
    before, after = (
        {
            "photo": one.path.name,
            "taken_at": one.taken_at,
            "takes": len(one.stances),
            "moved_by_hand": list(one.by_hand),
            "yaw_deg": round(one.stances[0].yaw_deg, 1),
        }
        for one in taken
    )
    return {
        "what": COMPARISON,
        "format": FORMAT,
        "view": view.value,
        "height_cm": options.height_cm or ASSUMED_HEIGHT_CM,
        "height_assumed": options.height_cm is None,
        "before": before,
        "after": after,
        "warnings": list(warnings),
        "measures": {
            change.measure.value: {
                "before": number(round(change.before_cm, 2)),
                "after": number(round(change.after_cm, 2)),
                "change": number(round(change.change_cm, 2)),
                "minimum_detectable_change": number(round(change.mdc_cm, 2)),
                "claim": change.claim.value,
            }
            for change in found
        },
    }
