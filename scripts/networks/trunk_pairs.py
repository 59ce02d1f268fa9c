"""Turns stills and their landmarks into the trunk eye's training data: python trunk_pairs.py STILLS_DIR PAIRS_DIR.

One NPZ a body: motion (n, 2, 21, 15) of each pulled still against the three others whose arms lie most alike, as the
product compares; the numbers about the landmarks (n, 24) now and then; the change of lumbar extension (n,) in degrees;
the yaw in radians. Bodies whose yaw the pose model
misses by more than 45 degrees, or that it sees upside down, are left out.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import cv2
import numpy as np
from crops import PHASES, plausible

from livecoach.vision import shoulder_net, trunk_net

NEIGHBOURS = 3
LEAST_DRIVE = 0.3  # a reach is not judged
ALIKE = 0.7  # least cosine between the yaw that is seen and the true one
PHASE, DRIVE, LUMBAR = 1, 3, 6  # columns of the truth


def body(folder: Path, out: Path, flow: cv2.DISOpticalFlow) -> None:
    """Write one body's pairs to ``out``, or nothing when it was not tracked."""
    truth, seen = json.loads((folder / "truth.json").read_text()), np.load(folder / "lm.npz")
    xy, world, rows = seen["P"][..., :2], seen["W"], truth["rows"]
    phase = np.array([PHASES[row[PHASE]] for row in rows])
    drive, lumbar = (np.array([row[column] for row in rows], np.float64) for column in (DRIVE, LUMBAR))
    upright = plausible(xy)
    still, moving = upright & (phase == 0), np.flatnonzero(upright & (phase != 0))
    if not still.any() or len(moving) <= NEIGHBOURS:
        return
    scale = shoulder_net.scale_of(xy[still], world[still])
    if np.cos(abs(scale.yaw_rad) - abs(np.radians(truth["yaw"]))) < ALIKE:
        return
    pictures = {i: trunk_net.picture(cv2.imread(str(folder / f"{i:03d}.jpg")), xy[i], scale) for i in moving}
    points = {i: shoulder_net.points(xy[i], scale) for i in moving}
    arms = shoulder_net.arms(np.stack(list(points.values())))
    motion, now_then, change = [], [], []
    for k, now in enumerate(moving):
        if drive[now] < LEAST_DRIVE:
            continue
        apart = ((arms - arms[k]) ** 2).sum(axis=1)
        apart[k] = np.inf
        for then in moving[np.argsort(apart, kind="stable")[:NEIGHBOURS]]:
            motion.append(trunk_net.motion(flow, pictures[now], pictures[then]))
            now_then.append((points[now], points[then]))
            change.append(lumbar[now] - lumbar[then])
    if motion:
        points_now, points_then = np.array(now_then).transpose(1, 0, 2)
        arrays = {"motion": np.array(motion, np.float16), "points_now": points_now, "points_then": points_then}
        np.savez(out, **arrays, change_deg=np.array(change), yaw_rad=abs(scale.yaw_rad))


def main() -> None:
    """Make what is missing."""
    parser = argparse.ArgumentParser(description="Follow the trunks of the stills.")
    parser.add_argument("stills", type=Path)
    parser.add_argument("pairs", type=Path)
    args = parser.parse_args()
    args.pairs.mkdir(parents=True, exist_ok=True)
    flow = trunk_net.new_flow()
    for folder in sorted(args.stills.iterdir()):
        out = args.pairs / f"{folder.name}.npz"
        if (folder / "lm.npz").exists() and not out.exists():
            body(folder, out, flow)


if __name__ == "__main__":
    main()
