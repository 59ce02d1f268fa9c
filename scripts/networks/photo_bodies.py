"""Turns rendered photos into training data for the posture eye: python photo_bodies.py PHOTOS_DIR BODIES_DIR.

One NPZ a body: C pictures (4, 112, 112), L points (4, 24), M truth (4, 4) in centimetres for a height of 170 cm, yaw in
radians. Bodies that the pose model does not see from the side in all four photos are left out. Goes on where it was
stopped. Runs in livecoach's own environment, so that training and product cut the picture alike.
"""

from __future__ import annotations

import argparse
import csv
import math
from pathlib import Path

import cv2
import numpy as np

from livecoach.core.types import View
from livecoach.posture.measure.photo_measures import ASSUMED_HEIGHT_CM, cm_per_px
from livecoach.posture.measure.stance import Stance, mean_stance
from livecoach.posture.photo_file import load_photo
from livecoach.track.mediapipe_tracker import PhotoTracker
from livecoach.track.model_files import resolve_model
from livecoach.vision import shoulder_net

STORED_PX = 112
TRUTH = ("acromion_up_thorax_cm", "acromion_fwd_thorax_cm", "ear_ahead_T1_cm", "ear_minus_acromion_z_cm")
EAR_TO_CROWN_CM = 13.0
SHOULDERS, HIPS = [11, 12], [23, 24]


def body(photos: list[Path], tracker: PhotoTracker, out: Path) -> bool:
    """Write one body's data to ``out`` and return whether it could be seen."""
    images, stances, truth = [], [], []
    for path in photos:
        image = load_photo(path)
        people = tracker.people(image)
        if not people:
            return False
        stance = mean_stance([max(people, key=lambda pose: float(np.ptp(pose.xy_px[:, 1])))])
        if stance.view is not View.SIDE:
            return False
        images.append(image)
        stances.append(stance)
        with path.with_suffix(".csv").open(encoding="utf-8") as lines:
            truth.append(next(csv.DictReader(lines)))
    height_cm = float(truth[0]["acromion_z_cm"]) + float(truth[0]["ear_minus_acromion_z_cm"]) + EAR_TO_CROWN_CM
    shrink = ASSUMED_HEIGHT_CM / height_cm
    scales_cm = [cm_per_px(stance, ASSUMED_HEIGHT_CM) for stance in stances]
    torso_cm = float(np.mean([torso_px(stance) * cm for stance, cm in zip(stances, scales_cm, strict=True)]))
    yaw_rad = math.radians(stances[0].yaw_deg)
    pictures, points = [], []
    for image, stance, cm in zip(images, stances, scales_cm, strict=True):
        scale, xy_px = shoulder_net.Scale(torso_cm / cm, yaw_rad), stance.xy_px.astype(np.float32)
        pictures.append(shoulder_net.picture(image, xy_px, scale, STORED_PX))
        points.append(shoulder_net.points(xy_px, scale))
    moved = np.array([[float(row[key]) * shrink for key in TRUTH] for row in truth], np.float32)
    np.savez(out, C=np.array(pictures), L=np.array(points), M=moved, yaw=yaw_rad)
    return True


def torso_px(stance: Stance) -> float:
    """Return the length of the trunk in pixels."""
    trunk = stance.xy_px[SHOULDERS].mean(0) - stance.xy_px[HIPS].mean(0)
    return float(np.hypot(*trunk))


def main() -> None:
    """Make what is missing."""
    parser = argparse.ArgumentParser(description="Cut the upper bodies out of the photos.")
    parser.add_argument("photos", type=Path)
    parser.add_argument("bodies", type=Path)
    args = parser.parse_args()
    cv2.setNumThreads(1)
    args.bodies.mkdir(parents=True, exist_ok=True)
    names = sorted({path.stem.rpartition("_")[0] for path in args.photos.glob("*.jpg")})
    with PhotoTracker(resolve_model("full")) as tracker:
        for name in names:
            out = args.bodies / f"{name}.npz"
            if not out.exists() and not body(sorted(args.photos.glob(f"{name}_*.jpg")), tracker, out):
                print(f"{name} is not seen from the side")


if __name__ == "__main__":
    main()
