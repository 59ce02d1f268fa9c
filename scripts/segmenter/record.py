"""Landmarks of clips as a session sees them: python record.py OUT CLIP... (livecoach's environment)."""

from __future__ import annotations

import sys
from pathlib import Path

from livecoach.capture.source import open_source
from livecoach.track.model_files import resolve_model
from livecoach.track.replay import save_landmarks
from livecoach.track.subject.subject_tracker import SubjectTracker


def main() -> None:
    """Write OUT/NAME.npz for each clip that has none yet."""
    out, *clips = map(Path, sys.argv[1:])
    out.mkdir(parents=True, exist_ok=True)
    model = resolve_model("full")
    for clip in clips:
        target = out / f"{clip.stem}.npz"
        if target.exists():
            continue
        poses, times_s = [], []
        with open_source(str(clip)) as source, SubjectTracker(model) as tracker:
            while not source.ended:
                frame = source.read()
                if frame is not None:
                    poses.append(tracker.track(frame).raw)
                    times_s.append(frame.t_s)
            size_px = source.info.width_px, source.info.height_px
        save_landmarks(target, poses, times_s, image_size_px=size_px, model_name=model.name)
        print(clip.stem, len(times_s), flush=True)


if __name__ == "__main__":
    main()
