"""Recorded landmarks with labels in one file, at the network's rate (livecoach's environment).

python dataset.py DATA.pkl --real LABELS.csv LANDMARKS ... --rendered FOLDER LANDMARKS ...
"""

from __future__ import annotations

import argparse
import csv
import pickle
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from labels import labelled, read_labels

from livecoach.core.types import Frame, Pose
from livecoach.detect.pulls.features import POINTS
from livecoach.detect.pulls.resample import Resampler
from livecoach.track.replay import ReplayTracker, load_landmarks

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NO_PICTURE = np.zeros((1, 1, 3), np.uint8)


def poses_of(path: Path) -> list[Pose | None]:
    """Return the poses of a recording as the gatekeeper lets them pass."""
    recording = load_landmarks(path)
    with ReplayTracker(recording) as tracker:
        return [tracker.track(Frame(i, float(t_s), _NO_PICTURE)).pose for i, t_s in enumerate(recording.t_s)]


def resampled(poses: list[Pose | None]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return times (T,) and points (T, 15, 5) at the network's rate, NaN where nobody was seen."""
    rows = [int(point) for point in POINTS]
    resampler, samples = Resampler(), []
    for pose in poses:
        if pose is not None:
            samples += resampler.feed(pose.t_s, np.concatenate([pose.xy_px[rows], pose.world_m[rows]], axis=1))
    return np.array([sample.t_s for sample in samples]), np.stack([sample.points for sample in samples])


def real(labels: Path, landmarks: Path) -> dict[str, dict[str, Any]]:
    """Return the real clips of one set."""
    clips = {}
    for label in read_labels(labels):
        t_s, points = resampled(poses_of(landmarks / f"{label.name}.npz"))
        levels, kinds = labelled(label, t_s, points)
        clips[label.name] = {
            "t_s": t_s, "points": points, "levels": levels, "kinds": kinds, "group": label.group, "pulls": label.pulls,
            "kind": label.kind, "rendered": False,
        }  # fmt: skip
    return clips


def rendered(folder: Path, landmarks: Path) -> dict[str, dict[str, Any]]:
    """Return the rendered clips of one set that were recorded."""
    clips = {}
    for path in sorted(landmarks.glob("*.npz")):
        truth = folder / f"{path.stem}.csv"
        if not truth.is_file():
            continue
        with truth.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        t_s, points = resampled(poses_of(path))
        times_s = np.array([float(row["t_s"]) for row in rows])
        drive = np.array([float(row["elbow_drive"]) for row in rows])
        resting = np.array([row["phase"] in ("baseline", "raise") for row in rows])
        pull = np.clip(np.interp(t_s, times_s, drive), 0.0, 1.0)
        near = np.clip(np.searchsorted(times_s, t_s), 0, len(rows) - 1)
        clips[path.stem] = {
            "t_s": t_s, "points": points, "levels": np.stack([pull, np.zeros_like(pull)], axis=1),
            "kinds": np.where(resting[near], 0, 1), "group": path.stem, "pulls": True, "kind": 1, "rendered": True,
        }  # fmt: skip
    return clips


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--real", type=Path, nargs=2, action="append", default=[])
    parser.add_argument("--rendered", type=Path, nargs=2, action="append", default=[])
    arguments = parser.parse_args()
    clips: dict[str, dict[str, Any]] = {}
    for labels, landmarks in arguments.real:
        clips |= real(labels, landmarks)
    for folder, landmarks in arguments.rendered:
        clips |= rendered(folder, landmarks)
    arguments.out.write_bytes(pickle.dumps(clips))
    print(len(clips), "clips,", sum(len(clip["t_s"]) for clip in clips.values()), "samples")


if __name__ == "__main__":
    main()
