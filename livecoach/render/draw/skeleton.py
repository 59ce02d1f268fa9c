"""The points and lines that matter in a pull or a hold, red where a fault is, with arrows that show where to move.

Points are 33 pairs of pixels in the picture as drawn (after mirroring); lines to points with NaN are left
out. Plain floats, because numpy's overhead on single points would cost more than the drawing.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

import cv2
import numpy as np

from livecoach.core.landmarks import Landmark
from livecoach.faults.fault import ArrowKind, BodyPart
from livecoach.faults.registry import fault_named
from livecoach.render.draw.palette import BONE, OUTLINE, RED, WHITE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from numpy.typing import NDArray

    from livecoach.core.fault_id import FaultId
    from livecoach.faults.fault import Mark

Point = tuple[float, float]
_UNSEEN: Final[Point] = (math.nan, math.nan)

_JOINTS: Final = (
    Landmark.LEFT_EAR,
    Landmark.RIGHT_EAR,
    Landmark.LEFT_SHOULDER,
    Landmark.RIGHT_SHOULDER,
    Landmark.LEFT_ELBOW,
    Landmark.RIGHT_ELBOW,
    Landmark.LEFT_WRIST,
    Landmark.RIGHT_WRIST,
    Landmark.LEFT_HIP,
    Landmark.RIGHT_HIP,
)
_LIMBS: Final = (
    (Landmark.LEFT_SHOULDER, Landmark.LEFT_ELBOW),
    (Landmark.LEFT_ELBOW, Landmark.LEFT_WRIST),
    (Landmark.RIGHT_SHOULDER, Landmark.RIGHT_ELBOW),
    (Landmark.RIGHT_ELBOW, Landmark.RIGHT_WRIST),
    (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
    (Landmark.LEFT_EAR, Landmark.RIGHT_EAR),
)
_LEGS: Final = (
    (Landmark.LEFT_HIP, Landmark.LEFT_KNEE),
    (Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE),
    (Landmark.RIGHT_HIP, Landmark.RIGHT_KNEE),
    (Landmark.RIGHT_KNEE, Landmark.RIGHT_ANKLE),
)
_LEG_JOINTS: Final = (Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE, Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE)
_SHIFT: Final = 4
_ONE: Final = 1 << _SHIFT
_FAR_PX: Final = 20_000.0
_FACING_MIN: Final = 0.06
_ARMS: Final = frozenset(_LIMBS[:4])


class Line(NamedTuple):
    """A line between two points, red and thicker where the fault is."""

    a: Point
    b: Point
    fault: bool


class Arrow(NamedTuple):
    """An arrow from tail to tip."""

    tail: Point
    tip: Point


class _Body(NamedTuple):
    ears: Point
    shoulders: Point
    hips: Point
    torso: float
    facing: float


def _seen(point: Point) -> bool:
    return math.isfinite(point[0]) and math.isfinite(point[1])


def _moved(point: Point, dx: float, dy: float) -> Point:
    return point[0] + dx, point[1] + dy


def _either(a: Point, b: Point) -> Point:
    """Return the midpoint of a pair, the known one when the other is unknown, NaN when both are."""
    if _seen(a) and _seen(b):
        return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
    return a if _seen(a) else b if _seen(b) else _UNSEEN


def _body(points: Sequence[Point]) -> _Body:
    ears = _either(points[Landmark.LEFT_EAR], points[Landmark.RIGHT_EAR])
    shoulders = _either(points[Landmark.LEFT_SHOULDER], points[Landmark.RIGHT_SHOULDER])
    hips = _either(points[Landmark.LEFT_HIP], points[Landmark.RIGHT_HIP])
    torso = math.dist(shoulders, hips)
    ahead = points[Landmark.NOSE][0] - ears[0]
    facing = math.copysign(1.0, ahead) if abs(ahead) > _FACING_MIN * torso else 0.0
    return _Body(ears, shoulders, hips, torso, facing)


def lines(points: Sequence[Point], active: Collection[FaultId], *, legs: bool = False) -> tuple[Line, ...]:
    """Return the limbs, the shoulder line, the neck and the trunk; those with an active fault last, on top."""
    body = _body(points)
    red = frozenset[BodyPart]().union(*(fault_named(fault_id).mark.parts for fault_id in active))
    arms = BodyPart.ARMS in red
    drawn = [Line(points[a], points[b], arms and (a, b) in _ARMS) for a, b in (*_LIMBS, *(_LEGS if legs else ()))]
    drawn += [
        Line(points[Landmark.LEFT_SHOULDER], points[Landmark.RIGHT_SHOULDER], BodyPart.SHOULDERS in red),
        Line(body.ears, body.shoulders, BodyPart.NECK in red),
        Line(body.shoulders, body.hips, BodyPart.TRUNK in red),
    ]
    return tuple(sorted((line for line in drawn if _seen(line.a) and _seen(line.b)), key=lambda line: line.fault))


def arrows(points: Sequence[Point], active: Collection[FaultId]) -> tuple[Arrow, ...]:
    """Return which way to move: shoulders down, ribs down, chin back (away from where the nose points).

    In a hold: hips or back up, the lifted head down.
    """
    body = _body(points)
    torso = body.torso
    if not torso >= 1.0:
        return ()
    # In the order in which the faults are listed, whatever the order of those that are active.
    marks = sorted((fault_named(fault_id) for fault_id in active), key=lambda fault: -fault.urgency)
    return tuple(arrow for fault in marks for arrow in _arrows_of(fault.mark, points, body))


def _arrows_of(mark: Mark, points: Sequence[Point], body: _Body) -> Iterator[Arrow]:
    torso = body.torso
    match mark.arrow:
        case ArrowKind.SHOULDERS_DOWN:
            yield from _shoulder_arrows(points, body)
        case ArrowKind.RIBS_DOWN:
            along = [0.42 * (hip - shoulder) for hip, shoulder in zip(body.hips, body.shoulders, strict=True)]
            ribs = _moved(body.shoulders, along[0] + body.facing * 0.2 * torso, along[1])
            yield Arrow(ribs, _moved(ribs, 0.0, 0.32 * torso))
        case ArrowKind.CHIN_BACK if body.facing and _seen(body.ears):
            back = -body.facing * torso
            yield Arrow(_moved(body.ears, 0.16 * back, 0.0), _moved(body.ears, 0.48 * back, 0.0))
        case ArrowKind.HEAD_DOWN if _seen(body.ears):
            above = _moved(body.ears, 0.0, -0.16 * torso)
            yield Arrow(_moved(above, 0.0, -0.3 * torso), above)
        case ArrowKind.TRUNK_UP:
            x, y = (a + mark.at * (b - a) for a, b in zip(body.shoulders, body.hips, strict=True))
            yield Arrow((x, y - 0.06 * torso), (x, y - 0.4 * torso))


def _shoulder_arrows(points: Sequence[Point], body: _Body) -> Iterator[Arrow]:
    for shoulder in (points[Landmark.LEFT_SHOULDER], points[Landmark.RIGHT_SHOULDER]):
        if _seen(shoulder):
            outward = math.copysign(0.06 * body.torso, shoulder[0] - body.shoulders[0])
            above = _moved(shoulder, outward, -0.09 * body.torso)
            yield Arrow(_moved(above, 0.0, -0.27 * body.torso), above)


def _fixed(point: Point) -> tuple[int, int]:
    return int(point[0] * _ONE), int(point[1] * _ONE)


def _paint_arrow(image: NDArray[np.uint8], arrow: Arrow, width: float) -> None:
    length = max(math.dist(arrow.tail, arrow.tip), 1e-6)
    ux, uy = (arrow.tip[0] - arrow.tail[0]) / length, (arrow.tip[1] - arrow.tail[1]) / length
    neck = _moved(arrow.tip, -2.2 * width * ux, -2.2 * width * uy)
    for rim, colour in ((0.45 * width, WHITE), (0.0, RED)):
        half = 1.7 * width + rim
        base = _moved(neck, -0.7 * rim * ux, -0.7 * rim * uy)
        corners = (
            _moved(arrow.tip, 1.5 * rim * ux, 1.5 * rim * uy),
            _moved(base, -half * uy, half * ux),
            _moved(base, half * uy, -half * ux),
        )
        thickness = max(1, round(width + 2 * rim))
        cv2.line(image, _fixed(arrow.tail), _fixed(neck), colour, thickness, cv2.LINE_AA, _SHIFT)
        cv2.fillConvexPoly(image, np.array([_fixed(c) for c in corners], np.int32), colour, cv2.LINE_AA, _SHIFT)


def paint_skeleton(
    image: NDArray[np.uint8], xy_px: NDArray[np.floating], active: Collection[FaultId], *, legs: bool = False
) -> None:
    """Draw the person's lines, joints and arrows into ``image`` (changed); ``xy_px`` is (33, 2)."""
    points = [(x, y) for x, y in np.clip(xy_px, -_FAR_PX, _FAR_PX).tolist()]
    unit = max(1.0, min(image.shape[:2]) / 360)
    strokes = [(_fixed(line.a), _fixed(line.b), line.fault) for line in lines(points, active, legs=legs)]
    for a, b, fault in strokes:
        cv2.line(image, a, b, OUTLINE, round(unit * (5 if fault else 3)), cv2.LINE_AA, _SHIFT)
    for a, b, fault in strokes:
        colour = RED if fault else BONE
        cv2.line(image, a, b, colour, round(unit * (3 if fault else 1)), cv2.LINE_AA, _SHIFT)
    for joint in (*_JOINTS, *(_LEG_JOINTS if legs else ())):
        if _seen(points[joint]):
            centre = _fixed(points[joint])
            cv2.circle(image, centre, round(2.6 * unit * _ONE), OUTLINE, -1, cv2.LINE_AA, _SHIFT)
            cv2.circle(image, centre, round(1.9 * unit * _ONE), BONE, -1, cv2.LINE_AA, _SHIFT)
    for arrow in arrows(points, active):
        _paint_arrow(image, arrow, max(3.0, 4.0 * unit))
