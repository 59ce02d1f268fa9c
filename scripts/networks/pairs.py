"""Bodies, and random pairs of looks at one body, disturbed as cameras, rooms and landmarks disturb them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import rooms
import torch
from network import SIZE_PX, three_pictures
from numpy.random import Generator
from numpy.typing import NDArray

STORED_PX = 112  # side of a stored picture; its middle 80 are what the network sees at run time
UNITS = np.array([5.0, 5.0, 5.0, 2.0], np.float32)
MIRRORED = [0, 2, 1, 4, 3, 6, 5, 8, 7, 10, 9]
NOISE = torch.randn(64, SIZE_PX, SIZE_PX, generator=torch.Generator().manual_seed(1))


@dataclass(frozen=True, eq=False)
class Body:
    """One person, one camera: pictures (N, 112, 112), masks or None, points (N, 24), truth (N, 4), drive, still."""

    name: str
    pictures: NDArray[np.uint8]
    masks: NDArray[np.uint8] | None
    points: NDArray[np.float32]
    truth: NDArray[np.float32]
    drive: NDArray[np.float32]
    still: NDArray[np.bool_]
    yaw_rad: float


@dataclass(eq=False)
class Pairs:
    """n pairs: pictures now and then (n, 112, 112), points (n, 24), yaw (n,), change (n, 4) in degrees and cm."""

    now: NDArray[np.uint8]
    then: NDArray[np.uint8]
    points_now: NDArray[np.float32]
    points_then: NDArray[np.float32]
    yaw_rad: NDArray[np.float32]
    change: NDArray[np.float32]


def load(folder: Path) -> list[Body]:
    """Return the bodies of ``folder`` that were tracked: head inside the mask, yaw within 45 degrees of the truth."""
    bodies = [body for path in sorted(folder.glob("*.npz")) if (body := _body(path)) is not None]
    if not bodies:
        raise SystemExit(f"{folder} holds no body; run stills.py, landmarks.py and crops.py first.")
    return bodies


def _body(path: Path) -> Body | None:
    z = np.load(path)
    masks = z["M"] if len(z["M"]) == len(z["C"]) and 0.1 < z["M"].mean() / 255 < 0.8 else None
    head_missed = masks is not None and (masks[:, 38:46, 52:61].mean((1, 2)) > 100).mean() < 0.9
    turned = "yaw_true" in z and np.cos(abs(float(z["yaw"])) - abs(float(z["yaw_true"]))) < 0.7
    meta = z["meta"]
    if head_missed or turned or len(meta) < 10 or not (meta[:, 1] == 0).any():
        return None
    return Body(path.stem, z["C"], masks, z["L"], meta[:, 3:7], meta[:, 2], meta[:, 1] == 0, abs(float(z["yaw"])))


def draw(bodies: list[Body], count: int, rng: Generator) -> Pairs:
    """Return random pairs: against a still frame, against a frame with the arms in the same place, against any."""
    side = (count, STORED_PX, STORED_PX)
    pairs = Pairs(
        np.empty(side, np.uint8), np.empty(side, np.uint8), np.empty((count, 24), np.float32),
        np.empty((count, 24), np.float32), np.empty(count, np.float32), np.empty((count, 4), np.float32),
    )  # fmt: skip
    for k in range(count):
        body = bodies[rng.integers(len(bodies))]
        now = int(rng.integers(len(body.pictures)))
        then = _partner(body, now, rng)
        pairs.now[k], pairs.then[k] = _moved_house(body, now, then, rng)
        pairs.points_now[k], pairs.points_then[k] = body.points[now], body.points[then]
        pairs.yaw_rad[k], pairs.change[k] = body.yaw_rad, body.truth[now] - body.truth[then]
    return pairs


def _partner(body: Body, now: int, rng: Generator) -> int:
    kind = rng.random()
    if kind < 0.3:
        return int(rng.choice(np.flatnonzero(body.still)))
    if kind < 0.75:
        apart = np.abs(body.drive - body.drive[now]) + 0.5 * body.still
        return int(rng.choice(np.argsort(apart)[: max(4, len(apart) // 8)]))
    return int(rng.integers(len(body.pictures)))


def _moved_house(body: Body, now: int, then: int, rng: Generator) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    if body.masks is None or rng.random() < 0.5:
        return body.pictures[now], body.pictures[then]
    room = rooms.any_room(rng) * rng.uniform(0.5, 1.1)
    at = rng.integers(8, 40, 2)
    moved = np.clip(at + np.rint(rng.normal(0, 3, 2)).astype(int), 0, 48)
    out = []
    for i, (y, x) in ((now, moved), (then, at)):
        share = body.masks[i].astype(np.float32) / 255
        behind = room[y : y + STORED_PX, x : x + STORED_PX]
        out.append((body.pictures[i] * share + (1 - share) * behind).clip(0, 255).astype(np.uint8))
    return out[0], out[1]


def disturb(pairs: Pairs, rng: Generator) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return the network's inputs and the change wanted (n, 4) in its units.

    The two looks are shifted, turned and scaled together (other framing) and a little apart (landmark noise), lit,
    blurred and covered; views near the front and the back are mirrored at random, because yaw's sign is unsure there.
    """
    count = len(pairs.now)
    unsure = (pairs.yaw_rad < np.radians(25)) | (pairs.yaw_rad > np.radians(155))
    flipped = (rng.random(count) < 0.5) & unsure
    yaw = np.where(flipped, -1, 1) * (pairs.yaw_rad + rng.normal(0, 0.07, count))
    now, then, change = pairs.points_now.copy(), pairs.points_then.copy(), pairs.change.copy()
    now[flipped], then[flipped] = mirrored(now[flipped]), mirrored(then[flipped])
    change[flipped] = change[flipped][:, [1, 0, 2, 3]]
    now += rng.normal(0, 0.008, now.shape)
    then += rng.normal(0, 0.004, then.shape)
    seen = np.stack([shown(pairs.now[i], pairs.then[i], bool(flipped[i]), rng) for i in range(count)])
    pictures = torch.from_numpy(seen)
    spread = pictures[:, 1:].std((2, 3), keepdim=True)
    grain = NOISE[torch.from_numpy(rng.integers(0, len(NOISE), 2 * count))].view(count, 2, SIZE_PX, SIZE_PX)
    amount = torch.from_numpy((0.2 * rng.random((count, 1, 1, 1)) ** 2).astype(np.float32))
    pictures = three_pictures(pictures + grain * spread * amount)
    return pictures, torch.from_numpy(numbers(now, then, yaw)), torch.from_numpy(change / UNITS)


def mirrored(points: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return points (N, 24) of the mirrored picture."""
    return np.concatenate(
        [-points[:, :11][:, MIRRORED], points[:, 11:22][:, MIRRORED], -points[:, 22:23], points[:, 23:]], 1
    )


def numbers(now: NDArray[np.float32], then: NDArray[np.float32], yaw_rad: NDArray[Any]) -> NDArray[np.float32]:
    """Return (N, 50): five times the change of the points, the points before, sine and cosine of the yaw."""
    yaw = np.stack([np.sin(yaw_rad), np.cos(yaw_rad)], 1)
    return np.concatenate([5 * (now - then), then, yaw], 1).astype(np.float32)


def shown(now: NDArray[np.uint8], then: NDArray[np.uint8], flip: bool, rng: Generator) -> NDArray[np.float32]:
    """Return a pair of pictures (2, 80, 80), 0 to 1, as two cameras, lights and landmarks would frame and show them."""
    together = rng.normal(0, 1, 4) * (0.05, 0.03, 2.2, 2.2)
    apart = rng.normal(0, 1, 4) * (0.012, 0.012, 0.5, 0.5)
    gamma, blur = np.exp(rng.normal(0, 0.25)), rng.uniform(0.4, 1.2) if rng.random() < 0.3 else 0.0
    out = np.empty((2, SIZE_PX, SIZE_PX), np.float32)
    for k, (picture, shift) in enumerate(((now, together + apart), (then, together))):
        cut = _framed(picture, shift, flip)
        if k == 0 and rng.random() < 0.25:  # the arms' motion blurs
            width = int(rng.integers(2, 4))
            cut = cv2.blur(cut, (width, 1) if rng.random() < 0.5 else (1, width))
        if blur:
            cut = cv2.GaussianBlur(cut, (0, 0), blur)
        light = (np.arange(256) / 255) ** (gamma * np.exp(rng.normal(0, 0.04))) * np.exp(rng.normal(0, 0.06))
        out[k] = light.astype(np.float32)[cut]
    if rng.random() < 0.3:  # something in the way, now or in both
        (height, width), (y, x) = rng.integers(6, 26, 2), rng.integers(0, SIZE_PX - 4, 2)
        out[: 2 if rng.random() < 0.4 else 1, y : y + height, x : x + width] = rng.uniform(0, 1)
    return out


def _framed(picture: NDArray[np.uint8], shift: NDArray[np.float64], flip: bool) -> NDArray[np.uint8]:
    cos, sin = np.exp(shift[0]) * np.cos(shift[1]), np.exp(shift[0]) * np.sin(shift[1])
    side = -1 if flip else 1
    matrix = np.array([[cos * side, -sin * side, 0], [sin, cos, 0]])
    matrix[:, 2] = (STORED_PX - 1) / 2 + shift[2:] - matrix[:, :2] @ np.full(2, (SIZE_PX - 1) / 2)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(picture, matrix, (SIZE_PX, SIZE_PX), flags=flags, borderMode=cv2.BORDER_REPLICATE))
