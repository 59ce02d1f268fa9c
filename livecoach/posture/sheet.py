"""A comparison in words and lines: names of measures, directions of changes, and what is drawn of a stance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from livecoach.core.landmarks import EARS, HIPS, SHOULDERS, Landmark
from livecoach.core.types import View
from livecoach.core.words.message import _
from livecoach.core.words.numbers import numeral
from livecoach.core.words.translator import ENGLISH, Translator
from livecoach.posture.draw_comparison import Row, Sheet, Shot, Tone
from livecoach.posture.measure.change import Change, Claim
from livecoach.posture.measure.photo_measures import PhotoMeasure, cm_per_px, floor_px, middle, near_side, up_deg
from livecoach.posture.words import CHECK_POINTS, HEADINGS, MORE_LESS, NAME, POINT, SELF_CHECK, SUBTITLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from livecoach.posture.measure.stance import Stance
    from livecoach.posture.words import Six


def title_of(measure: PhotoMeasure) -> str:
    """Return what a measure is called, in English."""
    return NAME[measure]


def verdict(change: Change, words: Translator = ENGLISH) -> str:
    """Return in words what may be claimed about a change."""
    if change.claim is Claim.NOT_COMPARABLE:
        return words(_("not comparable"))
    if change.claim is Claim.NOT_SHOWN:
        return words(_("no detectable change"))
    more, less = MORE_LESS[change.measure]
    return words(more if change.change_cm > 0 else less, _cm(abs(change.change_cm), words))


def cells(change: Change, words: Translator = ENGLISH) -> Six:
    """Return one row of the table: name, before, after, change, smallest that shows, verdict."""
    return (
        words(NAME[change.measure]),
        _cm(change.before_cm, words),
        _cm(change.after_cm, words),
        _cm(change.change_cm, words, "+.1f"),
        _cm(change.mdc_cm, words),
        verdict(change, words),
    )


def scale_note(height_cm: float, words: Translator = ENGLISH, *, given: bool) -> str:
    """Return how the scale in centimetres was found."""
    if given:
        return words(_("Centimetres are for a height of {:.0f} cm.").format(height_cm))
    return words(
        _(
            "Centimetres are for an assumed height of {:.0f} cm, because none was given. For somebody 10 % taller, "
            "all numbers are 10 % larger."
        ).format(height_cm)
    )


def by_hand_note(before: Sequence[str], after: Sequence[str], words: Translator = ENGLISH) -> str:
    """Return which points were moved by hand, by their English names, empty where none was."""
    told = [
        f"{words(when)}: {', '.join(words(POINT.get(name, name)) for name in names)}"
        for when, names in ((_("before"), before), (_("after"), after))
        if names
    ]
    return words(_("Moved by hand, {}."), "; ".join(told)) if told else ""


def headings(words: Translator = ENGLISH) -> Six:
    """Return the heads of the table's columns."""
    first, before, after, change, smallest, conclusion = (words(head) for head in HEADINGS)
    return first, before, after, change, smallest, conclusion


def sheet_of(
    view: View,
    found: Sequence[Change],
    warnings: Sequence[str],
    height_cm: float,
    words: Translator = ENGLISH,
    *,
    given: bool,
    by_hand: str = "",
) -> Sheet:
    """Return the words around the photos; ``by_hand`` says which points were moved."""
    notes = (by_hand, words(CHECK_POINTS), scale_note(height_cm, words, given=given), words(SELF_CHECK))
    tones = {Claim.CHANGED: Tone.CHANGED, Claim.NOT_SHOWN: Tone.QUIET, Claim.NOT_COMPARABLE: Tone.WARNING}
    return Sheet(
        title=words(_("Before and after")),
        subtitle=words(SUBTITLE[view]),
        headings=headings(words),
        rows=tuple(Row(cells(change, words), tones[change.claim]) for change in found),
        warnings=tuple(warnings),
        notes=tuple(note for note in notes if note),
        legend=words(_("orange: before")),
    )


def shot_of(image_bgr: NDArray[np.uint8], stance: Stance, height_cm: float, title: str) -> Shot:
    """Return a photo with what is drawn on it: from the side what is measured there, both sides from the back.

    Feet that are cut off are left out.
    """
    points = {
        name: _point(middle(stance.xy_px, pair)) for name, pair in _MIDDLES.items() if stance.whole or name != "ankles"
    }
    if stance.view is View.SIDE:
        near = near_side(stance)
        points |= {name: _point(stance.xy_px[pair[near]]) for name, pair in _NEAR.items()}
    if stance.view is View.BACK:
        joints = [_point(stance.xy_px[row]) for row in _BACK_JOINTS]
        lines = [(_point(stance.xy_px[a]), _point(stance.xy_px[b])) for a, b in _BACK_LINES]
        lines += [(points["ears"], points["shoulders"])]
    else:
        joints = list(points.values())
        lines = [(points[a], points[b]) for a, b in _SIDE_LINES if b in points]
    return Shot(
        image_bgr=image_bgr,
        title=title,
        cm_per_px=cm_per_px(stance, height_cm),
        up_deg=up_deg(stance),
        origin_px=_point(floor_px(stance)),
        plumb_px=points["hips"],
        lines_px=tuple(lines),
        joints_px=tuple(joints),
    )


_MIDDLES: Final = {
    "ears": EARS,
    "shoulders": SHOULDERS,
    "wrists": (Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST),
    "hips": HIPS,
    "ankles": (Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE),
}
_NEAR: Final = {
    "near shoulder": SHOULDERS,
    "near elbow": (Landmark.LEFT_ELBOW, Landmark.RIGHT_ELBOW),
    "hips": HIPS,
}
_SIDE_LINES: Final = (
    ("ears", "shoulders"),
    ("near shoulder", "hips"),
    ("near shoulder", "near elbow"),
    ("near elbow", "wrists"),
    ("hips", "ankles"),
)
_BACK_LINES: Final = (
    EARS,
    SHOULDERS,
    HIPS,
    (Landmark.LEFT_SHOULDER, Landmark.LEFT_ELBOW),
    (Landmark.RIGHT_SHOULDER, Landmark.RIGHT_ELBOW),
)
_BACK_JOINTS: Final = tuple(dict.fromkeys(row for line in _BACK_LINES for row in line))


def _cm(value_cm: float, words: Translator, spec: str = ".1f") -> str:
    return f"{numeral(value_cm, spec, words.language)} cm"


def _point(xy: NDArray[np.float64]) -> tuple[float, float]:
    return float(xy[0]), float(xy[1])
