"""Draw the figures of the how-to cards from the rendered body: a pale body in clear lines, as a PNG with alpha.

    python scripts/make_figures.py [FOLDER]

generate.py and generate2.py in eval_sets pose the Anny body model (Apache-2.0); they need anny, torch and OpenCV. The
triangles are painted from far to near without perspective, so no renderer is needed. One figure is two
coverages 0..255, kept as a PNG with alpha: alpha is how much the figure covers, grey how much of that is line.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

HEIGHT = 420
"""Largest height of a picture in pixels; it is at most twice as wide."""

CANVAS = 1400
PX_PER_M = 640.0
BODY = 96
"""Coverage of the pale body; the lines have 255."""

GAP = 90
"""Pixels of the canvas between two figures."""

CREASE_M = 0.035
"""A jump in depth by this much draws a line inside of the body."""

PHENOTYPE = {"gender": 0.5, "age": 0.62, "muscle": 0.58, "weight": 0.45, "height": 0.55, "proportions": 0.7}
OUT = Path(__file__).resolve().parent.parent / "livecoach" / "assets" / "figures"


@dataclass(frozen=True)
class View:
    """From where: yaw as in the clips' truth (90 = the person's left), the point in the middle of the canvas."""

    yaw_deg: float
    middle_m: tuple[float, float, float]


def painted(vertices: NDArray[Any], faces: NDArray[Any], view: View) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Return the silhouette (0 or 255) and the depth in metres of one posed body on the canvas."""
    angle = np.radians(view.yaw_deg)
    toward = np.array([np.sin(angle), -np.cos(angle), 0.0])
    right = np.array([np.cos(angle), np.sin(angle), 0.0])
    centred = vertices - np.array(view.middle_m)
    xy = np.stack([centred @ right, -centred[:, 2]], -1) * PX_PER_M + CANVAS / 2
    near = centred @ toward
    mask = np.zeros((CANVAS, CANVAS), np.uint8)
    depth = np.full((CANVAS, CANVAS), -9.0, np.float32)
    for face in faces[np.argsort(near[faces].mean(1))]:
        corners = np.round(xy[face]).astype(np.int32)
        cv2.fillConvexPoly(mask, corners, (255,))
        cv2.fillConvexPoly(depth, corners, (float(near[face].mean()),))
    return mask, depth


def drawn(mask: NDArray[np.uint8], depth: NDArray[np.float32]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return body coverage and line coverage of one figure."""
    body = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    outlines, _ = cv2.findContours(body, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    lines = np.zeros_like(body)
    cv2.drawContours(lines, [line for line in outlines if len(line) > 60], -1, (255,), 11, cv2.LINE_AA)
    smooth = cv2.medianBlur(np.where(body > 0, depth, np.nan_to_num(depth, nan=-9.0)).astype(np.float32), 5)
    span = np.ones((5, 5), np.uint8)
    jump = cv2.dilate(smooth, span) - cv2.erode(smooth, span)
    inner = ((jump > CREASE_M) & (cv2.erode(body, np.ones((15, 15), np.uint8)) > 0)).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(inner, connectivity=8)
    for number in range(1, count):
        if stats[number, cv2.CC_STAT_AREA] < 350:
            inner[labels == number] = 0
    inner = cv2.dilate(inner, np.ones((3, 3), np.uint8)) * 255
    return body, np.maximum(lines, cv2.GaussianBlur(inner, (0, 0), 1.5))


def saved(path: Path, parts: list[tuple[NDArray[np.uint8], NDArray[np.uint8]]], rules: list[Any], keep: float) -> None:
    """Write the upper share ``keep`` of the figures beside each other, with the straight lines of floor and wall."""
    trimmed = []
    for body, lines in parts:
        for start, end in rules:
            cv2.line(lines, start, end, (255,), 9, cv2.LINE_AA)
        inside = np.argwhere(np.maximum(body, lines) > 8)
        (top, left), (bottom, right) = inside.min(0), inside.max(0)
        bottom = top + round(keep * (bottom - top))
        trimmed.append((body[top : bottom + 1, left : right + 1], lines[top : bottom + 1, left : right + 1]))
    height = max(body.shape[0] for body, _ in trimmed)
    layers = []
    for index in (0, 1):
        row = []
        for part in trimmed:
            picture = part[index]
            above = height - picture.shape[0]
            row.append(np.pad(picture, ((above, 0), (0, GAP))))
        layers.append(np.hstack(row)[:, :-GAP])
    body, lines = layers
    scale = min(1.0, 2 * HEIGHT / body.shape[1], HEIGHT / body.shape[0])
    size = (round(body.shape[1] * scale), round(body.shape[0] * scale))
    body, lines = (cv2.resize(layer, size, interpolation=cv2.INTER_AREA) for layer in (body, lines))
    cover = np.maximum(cv2.convertScaleAbs(body, alpha=BODY / 255.0), lines)
    # Grey in BGRA: nothing but the two coverages is in the file.
    picture = np.dstack([lines, lines, lines, cover])
    path.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(path), picture, [cv2.IMWRITE_PNG_COMPRESSION, 9])
    print(f"{path.name}: {size[0]}x{size[1]}, {path.stat().st_size / 1000:.0f} kB")


def at(view: View, along_m: float, up_m: float) -> tuple[int, int]:
    """Return the canvas point of a place in the plane of a floor exercise, seen from the person's left."""
    return (
        round((along_m - view.middle_m[1]) * PX_PER_M + CANVAS / 2),
        round(CANVAS / 2 - (up_m - view.middle_m[2]) * PX_PER_M),
    )


def main() -> None:
    """Pose, paint and write the three figures."""
    sys.path.insert(0, str(Path(__file__).parent / "eval_sets"))
    import generate  # type: ignore[import-not-found] # noqa: PLC0415
    import generate2  # type: ignore[import-not-found] # noqa: PLC0415

    out = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    body = generate.body()
    quiet = {"phenotype": PHENOTYPE, "sway": 0.0, "head_move": 0.0, "seed": 5}

    def posed(joints: NDArray[Any], index: int, view: View) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        vertices, _, _ = body.pose(PHENOTYPE, joints[index : index + 1])
        faces = body.faces
        if faces.shape[1] == 4:
            faces = np.concatenate([faces[:, :3], faces[:, [0, 2, 3]]])
        return drawn(*painted(vertices[0], faces, view))

    settings = {**generate2.DEF, "rate": 12.0, "tilt": 20.0, "protract": 16.0, "rounding": 28.0}
    for name, kind in (("hip_lift_90_90", "hiplift"), ("all_four_reach", "all4")):
        generate2.FPS = 12
        joints, _, _, _, more = generate2.ANIM[kind](settings, generate.scenario_from_dict(quiet))
        lifted = round((more["t_lift"][1] + 1.0) * generate2.FPS)
        near = body.pose(PHENOTYPE, joints[lifted : lifted + 1])[0][0]
        low, high = near.min(0), near.max(0)
        view = View(90.0, (0.0, float(low[1] + high[1]) / 2, float(high[2]) / 2))
        rules = [(at(view, float(low[1]) - 0.04, -0.02), at(view, float(high[1]) + 0.04, -0.02))]
        if kind == "hiplift":
            wall = float(more["props"]["wall_y"]) - 0.02
            rules = [(at(view, wall, -0.02), at(view, float(high[1]) + 0.04, -0.02))]
            rules.append((at(view, wall, -0.02), at(view, wall, float(high[2]) + 0.12)))
        saved(out / f"{name}.png", [posed(joints, lifted, view)], rules, 1.0)
    reps = [{"drive_range": 1.0, "reach_s": 1.0, "drive_s": 1.0, "hold_s": 1.0, "return_s": 1.0}]
    scenario = generate.scenario_from_dict({**quiet, "reps": reps, "baseline_pose": "reach", "baseline_s": 0.5})
    joints, truth, *_ = generate.animate(scenario)
    drive = np.asarray(truth["e"])
    view = View(62.0, (0.0, 0.0, 0.9))
    saved(
        out / "pit_pull.png",
        [posed(joints, 5, view), posed(joints, int(np.argmax(drive)), view)],
        [],
        0.5,
    )


if __name__ == "__main__":
    main()
