"""Render pulls in which one arm travels less far, or later, than the other, with the truth of both arms.

python scripts/eval_sets/make_uneven.py clips/uneven

It needs the environment that make_sets.py describes. generate.py moves both arms alike: here each clip is animated
twice, and one arm's bones are taken from the second time, in which the drive is smaller or late. The labels get
``uneven`` (clean, borderline or fault) and ``uneven_percent``, the largest difference between the arms' drives within
the rep as a share of the full drive; the CSV of each clip gets ``elbow_drive_L`` and ``elbow_drive_R``.

Clips with even numbers are for setting limits, those with odd numbers only for judging them.
"""

from __future__ import annotations

import argparse
import csv
import json
from pathlib import Path
from typing import Any

import generate
import numpy as np
from make_sets import person

CLIPS = 24
SEED = 1313
VIEWS_DEG = (0, 20, 40, 60, 75, 90, 105, 120, 140, 160, 172, 180)
FAULT_PERCENT = 30.0
"""From here on the arms are clearly uneven; below half of it a rep is clean."""

ARM = ("clavicle", "shoulder01", "upperarm01", "upperarm02", "lowerarm01", "lowerarm02", "wrist", "finger")


def scenarios() -> list[dict[str, Any]]:
    """Return the scenarios, the same ones each time; ``uneven`` has side, share and late_s of each rep."""
    rng = np.random.default_rng(SEED)
    clips = []
    for index in range(CLIPS):
        view_deg = VIEWS_DEG[index // 2 % len(VIEWS_DEG)]
        yaw_deg = float((1 if index % 4 in (0, 3) else -1) * (view_deg + rng.uniform(-6, 6)))
        tempo_s = (rng.uniform(0.6, 1.1), rng.uniform(0.3, 0.8), rng.uniform(0.6, 1.1))
        clip = person(f"uneven{index:02d}_y{yaw_deg:.0f}", rng, yaw_deg, [{}, {}, {}, {}], tempo_s)
        clip |= {
            "bg": str(rng.choice(["plain", "gradient", "noise", "photo:brick"])),
            "sway": float(rng.uniform(0.7, 3.0)),
            "natural_lean": float(rng.uniform(0, 7)),
            "head_move": float(rng.uniform(1, 5)),
        }
        small = {"side": "LR"[int(rng.integers(2))], "share": float(rng.uniform(0, 0.12)), "late_s": 0.0}
        less = {"side": "LR"[int(rng.integers(2))], "share": float(rng.uniform(0.25, 0.6)), "late_s": 0.0}
        late = {"side": "LR"[int(rng.integers(2))], "share": 0.0, "late_s": float(rng.uniform(0.15, 0.5))}
        order = [small, less, late]
        rng.shuffle(order)
        clip["uneven"] = [{"side": "L", "share": 0.0, "late_s": 0.0}, *order]
        clips.append(clip)
    return clips


def drives(drive: np.ndarray, rep: np.ndarray, uneven: list[dict[str, Any]]) -> dict[str, np.ndarray]:
    """Return the drive of each arm (frames,): the lesser arm smaller, or late on its way there."""
    found = {"L": drive.copy(), "R": drive.copy()}
    for index, how in enumerate(uneven):
        frames = np.flatnonzero(rep == index)
        late = round(how["late_s"] * generate.FPS)
        own = drive[frames]
        delayed = np.concatenate((np.full(late, own[0]), own))[: len(own)]
        found[how["side"]][frames] = np.minimum(own, delayed) * (1.0 - how["share"])
    return found


def render(clip: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Render one clip and return its labels."""
    clip = dict(clip)
    uneven = clip.pop("uneven")
    scenario = generate.scenario_from_dict(clip)
    animate, timeline = generate.animate, generate.timeline
    seen: dict[str, np.ndarray] = {}

    def one_arm(side: str) -> Any:
        def made(sc: Any, rng: Any) -> Any:
            phase, rep, drive, arm, faults = timeline(sc, rng)
            seen.update(drives(drive, rep, uneven))
            return phase, rep, seen[side], arm, faults

        return made

    def both(sc: Any) -> Any:
        bones = generate.body().bones
        found = animate(sc)
        for side in "LR":
            generate.timeline = one_arm(side)
            other = animate(sc)[0]
            generate.timeline = timeline
            own = [at for at, bone in enumerate(bones) if bone.endswith(f".{side}") and bone.startswith(ARM)]
            found[0][:, own] = other[:, own]
        return found

    generate.animate = both
    try:
        labels = generate.render(scenario, str(folder))
    finally:
        generate.animate, generate.timeline = animate, timeline
    _add_truth(folder / f"{scenario.name}.csv", seen)
    apart = 100.0 * np.abs(seen["L"] - seen["R"])
    for row, how in zip(labels["reps"], uneven, strict=True):
        frames = slice(round(row["start_s"] * generate.FPS), round(row["end_s"] * generate.FPS))
        percent = float(apart[frames].max() / max(seen["L"][frames].max(), seen["R"][frames].max()))
        row |= {"uneven_percent": round(percent, 1), "uneven": label(percent)}
        row |= {f"uneven_{name}": value for name, value in how.items()}
    return labels


def label(percent: float) -> str:
    """Return what a difference between the arms is called."""
    return "fault" if percent >= FAULT_PERCENT else "borderline" if percent >= FAULT_PERCENT / 2 else "clean"


def _add_truth(path: Path, drive: dict[str, np.ndarray]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row, left, right in zip(rows, drive["L"], drive["R"], strict=True):
        row |= {"elbow_drive_L": f"{left:.4f}", "elbow_drive_R": f"{right:.4f}"}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    """Render the clips that the folder does not have yet."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "labels.json"
    labels = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    clips = scenarios()
    for clip in (*clips[::2], *clips[1::2]):
        if clip["name"] not in labels:
            labels[clip["name"]] = render(clip, folder)
            path.write_text(json.dumps(labels, indent=1), encoding="utf-8")
            print(clip["name"], labels[clip["name"]]["frames"], "frames", flush=True)


if __name__ == "__main__":
    main()
