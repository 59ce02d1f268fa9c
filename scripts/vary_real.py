"""How firmly real clips are judged: each one again, filmed a little differently, must be judged alike.

python scripts/vary_real.py ../shared/real
python scripts/vary_real.py ../shared/real --only half,dark --clips row_tbar_frontoblique_01

Real clips are few. The same pulls smaller, darker, mirrored, from a tilted camera, with fewer pictures a second, faster
or slower, and so on, are no other people, but whatever changes a count shows on what it hung by a thread. Prints a line
for each variant: clips whose reps are counted as by eye, reps marked as a shrug or an arch in clips whose notes name no
shrug, and alarms in the clip of shrugs; then every clip that is judged unlike in some variant.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
from accuracy_table import by_eye, look

from livecoach.core.types import Frame

if TYPE_CHECKING:
    from collections.abc import Callable

    from accuracy_table import Found
    from numpy.typing import NDArray

    Change = Callable[[Frame], Frame | None]

SHRUGS = "barbell shrug"
TILT_DEG = 5.0
DARK_GAMMA = 2.0
JPEG_QUALITY = 25
NOISE_SD = 12.0
TINY_PX = 240
TINY_QUALITY = 15
LOST = 0.3
MARGIN = 0.2
CUT = 0.06


def pictures(change: Callable[[NDArray[np.uint8]], NDArray[np.uint8]]) -> Change:
    """Return what changes the picture of each frame alone."""
    return lambda frame: replace(frame, image_bgr=np.ascontiguousarray(change(frame.image_bgr), np.uint8))


def tilted(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the picture from a camera that is not level."""
    height, width = image.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), TILT_DEG, 1.0)
    return np.asarray(cv2.warpAffine(image, turn, (width, height), borderMode=cv2.BORDER_REPLICATE), np.uint8)


def further(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the picture with a margin round it, as from further away."""
    y, x = (round(MARGIN * size) for size in image.shape[:2])
    return np.asarray(cv2.copyMakeBorder(image, y, y, x, x, cv2.BORDER_REPLICATE), np.uint8)


def cut(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the picture without its edges."""
    y, x = (round(CUT * size) for size in image.shape[:2])
    return image[y:-y, x:-x]


def squeezed(image: NDArray[np.uint8], quality: int = JPEG_QUALITY) -> NDArray[np.uint8]:
    """Return the picture as a poor stream gives it."""
    _, coded = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(coded, cv2.IMREAD_COLOR), np.uint8)


def tiny(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the picture as an old telephone keeps it."""
    share = min(TINY_PX / min(image.shape[:2]), 1.0)
    small = cv2.resize(image, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    return squeezed(np.asarray(small, np.uint8), TINY_QUALITY)


def stuttering(frame: Frame) -> Frame | None:
    """Return the frame, or nothing, as from a camera on a busy computer; the same ones are lost each time."""
    return None if np.random.default_rng(frame.index).random() < LOST else frame


def noisy(frame: Frame) -> Frame:
    """Return the frame as a small sensor gives it in a dim room; the same noise each time."""
    noise = np.random.default_rng(frame.index).normal(0.0, NOISE_SD, frame.image_bgr.shape)
    return replace(frame, image_bgr=np.clip(frame.image_bgr + noise, 0, 255).astype(np.uint8))


def dark(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the picture with its middle tones pulled down."""
    table = np.round(255.0 * (np.arange(256) / 255.0) ** DARK_GAMMA).astype(np.uint8)
    return np.asarray(cv2.LUT(image, table), np.uint8)


def every(step: int, first: int) -> Change:
    """Return what keeps each ``step``-th frame."""
    return lambda frame: replace(frame, index=frame.index // step) if frame.index % step == first else None


def paced(speed: float) -> Change:
    """Return what plays the clip at ``speed``."""
    return lambda frame: replace(frame, t_s=frame.t_s / speed)


VARIANTS: dict[str, Change] = {
    "as filmed": lambda frame: frame,
    "mirrored": pictures(lambda image: image[:, ::-1]),
    "half": pictures(lambda image: cv2.resize(image, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)),
    "tilted": pictures(tilted),
    "further": pictures(further),
    "cut": pictures(cut),
    "dark": pictures(dark),
    "grey": pictures(lambda image: cv2.cvtColor(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)),
    "squeezed": pictures(squeezed),
    "tiny": pictures(tiny),
    "noisy": noisy,
    "every 2nd": every(2, 0),
    "other 2nd": every(2, 1),
    "stuttering": stuttering,
    "faster": paced(1.25),
    "slower": paced(0.8),
}


@dataclass(slots=True)
class Line:
    """What one variant gave."""

    right: int = 0
    clips: int = 0
    reps: int = 0
    marked: Counter[str] = field(default_factory=Counter)
    shrugs: int = 0


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("real", type=Path, help="folder with clips/ and labels.csv")
    parser.add_argument("--model", default="full", help="lite, full or a path (default: %(default)s)")
    parser.add_argument("--only", default=",".join(VARIANTS), help="variants, by commas (default: %(default)s)")
    parser.add_argument("--clips", default="", help="clips, by commas (default: all)")
    arguments = parser.parse_args()
    with (arguments.real / "labels.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    chosen = arguments.clips.split(",") if arguments.clips else [Path(row["clip"]).stem for row in rows]
    unlike: dict[str, dict[str, str]] = {}
    print(f"{'variant':<12} {'right':>8} {'reps':>5} {'shrug':>6} {'arch':>5}   alarms in the shrugs", flush=True)
    for name in arguments.only.split(","):
        total = Line()
        for row in rows:
            clip = Path(row["clip"])
            if clip.stem in chosen:
                found = look(arguments.real / "clips" / clip, arguments.model, change=VARIANTS[name])
                unlike.setdefault(clip.stem, {})[name] = add(total, row, found)
        marked = total.marked
        print(
            f"{name:<12} {total.right:>3} of {total.clips:<2} {total.reps:>4} {marked['shrug']:>6} "
            f"{marked['lumbar_extension']:>5}   {total.shrugs}",
            flush=True,
        )
    print()
    for clip_name, seen in unlike.items():
        usual = Counter(seen.values()).most_common(1)[0][0]
        others = ", ".join(f"{name}: {told}" for name, told in seen.items() if told != usual)
        print(f"{clip_name:<34} {usual}{'; ' if others else ''}{others}")


def add(total: Line, row: dict[str, str], found: Found) -> str:
    """Judge one clip; return a short result."""
    total.clips += 1
    right = len(found.reps) in by_eye(row)
    total.right += right
    shrugs = found.opened["shrug"]
    if SHRUGS in row["action"]:
        total.shrugs += shrugs
    else:
        total.reps += len(found.reps)
        for rep in found.reps:
            total.marked.update(rep.faults)
    marks = Counter(kind for rep in found.reps for kind in rep.faults)
    told = [f"{len(found.reps)}{'' if right else ' WRONG'}", *(f"{kind} {times}" for kind, times in marks.items())]
    if shrugs:
        told.append(f"alarms {shrugs}")
    return " ".join(told)


if __name__ == "__main__":
    main()
