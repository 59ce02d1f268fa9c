"""A labelled set without a single picture: stick figures as recorded landmarks, with labels and truth beside them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from livecoach.track.replay import save_landmarks
from tests.support.bodies import SIZE_PX, Body, Camera, filmed, pull, session, shrugging

if TYPE_CHECKING:
    from pathlib import Path

FPS = 30.0
FIRST_S = 4.5
PULL_S = 2.4
SHRUGGED = shrugging(0.06)
LEANT = Body(lean_deg=20.0)
CLEAN = Body()
PULLS = (CLEAN, CLEAN, SHRUGGED, CLEAN, LEANT, SHRUGGED)
"""Two clean ones to calibrate on, then two shrugs and one lean backwards."""


def write_set(folder: Path, *, names: tuple[str, ...] = ("a", "b"), yaw_deg: float = 45.0) -> Path:
    """Write clips of ``PULLS`` seen from ``yaw_deg``: NAME.full.npz, NAME.csv and labels.json; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for seed, name in enumerate(names):
        poses = filmed(
            session(*(pull(PULL_S, fault=fault) for fault in PULLS)), FPS, Camera(yaw_deg, noise_px=0.3, seed=seed)
        )
        times_s = [index / FPS for index in range(len(poses))]
        recording = folder / f"{name}.full.npz"
        save_landmarks(recording, poses, times_s, image_size_px=SIZE_PX, model_name="full")
        write_truth(folder / f"{name}.csv", times_s)
    labels = {
        name: {"yaw": yaw_deg, "reps": [rep(number, fault) for number, fault in enumerate(PULLS)]} for name in names
    }
    (folder / "labels.json").write_text(json.dumps(labels), encoding="utf-8")
    return folder


def rep(number: int, fault: Body) -> dict[str, object]:
    """The label of one pull."""
    start_s = FIRST_S + number * PULL_S
    return {
        "rep": number,
        "start_s": start_s,
        "end_s": start_s + PULL_S,
        "shrug": "fault" if fault is SHRUGGED else "clean",
        "lumbar": "fault" if fault is LEANT else "clean",
        "head": "clean",
        "shrug_deg": 14.0 if fault is SHRUGGED else 0.0,
        "lumbar_deg": 20.0 if fault is LEANT else 0.0,
    }


def write_truth(path: Path, times_s: list[float]) -> None:
    """The truth of each frame: both clavicles rise to 14 degrees half a second into a shrugged pull, at once."""
    lines = ["t_s,clav_elev_L_deg,clav_elev_R_deg,lumbar_ext_deg,head_protrusion_cm"]
    for t_s in times_s:
        number, into = divmod(t_s - FIRST_S, PULL_S)
        fault = PULLS[int(number)] if 0 <= number < len(PULLS) and into >= 0.5 else CLEAN
        rise, lean = (14.0 if fault is SHRUGGED else 1.0), (20.0 if fault is LEANT else 0.5)
        lines.append(f"{t_s:.4f},{rise},{rise},{lean},0.0")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
