"""Movements of a jointed figure, made at random: what the movement network is trained on besides recorded people.

A movement goes between two positions of the arms, A (the reach of a pull, the start of a press) and B. Directions of
upper arms and forearms are (outward, forward, up) of a person who faces forward, whatever the trunk does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from figure import HANG, KINDS, PULLS, RATE_HZ, Move, figure

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray


def _u(rng: np.random.Generator, low: float, high: float) -> float:
    return float(rng.uniform(low, high))


def _row(rng: np.random.Generator) -> Move:
    u = lambda a, b: _u(rng, a, b)  # noqa: E731
    out = u(0.05, 0.9)
    return Move(
        "row",
        ((u(-0.1, 0.3), 0.95, u(-0.5, 0.15)), (u(-0.2, 0.15), 1.0, u(-0.45, 0.2))),
        ((out, u(-0.9, -0.25), u(-0.95, -0.3)), (u(-0.4, 0.2), u(0.5, 1.0), u(-0.25, 0.45))),
        pitch=u(-12, 20),
        pitch_b=u(-28, 4),
        legs=str(rng.choice(["stand", "sit", "kneel", "sit"])),
        sides=str(rng.choice(["both", "both", "both", "both", "one"])),
        lift=max(0.0, u(-0.05, 0.06)),
    )


def _bent_row(rng: np.random.Generator) -> Move:
    u = lambda a, b: _u(rng, a, b)  # noqa: E731
    sides = str(rng.choice(["both", "both", "both", "one", "alt"]))
    far = ((u(0, 0.2), u(0.0, 0.6), -1.0), (0.0, u(0.0, 0.4), -1.0)) if rng.random() < 0.6 else None
    return Move(
        "row",
        ((u(-0.1, 0.25), u(-0.05, 0.5), -1.0), (u(-0.2, 0.15), u(-0.1, 0.5), -1.0)),
        ((u(0.05, 0.9), u(-0.9, -0.2), u(-0.45, 0.45)), (u(-0.3, 0.15), u(-0.2, 0.5), u(-1.0, -0.6))),
        pitch=u(28, 88),
        pitch_b=u(-14, 4),
        legs=str(rng.choice(["hinge", "hinge", "hinge", "sit", "plank"])),
        sides=sides,
        far=far,
    )


def _face_pull(rng: np.random.Generator) -> Move:
    u = lambda a, b: _u(rng, a, b)  # noqa: E731
    rise = u(-0.5, 0.6)
    return Move(
        "face_pull",
        ((u(-0.1, 0.3), 0.95, u(-0.1, 0.2) + 0.7 * rise), (u(-0.2, 0.1), 1.0, u(-0.15, 0.15) + 0.7 * rise)),
        ((u(0.6, 1.0), u(-0.45, 0.3), u(-0.6, 0.35)), (u(-0.75, 0.0), u(0.1, 0.8), u(-0.1, 1.0))),
        pitch=u(-10, 12),
        pitch_b=u(-10, 4),
        legs=str(rng.choice(["stand", "stand", "kneel", "sit"])),
    )


def _pulldown(rng: np.random.Generator) -> Move:
    u = lambda a, b: _u(rng, a, b)  # noqa: E731
    fixed = rng.random() < 0.5
    return Move(
        "pulldown",
        ((u(0.05, 0.75), u(-0.05, 0.45), 0.9), (u(-0.2, 0.4), u(-0.05, 0.35), 1.0)),
        ((u(0.2, 0.95), u(-0.35, 0.35), u(-1.0, -0.35)), (u(-0.25, 0.35), u(-0.05, 0.45), u(0.5, 1.0))),
        pitch=u(-16, 6),
        pitch_b=u(-25, 6),
        legs=str(rng.choice(["hang", "hangback"])) if fixed else "sit",
        fixed=fixed,
        tempo=(0.35, 1.2) if fixed else (0.4, 1.6),
        sides="one" if not fixed and rng.random() < 0.1 else "both",
    )


def _reverse_fly(rng: np.random.Generator) -> Move:
    u = lambda a, b: _u(rng, a, b)  # noqa: E731
    bent, height = u(-0.1, 0.35), u(-0.2, 0.2)
    if rng.random() < 0.5:  # bent over
        a = ((u(-0.1, 0.2), u(-0.1, 0.35), -1.0), (u(-0.3, 0.15), u(-0.1, 0.3), -1.0))
        b = ((1.0, u(-0.2, 0.35), u(-0.35, 0.3)), (1.0, u(-0.1, 0.4), u(-0.5, 0.3)))
        return Move(
            "reverse_fly", a, b, pitch=u(35, 88), pitch_b=u(-10, 3), legs=str(rng.choice(["hinge", "hinge", "sit"]))
        )
    a = ((u(-0.05, 0.3), 1.0, height), (u(-0.3, 0.1), 1.0, height))
    b = ((1.0, u(-0.4, 0.2), height), (1.0, bent - 0.3, height + u(-0.1, 0.2)))
    return Move("reverse_fly", a, b, pitch=u(-5, 10), pitch_b=u(-6, 2), legs=str(rng.choice(["sit", "stand"])))


def _shrug(rng: np.random.Generator) -> Move:
    u = lambda a, b: _u(rng, a, b)  # noqa: E731
    a = ((u(0.05, 0.3), u(-0.15, 0.25), -1.0), (u(-0.1, 0.15), u(-0.1, 0.35), -1.0))
    bend = max(0.0, u(-0.3, 0.4))
    b = ((a[0][0] + 0.5 * bend, a[0][1] - bend * u(0, 1), -1.0), (a[1][0], a[1][1] + bend, -1.0))
    return Move(
        "shrug",
        a,
        b,
        lift=u(0.05, 0.12),
        pitch=u(-5, 20),
        legs=str(rng.choice(["stand", "stand", "sit"])),
        pitch_b=u(-3, 3),
    )


def _upright_row(rng: np.random.Generator) -> Move:
    u = lambda a, b: _u(rng, a, b)  # noqa: E731
    return Move(
        "upright_row",
        ((u(0.0, 0.2), u(0.0, 0.3), -1.0), (u(-0.3, 0.1), u(0.0, 0.3), -1.0)),
        ((u(0.7, 1.0), u(-0.1, 0.35), u(-0.2, 0.5)), (u(-1.0, -0.3), u(0.0, 0.35), u(-1.0, -0.2))),
        lift=u(0.0, 0.08),
        pitch=u(-5, 12),
        bounce=max(0.0, u(-0.05, 0.06)),
    )


def _press(rng: np.random.Generator) -> Move:
    u = lambda a, b: _u(rng, a, b)  # noqa: E731
    which = rng.choice(["over", "over", "over", "machine", "arnold", "chest", "extension", "extension"])
    legs = str(rng.choice(["sit", "sit", "stand", "stand", "kneel"]))
    sides = str(rng.choice(["both", "both", "both", "both", "one", "alt"]))
    top = ((u(0.0, 0.5), u(-0.1, 0.3), 0.95), (u(-0.3, 0.2), u(-0.2, 0.15), 1.0))
    if which == "arnold":
        low = ((u(-0.1, 0.3), u(0.4, 0.8), u(-0.9, -0.4)), (u(-0.2, 0.2), u(-0.2, 0.2), 1.0))
    elif which == "chest":
        low = ((u(0.2, 0.9), u(-0.5, 0.1), u(-0.8, -0.1)), (u(-0.2, 0.1), 1.0, u(-0.1, 0.3)))
        top = ((u(0.0, 0.3), 0.95, u(-0.2, 0.25)), (u(-0.3, 0.1), 1.0, u(-0.1, 0.2)))
        return Move("press", low, top, pitch=u(-15, 8), legs=legs, sides=sides)
    elif which == "extension":
        up = u(0.5, 1.0)
        low = ((u(-0.1, 0.4), u(-0.2, 0.4), up), (u(-0.3, 0.2), u(-0.9, -0.3), u(-0.8, 0.2)))
        top = ((u(-0.1, 0.3), u(-0.2, 0.3), 1.0), (u(-0.2, 0.15), u(-0.3, 0.2), 1.0))
    else:
        low = ((u(0.2, 0.9), u(-0.15, 0.6), u(-0.95, -0.2)), (u(-0.3, 0.25), u(-0.1, 0.35), 1.0))
    return Move(
        "press", low, top, pitch=u(-18, 6), pitch_b=u(-8, 5), legs=legs, sides=sides, bounce=max(0.0, u(-0.1, 0.06))
    )


def _raise(rng: np.random.Generator) -> Move:
    u = lambda a, b: _u(rng, a, b)  # noqa: E731
    low = ((u(0.0, 0.25), u(-0.1, 0.3), -1.0), (u(-0.1, 0.15), u(0.0, 0.4), -1.0))
    which = rng.choice(["side", "side", "front", "y", "jack"])
    if which == "side":
        bend = u(0.0, 0.7)
        top = ((1.0, u(-0.1, 0.45), u(-0.3, 0.35)), (1.0 - bend, bend * u(0, 1), u(-0.4, 0.3)))
    elif which == "front":
        top = ((u(-0.1, 0.3), 1.0, u(-0.2, 0.6)), (u(-0.3, 0.1), 1.0, u(-0.2, 0.7)))
    else:
        top = ((u(0.2, 0.8), u(-0.1, 0.5), u(0.6, 1.0)), (u(-0.1, 0.6), u(-0.1, 0.4), 1.0))
    jack = which == "jack"
    return Move(
        "raise",
        low,
        top,
        pitch=u(-5, 15),
        pitch_b=u(-6, 3),
        legs=str(rng.choice(["stand", "stand", "sit"])),
        sides=str(rng.choice(["both", "both", "both", "one", "alt"])),
        tempo=(0.25, 0.5) if jack else (0.4, 1.5),
        bounce=0.08 if jack else 0.0,
    )


def _curl(rng: np.random.Generator) -> Move:
    u = lambda a, b: _u(rng, a, b)  # noqa: E731
    which = rng.choice(["curl", "curl", "curl", "pushdown", "kickback", "drag"])
    legs = str(rng.choice(["stand", "stand", "sit"]))
    if which in ("pushdown",):
        arm = (u(0.05, 0.25), u(-0.2, 0.3), -1.0)
        return Move(
            "curl",
            (arm, (u(-0.1, 0.1), u(0.6, 1.0), u(-0.2, 0.6))),
            (arm, (u(0.0, 0.15), u(0.0, 0.3), -1.0)),
            pitch=u(0, 25),
            legs=legs,
        )
    if which == "kickback":
        arm = (u(0.05, 0.35), u(-1.0, -0.7), u(-0.3, 0.2))
        far = ((u(0, 0.2), u(0.1, 0.8), -1.0), (0.0, u(0.0, 0.4), -1.0)) if rng.random() < 0.4 else None
        return Move(
            "curl",
            (arm, (0.0, u(0.0, 0.4), -1.0)),
            (arm, (0.0, -1.0, u(-0.4, 0.2))),
            pitch=u(30, 85),
            legs="hinge",
            far=far,
            sides="one" if far else "both",
        )
    top = ((u(0.0, 0.35), u(-0.1, 0.5), -1.0), (u(-0.4, 0.25), u(0.2, 0.8), u(0.5, 1.0)))
    return Move(
        "curl",
        ((u(0.05, 0.25), u(-0.1, 0.2), -1.0), (u(-0.05, 0.25), u(0.0, 0.3), -1.0)),
        top,
        pitch=u(-6, 10),
        pitch_b=u(-10, 4),
        legs=legs,
        sides=str(rng.choice(["both", "both", "one", "alt", "alt"])),
    )


def _push_up(rng: np.random.Generator) -> Move:
    u = lambda a, b: _u(rng, a, b)  # noqa: E731
    top = ((u(0.0, 0.5), u(0.0, 0.35), -1.0), (u(-0.1, 0.3), u(-0.1, 0.2), -1.0))
    low = ((u(0.3, 1.0), u(-0.8, 0.1), u(-0.4, 0.3)), (u(-0.2, 0.2), u(-0.1, 0.3), -1.0))
    first, second = (top, low)
    return Move("press", first, second, pitch=u(45, 88), legs="plank", fixed=True, tempo=(0.35, 1.2))


def _dip(rng: np.random.Generator) -> Move:
    u = lambda a, b: _u(rng, a, b)  # noqa: E731
    return Move(
        "press",
        ((u(0.1, 0.3), u(-0.2, 0.1), -1.0), (0.05, 0.1, -1.0)),
        ((u(0.1, 0.5), u(-1.0, -0.6), u(-0.4, 0.1)), (0.0, u(0.0, 0.3), -1.0)),
        pitch=u(0, 25),
        pitch_b=u(0, 15),
        legs=str(rng.choice(["hangback", "hang", "sit"])),
        fixed=True,
    )


def _bench(rng: np.random.Generator) -> Move:
    u = lambda a, b: _u(rng, a, b)  # noqa: E731
    fly = rng.random() < 0.35
    low = ((u(0.5, 1.0), u(-0.4, 0.0), u(-0.4, 0.2)), (0.9 if fly else u(-0.1, 0.2), 0.4 if fly else 1.0, 0.0))
    top = ((u(0.0, 0.35), 1.0, u(-0.1, 0.2)), (u(-0.3, 0.1), 1.0, u(-0.1, 0.1)))
    return Move("other" if fly else "press", low, top, pitch=u(-90, -25), legs="sit", lying=True)


def _hinge(rng: np.random.Generator) -> Move:
    u = lambda a, b: _u(rng, a, b)  # noqa: E731
    arms = ((u(0.0, 0.25), u(-0.15, 0.25), -1.0), (u(-0.2, 0.15), u(-0.1, 0.3), -1.0))
    if rng.random() < 0.25:  # arms before the chest: goblet squat, back extension
        arms = ((u(0.1, 0.5), u(0.2, 0.6), -0.8), (u(-0.9, -0.2), u(0.2, 0.8), u(0.2, 1.0)))
    return Move("other", arms, arms, pitch=u(-5, 15), pitch_b=u(5, 75), squat=max(0.0, u(-0.3, 0.45)), legs="stand")


def _swing(rng: np.random.Generator) -> Move:
    u = lambda a, b: _u(rng, a, b)  # noqa: E731
    return Move(
        "other",
        ((0.05, u(-0.3, 0.1), -1.0), (0.0, u(-0.3, 0.2), -1.0)),
        ((0.05, 1.0, u(-0.5, 0.3)), (-0.1, 1.0, u(-0.4, 0.4))),
        pitch=u(30, 70),
        pitch_b=u(-70, -30),
        tempo=(0.4, 0.8),
        legs="stand",
    )


def _run(rng: np.random.Generator) -> Move:
    u = lambda a, b: _u(rng, a, b)  # noqa: E731
    fast = rng.random() < 0.6
    bend = u(0.3, 1.0) if fast else u(-0.9, -0.4)
    return Move(
        "other",
        ((0.15, u(0.2, 0.7), -1.0), (u(-0.4, 0.0), 1.0, bend)),
        ((0.2, u(-0.9, -0.3), -1.0), (u(-0.2, 0.0), u(0.3, 1.0), bend - 0.3)),
        sides="alt",
        tempo=(0.18, 0.4) if fast else (0.3, 0.6),
        bounce=0.05 if fast else 0.015,
        pitch=u(0, 12),
        pause=0.0,
    )


def _box(rng: np.random.Generator) -> Move:
    u = lambda a, b: _u(rng, a, b)  # noqa: E731
    return Move(
        "other",
        ((0.15, u(0.1, 0.5), -1.0), (-0.2, 0.5, 0.9)),
        ((-0.05, 1.0, u(-0.2, 0.2)), (-0.1, 1.0, u(-0.2, 0.2))),
        sides="alt",
        tempo=(0.12, 0.3),
        pitch=u(0, 15),
        pause=0.8,
    )


def _scapular(rng: np.random.Generator) -> Move:
    u = lambda a, b: _u(rng, a, b)  # noqa: E731
    if rng.random() < 0.5:
        arms = ((u(0.0, 0.2), u(-0.1, 0.4), -1.0), (0.0, u(0.0, 0.4), -1.0))
        return Move("other", arms, arms, pitch=u(30, 80), pitch_b=u(-8, 8), legs="hinge", lift=u(0.0, 0.04))
    arms = ((u(0.0, 0.2), 1.0, u(-0.2, 0.2)), (0.0, 1.0, u(-0.1, 0.2)))
    return Move("other", arms, arms, pitch=u(-5, 5), pitch_b=u(-8, 8), lift=u(0.0, 0.04))


def _fidget(rng: np.random.Generator) -> Move:
    """Arms that wander: talk, make-up, hands on the hips, tying a shoe."""
    u = lambda a, b: _u(rng, a, b)  # noqa: E731
    arm = lambda: ((u(-0.1, 0.9), u(-0.5, 0.9), u(-1.0, 0.3)), (u(-1.0, 0.5), u(-0.2, 1.0), u(-1.0, 1.0)))  # noqa: E731
    return Move(
        "other",
        arm(),
        arm(),
        sides=str(rng.choice(["both", "one", "alt", "wander", "wander"])),
        legs=str(rng.choice(["stand", "sit"])),
        tempo=(0.3, 1.5),
        pitch=u(-10, 30),
        pitch_b=u(-10, 25),
        pause=1.5,
    )


def _circle(rng: np.random.Generator) -> Move:
    return Move(
        "other",
        HANG,
        HANG,
        sides="circle",
        tempo=(0.4, 1.2),
        extra={"one": rng.random() < 0.5, "plane": rng.choice(["side", "front"])},
    )


def _into(rng: np.random.Generator) -> Move:
    """Return a way into position and out of it again, without a pull."""
    base: Move = MOVES[str(rng.choice(["row", "bent_row", "face_pull", "pulldown"]))][0](rng)
    base.b, base.kind, base.fixed, base.pitch_b, base.lift = base.a, "nothing", False, 0.0, 0.0
    return base


MOVES: dict[str, tuple[Callable[[np.random.Generator], Move], float]] = {
    "row": (_row, 3.0),
    "bent_row": (_bent_row, 3.0),
    "face_pull": (_face_pull, 2.5),
    "pulldown": (_pulldown, 3.0),
    "reverse_fly": (_reverse_fly, 2.0),
    "shrug": (_shrug, 1.3),
    "upright_row": (_upright_row, 1.3),
    "press": (_press, 3.5),
    "raise": (_raise, 2.0),
    "curl": (_curl, 2.0),
    "push_up": (_push_up, 1.0),
    "dip": (_dip, 0.4),
    "bench": (_bench, 0.7),
    "hinge": (_hinge, 1.2),
    "swing": (_swing, 0.3),
    "run": (_run, 0.8),
    "box": (_box, 0.4),
    "scapular": (_scapular, 0.6),
    "fidget": (_fidget, 1.6),
    "circle": (_circle, 0.5),
    "into": (_into, 1.2),
}


@dataclass
class Clip:
    """Joints (T, 15, 3) in metres, x to the person's left, y forward, z up; levels (T, 2) and the kind (T,).

    Levels: how far a pull is drawn, and how far a shrug is; 0 in any other movement.
    """

    joints: NDArray[np.float64]
    level: NDArray[np.float64]
    kind: NDArray[np.int64]


def _ease(share: NDArray[np.float64]) -> NDArray[np.float64]:
    share = np.clip(share, 0.0, 1.0)
    return share**3 * (10.0 - 15.0 * share + 6.0 * share**2)


def _course(
    rng: np.random.Generator, t_s: NDArray[np.float64], move: Move, times_s: tuple[float, float], phase: float
) -> NDArray[np.float64]:
    """Return how far the movement is at each time (0 at A, 1 at B), reps one after the other."""
    begin_s, end_s = times_s
    drive_s, back_s = rng.uniform(*move.tempo, 2)
    hold_s = rng.choice([0.0, rng.uniform(0, 0.6), rng.uniform(0, 1.5)], p=[0.35, 0.45, 0.2])
    rest_s = rng.choice([0.0, rng.uniform(0, 0.5), rng.uniform(0, 2.0)], p=[0.35, 0.45, 0.2]) * (
        1.0 if move.pause > 0 else 0.0
    )
    uneven, top = rng.uniform(0.0, 0.25), rng.uniform(0.8, 1.05)
    now, knots = begin_s - phase * (drive_s + hold_s + back_s + rest_s), []
    reps = int(rng.integers(1, 12))
    for _ in range(reps):
        if now > end_s - 0.6 * (drive_s + back_s) and phase == 0.0 and rng.random() < 0.9:
            break
        wobble = lambda: float(np.exp(rng.normal(0.0, uneven)))  # noqa: E731
        height = top * (1.0 - abs(rng.normal(0.0, 0.3 * uneven)))
        stops = (drive_s * wobble(), hold_s * wobble(), back_s * wobble(), rest_s * wobble())
        low = rng.uniform(-0.05, 0.12) * uneven * 4
        knots.append((now, stops, height, low))
        now += sum(stops)
        if now > end_s:
            break
    course = np.zeros_like(t_s)
    before = 0.0
    for start, (a, h, b, _rest), height, low in knots:
        up = before + (height - before) * _ease((t_s - start) / a)
        course = np.where(t_s >= start, up, course)
        down = height + (low - height) * _ease((t_s - start - a - h) / b)
        course = np.where(t_s >= start + a + h, down, course)
        before = low
    return course


def make_clip(rng: np.random.Generator, seconds: float = 14.0) -> Clip:
    """Return one random clip."""
    names = list(MOVES)
    weights = np.array([MOVES[name][1] for name in names])
    move = MOVES[str(rng.choice(names, p=weights / weights.sum()))][0](rng)
    t = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    midset = rng.random() < 0.45
    begin = 0.0 if midset else rng.uniform(0.5, 5.0)
    end = seconds + 9.0 if rng.random() < 0.6 else rng.uniform(begin + 3.0, seconds)
    into_s, out_s = rng.uniform(0.5, 1.6), rng.uniform(0.4, 1.4)
    settle_s = rng.uniform(0.0, 2.0) if not midset else 0.0
    first = begin if midset else begin + into_s + settle_s
    course = _course(rng, t, move, (first, end), rng.uniform(0, 1) if midset else 0.0)
    other = _course(rng, t, move, (first, end), rng.uniform(0, 1)) if move.sides == "wander" else course
    inside = np.ones_like(t) if midset else _ease((t - begin) / into_s)
    inside = inside * (1.0 - _ease((t - end) / out_s))
    # Who stops does so from where the movement is: the course freezes at its last value.
    sides = [course, course]
    one = int(rng.integers(0, 2))
    lag = rng.normal(0.0, 0.03)
    if move.sides == "one":
        sides = [course, np.zeros_like(course)] if one == 0 else [np.zeros_like(course), course]
    elif move.sides == "alt":
        rep_s = rng.uniform(*move.tempo) * 2.0
        shifted = np.interp(t - rep_s, t, course, left=0.0)
        sides = [course, shifted]
        if move.kind == "row":
            sides = [course * (_turns(course) % 2 == 0), course * (_turns(course) % 2 == 1)]
    elif move.sides == "wander":
        sides = [course, other]
    else:
        sides = [course, np.interp(t - lag, t, course)]
    joints = figure(rng, t, move, sides, inside, one)
    level = np.zeros((len(t), 2))
    kind = np.zeros(len(t), np.int64)
    busy = inside > 0.5
    index = KINDS.index(move.kind)
    kind[busy] = index
    if index in PULLS:
        level[:, 0] = np.maximum(sides[0], sides[1]) * inside
    if move.kind == "shrug":
        level[:, 1] = course * inside
    return Clip(joints, np.clip(level, 0.0, 1.0), kind)


def _turns(course: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the number of the rep at each time, changing in the reach."""
    low = course < 0.25
    return np.cumsum(np.diff(low.astype(int), prepend=0) == 1)
