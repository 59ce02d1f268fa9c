"""Renders stills of many bodies with exact truth: python stills.py OUT_DIR COUNT SEED [--frames 20].

A network lacks bodies sooner than frames: twenty stills of one person, three of them of the still baseline and a few
of a clean rep, teach nearly as much as a clip of six hundred and cost a thirtieth. Needs the generator's environment
(scripts/eval_sets/make_sets.py says which). One folder a body: NNN.jpg, empty.png (the room without the person) and
truth.json. Bodies already there are left alone, so that a run can be continued; body i of seed s is always the same.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import cv2
import numpy as np
from numpy.random import Generator

SETS = Path(__file__).resolve().parent.parent / "eval_sets"
sys.path.insert(0, str(SETS))
import make_sets  # noqa: E402 -- a script beside this folder, not a package

# The generator moves every arm on one path; people do not.
ARM_DRIVE = "phi_d, abd_d, flex_d = -48., 22., 128."
ARM_REACH = "phi_r, abd_r, flex_r = 72., 6., 12."
VIEWS_DEG = ((0, 25), (25, 65), (65, 115), (115, 155), (155, 180))
PHOTOGRAPHS = ("brick", "rocket", "gravel", "chelsea", "grass", "coffee")
ROOMS = ("plain", "gradient", "noise", *(f"photo:{name}" for name in PHOTOGRAPHS))
COLUMNS = (
    "t_s", "phase", "rep", "elbow_drive",
    "clav_elev_L_deg", "clav_elev_R_deg", "lumbar_ext_deg", "head_protrusion_cm",
)  # fmt: skip


def load_generator() -> ModuleType:
    """Return scripts/eval_sets/generate.py with the arms' path open to variation."""
    path = SETS / "generate.py"
    source = path.read_text()
    if ARM_DRIVE not in source or ARM_REACH not in source:
        raise SystemExit(f"{path} no longer says how the arms move; adapt ARM_DRIVE and ARM_REACH.")
    source = source.replace(ARM_DRIVE, "phi_d, abd_d, flex_d = ARM_DRIVE")
    source = source.replace(ARM_REACH, "phi_r, abd_r, flex_r = ARM_REACH")
    generator = ModuleType("generate")
    generator.__file__ = str(path)
    sys.modules["generate"] = generator
    exec(compile(source, generator.__file__, "exec"), generator.__dict__)  # noqa: S102 -- the generator is a script
    generator.SS = 1.0
    return generator


def faults(rng: Generator) -> list[dict[str, float]]:
    """Return seven reps: a clean one, then shrugs (a third one-sided), arches and forward heads at random."""
    reps: list[dict[str, float]] = [{}]
    for _ in range(6):
        rep: dict[str, float] = {}
        if rng.random() < 0.6:
            rep["shrug"] = float(rng.uniform(2, 25))
            if rng.random() < 0.3:
                rep["asym"] = float(rng.choice([-1, 1]) * rng.uniform(0.3, 1))
                rep["shrug"] = min(rep["shrug"], 16.0)
        if rng.random() < 0.3:
            rep["lumbar"] = float(rng.uniform(2, 26))
        if rng.random() < 0.3:
            rep["head"] = float(rng.uniform(1, 8))
        reps.append(rep)
    return reps


def scenario(rng: Generator, i: int) -> dict[str, Any]:
    """Return body i's scenario: its view by turns, all else at random, wider than real people."""
    low, high = VIEWS_DEG[i % len(VIEWS_DEG)]
    yaw = float(rng.choice([-1, 1]) * rng.uniform(low, high))
    reps = faults(rng)
    person = {
        "bg": str(rng.choice(ROOMS)),
        "sway": float(rng.uniform(1, 5)),
        "head_move": float(rng.uniform(1, 9)),
        "natural_lean": float(rng.choice([rng.uniform(0, 10), rng.uniform(5, 25)])),
        "natural_elev": float(rng.uniform(0, 9)),
        "retract": float(rng.uniform(6, 28)),
        "breath_cm": float(rng.uniform(0.4, 1.6)),
        "hair_style": str(rng.choice(["short", "long", "bald"], p=[0.5, 0.38, 0.12])),
        "distance": float(rng.uniform(1.8, 3.0)),
        "light": float(rng.uniform(0.45, 1.15)),
        "noise_sd": float(rng.uniform(0, 7)),
    }
    if rng.random() < 0.2:
        person.update(posture="seated", cam_height=float(rng.uniform(0.8, 1.3)), look_height=0.8)
    made = make_sets.person(f"b{i:04d}", rng, yaw, reps, (0.8, 0.5, 0.8)) | person
    for rep in made["reps"]:
        rep["drive_range"] = float(rng.uniform(0.55, 1.0))
    grey, coloured = int(rng.integers(10, 245)), rng.integers(10, 245, 3)
    made["shirt"] = tuple(int(c) for c in coloured) if rng.random() < 0.5 else (grey, grey, grey)
    return made


def dressed(plain: Any, rng: Generator) -> Any:
    """Return ``plain``, the generator's colours(), with blotches or a print on half of the shirts and folds in half."""
    kind, folds = rng.integers(0, 4), rng.random() < 0.5
    turns, starts = rng.normal(0, 1, (6, 3)) * rng.uniform(8, 40), rng.uniform(0, 2 * np.pi, 6)
    contrast, edge, ink = rng.uniform(6, 22), rng.uniform(0.5, 2), rng.integers(10, 245, 3)
    depth = rng.uniform(0, 0.004)

    def colours(sc: Any, v0: Any, bp0: Any, k0: Any, own: Generator) -> Any:
        colour, offset, shirt = plain(sc, v0, bp0, k0, own)
        wave = np.sin(v0 @ turns.T + starts).sum(1)
        if kind == 1:
            colour[shirt] += (wave * contrast)[shirt, None]
        elif kind == 2:
            colour[shirt & (wave > edge)] = ink
        if folds:
            offset[shirt] += np.abs(wave)[shirt] * depth
        return np.clip(colour, 0, 255), offset, shirt

    return colours


def chosen(truth: dict[str, Any], count: int, rng: Generator) -> list[int]:
    """Return ``count`` frames: three still, a seventh of the clean rep, a fifth reaching, the rest pulled back."""
    phase, rep, drive = truth["phase"], truth["rep"], truth["e"]
    groups = [(phase == "baseline", 3), (rep == 0, count // 7), ((rep > 0) & (drive <= 0.4), count // 5)]
    groups.append(((rep > 0) & (drive > 0.4), count - sum(share for _, share in groups)))
    return sorted(int(i) for among, share in groups for i in rng.choice(np.flatnonzero(among), share, replace=False))


def body(generator: ModuleType, seed: int, i: int, out: Path, *, frames: int) -> None:
    """Render body i of ``seed`` and write its stills, its empty room and its truth, the truth last."""
    rng = np.random.default_rng([seed, i])
    sc = generator.scenario_from_dict(scenario(rng, i))
    generator.ARM_DRIVE = (float(rng.uniform(-60, -25)), float(rng.uniform(5, 40)), float(rng.uniform(85, 140)))
    generator.ARM_REACH = (float(rng.uniform(40, 95)), float(rng.uniform(0, 20)), float(rng.uniform(0, 40)))
    generator.colours = dressed(generator.plain_colours, rng)
    truth = generator.animate(sc)[1]
    pick = chosen(truth, frames, rng)
    out.mkdir(parents=True, exist_ok=True)
    rooms: list[Any] = []

    def background(sc: Any, own: Generator) -> Any:
        rooms.append(generator.plain_background(sc, own))
        return rooms[0]

    generator.background = background
    generator.render(sc, str(out), None, pick)  # writes NAME_FFFF.png
    for n, p in enumerate(pick):
        png = out / f"{sc.name}_{p:04d}.png"
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(65, 96))]
        cv2.imwrite(str(out / f"{n:03d}.jpg"), cv2.imread(str(png)), quality)
        png.unlink()
    empty = np.clip(rooms[0] * (0.35 + 0.65 * sc.light), 0, 255).astype(np.uint8)
    cv2.imwrite(str(out / "empty.png"), empty[..., ::-1])
    rows = [row(truth, p, generator.FPS) for p in pick]
    (out / "truth.json").write_text(json.dumps({"yaw": sc.yaw, "columns": COLUMNS, "rows": rows}))


def row(truth: dict[str, Any], frame: int, fps: int) -> list[Any]:
    """Return one frame's truth in the order of COLUMNS, amounts against the still baseline."""
    still = truth["phase"] == "baseline"
    amounts = [float(truth[key][frame] - truth[key][still].mean()) for key in ("elL", "elR", "lum", "headcm")]
    where = [frame / fps, str(truth["phase"][frame]), int(truth["rep"][frame]), float(truth["e"][frame])]
    return [*where, *amounts]


def main() -> None:
    """Render what is missing."""
    parser = argparse.ArgumentParser(description="Render stills of many bodies.")
    parser.add_argument("out", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("seed", type=int)
    parser.add_argument("--frames", type=int, default=20)
    args = parser.parse_args()
    generator = load_generator()
    generator.plain_colours, generator.plain_background = generator.colours, generator.background
    for i in range(args.count):
        folder = args.out / f"b{args.seed}_{i:04d}"
        if not (folder / "truth.json").exists():
            body(generator, args.seed, i, folder, frames=args.frames)
            print(folder.name, flush=True)


if __name__ == "__main__":
    main()
