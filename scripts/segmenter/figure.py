"""A jointed figure: trunk, head, arms and legs of one random build, moved by a Move."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from livecoach.core.movements import MOVEMENTS

if TYPE_CHECKING:
    from numpy.typing import NDArray

KINDS = tuple(movement.value for movement in MOVEMENTS)
PULLS = (1, 2, 3, 4)
RATE_HZ = 15.0

HANG = ((0.12, 0.03, -1.0), (0.05, 0.12, -1.0))
_DOWN = np.array([0.0, 0.0, -1.0])


@dataclass
class Move:
    """One movement: ``a`` and ``b`` are directions of upper arm and forearm."""

    kind: str
    a: tuple
    b: tuple
    pitch: float = 0.0
    pitch_b: float = 0.0
    legs: str = "stand"
    fixed: bool = False
    sides: str = "both"
    lift: float = 0.0
    squat: float = 0.0
    tempo: tuple[float, float] = (0.35, 1.5)
    lying: bool = False
    far: Any = None
    bounce: float = 0.0
    pause: float = 0.5
    extra: dict = field(default_factory=dict)


@dataclass
class _Build:
    """Lengths in metres."""

    torso: float
    wide: float
    hip_wide: float
    upper: float
    fore: float
    thigh: float
    shank: float
    head: float


@dataclass
class _Trunk:
    """The trunk over time: unit vectors and places (T, 3), angles and amounts (T,)."""

    left: NDArray[np.float64]
    up: NDArray[np.float64]
    forward: NDArray[np.float64]
    hips: NDArray[np.float64]
    chest: NDArray[np.float64]
    heading: NDArray[np.float64]
    pitch: NDArray[np.float64]
    drop: NDArray[np.float64]


def slow(rng: np.random.Generator, t: NDArray[np.float64], sd: float, most_hz: float = 0.6) -> NDArray[np.float64]:
    """Return smooth noise of that spread (T,)."""
    waves = [np.sin(2 * np.pi * f * t + rng.uniform(0, 6.28)) for f in rng.uniform(0.05, most_hz, 5)]
    return np.asarray(sd * np.sum(waves, axis=0) / np.sqrt(2.5))


def figure(  # noqa: PLR0917 -- what moves, how, and when
    rng: np.random.Generator,
    t: NDArray[np.float64],
    move: Move,
    sides: list[NDArray[np.float64]],
    inside: NDArray[np.float64],
    one: int,
) -> NDArray[np.float64]:
    """Return the joints (T, 15, 3); ``sides`` is how far each arm is, ``inside`` how far the person is in position."""
    build = _build(rng)
    single = move.sides in ("one", "alt")
    both = np.maximum(*sides) if single else 0.5 * (sides[0] + sides[1])
    trunk = _trunk(rng, t, move, build, both, inside)
    if single:
        trunk.heading = trunk.heading - np.radians(rng.uniform(-5, 25)) * (sides[0] - sides[1])
    points = np.zeros((len(t), 15, 3))
    points[:, :3] = _head(rng, t, trunk, build)
    lift = move.lift * both * inside + slow(rng, t, 0.01)
    draw = 0.05 * both * inside if KINDS.index(move.kind) in PULLS else 0.0 * both
    for side, sign in ((0, 1.0), (1, -1.0)):
        shoulder = trunk.chest + sign * build.wide * trunk.left
        shoulder = shoulder + lift[:, None] * trunk.up - draw[:, None] * trunk.forward
        upper, fore = _arm(rng, t, move, trunk, sides[side], inside, side=side, one=one)
        points[:, 3 + side] = shoulder
        points[:, 5 + side] = shoulder + build.upper * upper
        points[:, 7 + side] = points[:, 5 + side] + build.fore * fore
        points[:, 9 + side] = trunk.hips + sign * build.hip_wide * trunk.left
        points[:, 11 + side], points[:, 13 + side] = _leg(rng, move, trunk, build, points[:, 9 + side], side == one)
    if move.fixed:  # the hands hold on to something, the body moves
        hands = points[:, 7:9].mean(axis=1)
        points -= ((hands - hands[:1]) * inside[:, None])[:, None]
    if rng.random() < 0.1:  # walks in or away
        points[:, :, 1] += (slow(rng, t, 0.3, 0.15) * (1.0 - 0.8 * inside))[:, None]
    return points


def _build(rng: np.random.Generator) -> _Build:
    size = rng.uniform(0.92, 1.08)
    ranges = ((0.44, 0.54), (0.155, 0.205), (0.085, 0.125), (0.25, 0.31), (0.22, 0.27), (0.38, 0.46), (0.37, 0.43))
    return _Build(*(size * rng.uniform(*limits) for limits in ranges), head=size)


def _trunk(  # noqa: PLR0917 -- as figure
    rng: np.random.Generator,
    t: NDArray[np.float64],
    move: Move,
    build: _Build,
    both: NDArray[np.float64],
    inside: NDArray[np.float64],
) -> _Trunk:
    pitch = np.radians((move.pitch + move.pitch_b * both) * inside + slow(rng, t, rng.uniform(0.5, 4.0)))
    heading = np.radians(slow(rng, t, rng.uniform(0.5, 5.0)))
    roll = np.radians(slow(rng, t, rng.uniform(0.3, 2.5)))
    up = np.stack([np.sin(roll), np.sin(pitch) * np.cos(roll), np.cos(pitch) * np.cos(roll)], axis=1)
    left = np.stack([np.cos(heading), np.sin(heading), np.zeros(len(t))], axis=1)
    left -= (left * up).sum(1, keepdims=True) * up
    left /= np.linalg.norm(left, axis=1, keepdims=True)
    drop = move.squat * both * inside
    hips = np.stack([slow(rng, t, 0.02), slow(rng, t, 0.02), slow(rng, t, 0.004) - drop], axis=1)
    hips[:, 2] += move.bounce * np.sin(np.pi * np.clip(both, 0, 1))
    return _Trunk(left, up, np.cross(up, left), hips, hips + build.torso * up, heading, pitch, drop)


def _head(rng: np.random.Generator, t: NDArray[np.float64], trunk: _Trunk, build: _Build) -> NDArray[np.float64]:
    """Return nose and ears (T, 3, 3)."""
    nod = np.radians(slow(rng, t, rng.uniform(2, 12))) - rng.uniform(0, 0.8) * trunk.pitch
    turn = np.radians(slow(rng, t, rng.uniform(2, 15)))
    look = np.cos(nod)[:, None] * trunk.forward - np.sin(nod)[:, None] * trunk.up
    look = np.cos(turn)[:, None] * look + np.sin(turn)[:, None] * trunk.left
    ears = trunk.chest + (0.06 + 0.13 * build.head) * trunk.up + 0.02 * trunk.forward
    nose = ears + 0.11 * look - 0.01 * trunk.up
    return np.stack([nose, ears + 0.075 * trunk.left, ears - 0.075 * trunk.left], axis=1)


def _positions(move: Move, *, other: bool) -> tuple[tuple, tuple]:
    """Return where an arm goes from and to; ``other``: the one that rests in a one-armed movement."""
    if move.sides == "one" and other:
        if move.far is not None:
            return move.far, move.far
        if move.kind in ("press", "curl", "raise"):
            return HANG, HANG
    return move.a, move.b


def _arm(  # noqa: PLR0917 -- as figure
    rng: np.random.Generator,
    t: NDArray[np.float64],
    move: Move,
    trunk: _Trunk,
    level: NDArray[np.float64],
    inside: NDArray[np.float64],
    *,
    side: int,
    one: int,
) -> list[NDArray[np.float64]]:
    """Return the directions (T, 3) of upper arm and forearm."""
    sign = 1.0 if side == 0 else -1.0
    if move.lying:
        frame = np.stack([trunk.left * sign, trunk.forward, trunk.up], axis=1)
    else:
        c, s, zero = np.cos(trunk.heading), np.sin(trunk.heading), np.zeros(len(t))
        across, ahead = np.stack([c, s, zero], axis=1), np.stack([-s, c, zero], axis=1)
        frame = np.stack([across * sign, ahead, np.tile(-_DOWN, (len(t), 1))], axis=1)
    start_at, goal_at = _positions(move, other=side != one)
    angle = np.cumsum(np.full(len(t), 2 * np.pi / (RATE_HZ * rng.uniform(0.7, 2.2))))
    ways = []
    for part in (0, 1):
        start = np.array(start_at[part]) + rng.normal(0.0, 0.05, 3)
        goal = np.array(goal_at[part]) + rng.normal(0.0, 0.05, 3)
        start, goal, rest = (v / np.linalg.norm(v) for v in (start, goal, np.array(HANG[part])))
        way = (1.0 - level)[:, None] * start + level[:, None] * goal
        way = way + (4 * level * (1 - level))[:, None] * rng.normal(0.0, 0.12, 3)
        if move.sides == "circle":
            flat = move.extra["plane"] == "side"
            turned = [np.full(len(t), 0.2), np.sin(angle)] if flat else [0.9 * np.sin(angle), np.full(len(t), 0.1)]
            rests = bool(move.extra["one"]) and side != one
            way = np.tile(rest, (len(t), 1)) if rests else np.stack([*turned, -np.cos(angle)], axis=1)
        way = inside[:, None] * way + (1.0 - inside)[:, None] * rest
        way = way + np.stack([slow(rng, t, 0.03, 1.0) for _ in range(3)], axis=1)
        way /= np.linalg.norm(way, axis=1, keepdims=True)
        ways.append(np.einsum("tij,ti->tj", frame, way))
    return ways


def _leg(  # noqa: PLR0917 -- as figure
    rng: np.random.Generator, move: Move, trunk: _Trunk, build: _Build, hip: NDArray[np.float64], first: bool
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return knee and ankle (T, 3)."""
    spread = rng.uniform(0.0, 0.12)
    ways = {
        "sit": ((spread, 0.95, rng.uniform(-0.25, 0.1)), (0.0, rng.uniform(-0.2, 0.5), -0.95)),
        "plank": ((spread, -0.98, -0.15), (spread, -0.98, -0.15)),
        "hang": ((spread, 0.1, -1.0), (0.0, 0.0, -1.0)),
        "hangback": ((spread, 0.1, -1.0), (0.0, -0.8, -0.4)),
        "kneel": ((spread, 0.05, -1.0), (0.0, -0.95, -0.05)) if first else ((spread, 0.95, -0.1), (0.0, 0.0, -1.0)),
    }
    if move.legs in ways:
        thigh, shank = map(np.array, ways[move.legs])
        knee = hip + build.thigh * thigh
        return knee, knee + build.shank * shank
    hinged = move.legs == "hinge"
    bend = np.clip(trunk.drop / build.thigh, 0.0, 0.9) + 0.12 * hinged
    thigh = np.stack([np.full(len(hip), spread), np.sin(np.arccos(1.0 - bend)), bend - 1.0], axis=1)
    knee = hip + build.thigh * thigh
    ankle = np.stack([knee[:, 0], hip[:, 1], knee[:, 2] - 0.98 * build.shank], axis=1)
    if hinged:  # the hips go back as the trunk goes down
        knee[:, 1] += 0.1 * np.sin(trunk.pitch)
        ankle[:, 1] += 0.12 * np.sin(trunk.pitch)
    return knee, ankle
