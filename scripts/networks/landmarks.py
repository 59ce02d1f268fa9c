"""Landmarks of the stills by the full pose model: python landmarks.py STILLS_DIR MODEL.task.

One landmarker a body, in video mode with a second between frames, so that it tracks as in a clip and smooths nothing.
Writes lm.npz into each body's folder: P (N, 33, 4) x and y in pixels, z, visibility; W (N, 33, 3) in metres.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import cv2
import mediapipe as mp
import numpy as np
from mediapipe.tasks.python import BaseOptions, vision


def landmarks(folder: Path, model: Path) -> dict[str, np.ndarray]:
    """Return P and W of one body's stills, NaN where nobody was found."""
    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(model)), running_mode=vision.RunningMode.VIDEO
    )
    points, world = [], []
    with vision.PoseLandmarker.create_from_options(options) as landmarker:
        for i, path in enumerate(sorted(folder.glob("[0-9]*.jpg"))):
            rgb = cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB)
            height, width = rgb.shape[:2]
            found = landmarker.detect_for_video(mp.Image(image_format=mp.ImageFormat.SRGB, data=rgb), i * 1000)
            if found.pose_landmarks:
                points.append([[p.x * width, p.y * height, p.z * width, p.visibility] for p in found.pose_landmarks[0]])
                world.append([[p.x, p.y, p.z] for p in found.pose_world_landmarks[0]])
            else:
                points.append(np.full((33, 4), np.nan))
                world.append(np.full((33, 3), np.nan))
    return {"P": np.array(points, np.float32), "W": np.array(world, np.float32)}


def main() -> None:
    """Make what is missing."""
    parser = argparse.ArgumentParser(description="Find the landmarks of the stills.")
    parser.add_argument("stills", type=Path)
    parser.add_argument("model", type=Path)
    args = parser.parse_args()
    for folder in sorted(args.stills.iterdir()):
        if (folder / "truth.json").exists() and not (folder / "lm.npz").exists():
            np.savez_compressed(folder / "lm.npz", **landmarks(folder, args.model))


if __name__ == "__main__":
    main()
