"""A comparison in words and lines: what each measure is called, which way it went, what is drawn of a stance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from livecoach.core.landmarks import EARS, HIPS, SHOULDERS, Landmark
from livecoach.core.types import View
from livecoach.core.words.numbers import numeral
from livecoach.posture.draw_comparison import Row, Sheet, Shot, Tone
from livecoach.posture.measure.change import Change, Claim
from livecoach.posture.measure.photo_measures import PhotoMeasure, cm_per_px, floor_px, middle, near_side, up_deg
from livecoach.posture.words import POSTURE_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from livecoach.posture.measure.stance import Stance
    from livecoach.posture.words import PostureWords, Six

_EN: Final = POSTURE_WORDS["en"]


def title_of(measure: PhotoMeasure) -> str:
    """Return what a measure is called, in English."""
    return _EN.name(measure)


def verdict(change: Change, words: PostureWords = _EN) -> str:
    """Return in words what may be said of a change."""
    if change.claim is Claim.NOT_COMPARABLE:
        return words.not_comparable
    if change.claim is Claim.NOT_SHOWN:
        return words.not_shown
    _, more, less = words.measures[change.measure]
    return f"{_cm(abs(change.change_cm), words)} {more if change.change_cm > 0 else less}"


def cells(change: Change, words: PostureWords = _EN) -> Six:
    """Return one row of the table: name, before, after, change, smallest that shows, verdict."""
    return (
        words.name(change.measure),
        _cm(change.before_cm, words),
        _cm(change.after_cm, words),
        _cm(change.change_cm, words, "+.1f"),
        _cm(change.mdc_cm, words),
        verdict(change, words),
    )


def scale_note(height_cm: float, words: PostureWords = _EN, *, given: bool) -> str:
    """Return how centimetres came about."""
    return (words.height_given if given else words.height_assumed).format(height_cm)


def by_hand_note(before: Sequence[str], after: Sequence[str], words: PostureWords = _EN) -> str:
    """Return which points were moved by hand, by their English names, empty where none was."""
    _, earlier, later, *_ = words.headings
    told = [
        f"{when}: {', '.join(words.points.get(name, name) for name in names)}"
        for when, names in ((earlier, before), (later, after))
        if names
    ]
    return words.by_hand.format("; ".join(told)) if told else ""


def sheet_of(
    view: View,
    found: Sequence[Change],
    warnings: Sequence[str],
    height_cm: float,
    words: PostureWords = _EN,
    *,
    given: bool,
    by_hand: str = "",
) -> Sheet:
    """Return the words around the photos; ``by_hand`` says which points were moved."""
    notes = (by_hand, words.check_points, scale_note(height_cm, words, given=given), words.self_check)
    tones = {Claim.CHANGED: Tone.CHANGED, Claim.NOT_SHOWN: Tone.QUIET, Claim.NOT_COMPARABLE: Tone.WARNING}
    return Sheet(
        title=words.title,
        subtitle=words.subtitle[view],
        headings=words.headings,
        rows=tuple(Row(cells(change, words), tones[change.claim]) for change in found),
        warnings=tuple(warnings),
        notes=tuple(note for note in notes if note),
        legend=words.legend,
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


def _cm(value_cm: float, words: PostureWords, spec: str = ".1f") -> str:
    return f"{numeral(value_cm, spec, words.language)} cm"


def _point(xy: NDArray[np.float64]) -> tuple[float, float]:
    return float(xy[0]), float(xy[1])
