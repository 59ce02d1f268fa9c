"""Draw the picture of the rib self-check, livecoach/assets/rib_check.png, from a rendered person lying on the back.

python scripts/make_rib_check.py HIP_LIFT_CLIP

The clip is one of the rendered 90/90 hip lifts from the side (hl00_side.mp4); its first frame is taken. The body
becomes one shape in an outline, and a ring with an arrow marks where the lower ribs would stand out.
"""

from __future__ import annotations

import sys
from pathlib import Path

import cv2
import numpy as np

from livecoach.capture.open import open_source
from livecoach.core.resources import rib_check
from livecoach.render.draw.palette import BLUE, INK, SOFT, WHITE

CROP = (slice(40, 380), slice(60, 560))
BODY = (20, 20, 450, 300)
"""Where the body lies in the crop: x, y, width, height."""

RIBS = (318, 206)
SCALE = 2


def main(clip: Path) -> None:
    """Split the frame into its parts and draw it again."""
    with open_source(str(clip)) as source:
        frame = source.read()
    assert frame is not None
    crop = np.ascontiguousarray(frame.image_bgr[CROP])
    mask = np.zeros(crop.shape[:2], np.uint8)
    cv2.setRNGSeed(1)
    cv2.grabCut(crop, mask, BODY, np.zeros((1, 65)), np.zeros((1, 65)), 4, cv2.GC_INIT_WITH_RECT)
    body = np.where((mask == cv2.GC_FGD) | (mask == cv2.GC_PR_FGD), 255, 0).astype(np.uint8)
    parts, labels, stats, _ = cv2.connectedComponentsWithStats(body)
    largest = max(range(1, parts), key=lambda part: stats[part, cv2.CC_STAT_AREA])
    body = np.where(labels == largest, 255, 0).astype(np.uint8)
    size = body.shape[1] * SCALE, body.shape[0] * SCALE
    soft = cv2.GaussianBlur(cv2.resize(body, size, interpolation=cv2.INTER_CUBIC), (0, 0), 2.5)
    outlines, _ = cv2.findContours((soft > 127).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    image = np.full((size[1], size[0], 3), INK, np.uint8)
    floor_y = max(int(outline[:, 0, 1].max()) for outline in outlines) - 8
    cv2.line(image, (0, floor_y), (size[0], floor_y), SOFT, 2, cv2.LINE_AA)
    cv2.drawContours(image, outlines, -1, (74, 66, 62), -1, cv2.LINE_AA)
    cv2.drawContours(image, outlines, -1, WHITE, 3, cv2.LINE_AA)
    ribs = RIBS[0] * SCALE, RIBS[1] * SCALE
    cv2.ellipse(image, ribs, (58, 40), 0.0, 0.0, 360.0, BLUE, 5, cv2.LINE_AA)
    cv2.arrowedLine(image, (ribs[0], ribs[1] - 52), (ribs[0], ribs[1] - 112), BLUE, 5, cv2.LINE_AA, tipLength=0.35)
    done, data = cv2.imencode(".png", image, [cv2.IMWRITE_PNG_COMPRESSION, 9])
    assert done
    rib_check().write_bytes(data.tobytes())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
