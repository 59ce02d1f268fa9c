"""Turns stills and their landmarks into training data: python crops.py STILLS_DIR BODIES_DIR.

One NPZ a body: C pictures (N, 112, 112), M masks of the person, L points (N, 24), meta (N, 8), yaw and yaw_true in
radians, T torso in pixels. The mask is where a still differs from the empty background. Bodies that the pose model
sees upside down are left out, as the product refuses them.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from livecoach.vision import shoulder_net

STORED_PX = 112
PHASES = {"baseline": 0, "raise": 1, "reach": 2, "drive": 3, "hold": 4, "return": 5, "end": 6}
DIFFERENT = 14.0  # grey levels: above the sensor's noise after a slight blur
NOSE, SHOULDERS, HIPS = 0, [11, 12], [23, 24]


def body(folder: Path, out: Path) -> None:
    """Write one body's data to ``out``, or nothing when its still baseline was not tracked."""
    truth, seen = json.loads((folder / "truth.json").read_text()), np.load(folder / "lm.npz")
    xy, world = seen["P"][..., :2], seen["W"]
    meta = np.array([[r[2], PHASES[r[1]], r[3], *r[4:8], r[0]] for r in truth["rows"]], np.float32)
    upright = plausible(xy)
    still = upright & (meta[:, 1] == 0)
    if not still.any():
        return
    scale = shoulder_net.scale_of(xy[still], world[still])
    empty = cv2.imread(str(folder / "empty.png"))
    pictures, masks, points = [], [], []
    for i in np.flatnonzero(upright):
        image = cv2.imread(str(folder / f"{i:03d}.jpg"))
        pictures.append(shoulder_net.picture(image, xy[i], scale, STORED_PX))
        masks.append(mask(image, empty, shoulder_net.window(xy[i], scale, STORED_PX)))
        points.append(shoulder_net.points(xy[i], scale))
    if scale.yaw_rad < 0:
        meta[:, [3, 4]] = meta[:, [4, 3]]
    arrays = {"C": np.array(pictures), "M": np.array(masks), "L": np.array(points), "meta": meta[upright]}
    np.savez(out, **arrays, yaw=scale.yaw_rad, yaw_true=np.radians(truth["yaw"]), T=scale.torso_px)


def plausible(xy: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Return which poses (N, 33, 2) have the nose above the shoulders above the hips."""
    y = xy[..., 1]
    shoulders, hips = y[:, SHOULDERS].mean(1), y[:, HIPS].mean(1)
    return np.asarray((y[:, NOSE] < shoulders) & (shoulders < hips))


def mask(image: NDArray[np.uint8], empty: NDArray[np.uint8], window: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Return the person's share 0..255 of each pixel of the upper body's picture."""
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    size = (STORED_PX, STORED_PX)
    now, without = (
        cv2.warpAffine(p, window, size, flags=flags, borderMode=cv2.BORDER_REPLICATE).astype(np.float32)
        for p in (image, empty)
    )
    different = np.abs(cv2.GaussianBlur(now, (0, 0), 0.7) - without).max(2) > DIFFERENT
    closed = cv2.morphologyEx(different.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    person = _large(opened, 200)
    filled = 1 - _large(1 - person, 60)
    return cv2.GaussianBlur(filled * 255, (0, 0), 0.7)


def _large(binary: NDArray[np.uint8], area_px: int) -> NDArray[np.uint8]:
    _, labels, stats, _ = cv2.connectedComponentsWithStats(binary)
    keep = stats[:, cv2.CC_STAT_AREA] > area_px
    keep[0] = False
    return keep[labels].astype(np.uint8)


def main() -> None:
    """Make what is missing."""
    parser = argparse.ArgumentParser(description="Cut the upper bodies out of the stills.")
    parser.add_argument("stills", type=Path)
    parser.add_argument("bodies", type=Path)
    args = parser.parse_args()
    args.bodies.mkdir(parents=True, exist_ok=True)
    for folder in sorted(args.stills.iterdir()):
        out = args.bodies / f"{folder.name}.npz"
        if (folder / "lm.npz").exists() and not out.exists():
            body(folder, out)


if __name__ == "__main__":
    main()
