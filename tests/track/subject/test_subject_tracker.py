"""Somebody who crosses in front takes the landmarker along; the coached person is followed again at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from livecoach.capture.open import open_source
from livecoach.config.schema import Profile
from livecoach.core.types import Frame, TrackState, readonly
from livecoach.session.engine.engine import Engine
from livecoach.track.body_place import place_of
from livecoach.track.model_files import resolve_model
from livecoach.track.subject.subject_tracker import SubjectTracker
from tests.support.exercises import PIT_PULL
from tests.support.paths import PASSER
from tests.track.bodies import person_bgr

if TYPE_CHECKING:
    from livecoach.core.types import Step

GONE_S = 8.9
"""The passer has left the picture."""

BACK_S = 0.5
"""Within this time the person must be followed again."""


def steps() -> list[Step]:
    engine = Engine(PIT_PULL, Profile())
    with open_source(str(PASSER)) as source, SubjectTracker(resolve_model("full")) as tracker:
        frames = []
        while not source.ended:
            frame = source.read()
            if frame is not None:
                frames.append(engine.step(frame, tracker.track(frame)))
    return frames


def test_the_person_is_back_when_a_passer_has_gone_and_no_pull_is_lost() -> None:
    seen = steps()
    after = [step for step in seen if step.frame.t_s >= GONE_S + BACK_S]
    assert all(step.sighting.state is TrackState.OK and step.sighting.pose is not None for step in after)
    lost_s = [step.frame.t_s for step in seen if step.sighting.pose is None]
    assert len(lost_s) < BACK_S * 30
    # The clip shows four pulls: before the passer, while they cross, and two after.
    assert [round(step.rep.start_s) for step in seen if step.rep is not None] == [5, 7, 10, 12]


def walking_by(fps: float) -> list[Frame]:
    """Pictures of one person who stands, then of their double who walks on from the same place to the right."""
    person = person_bgr()
    wall = np.repeat(person[:, :1], 900, axis=1)
    strip = person[:, 220:420]
    frames = []
    for index in range(round(3.2 * fps)):
        image = wall.copy()
        away = round(max(0.0, index / fps - 1.5) * 300.0)
        shown = (300, 300 + min(away, 400)) if away > 190 else (300 + away,)
        for left in shown:
            image[:, left : left + 200] = strip
        frames.append(Frame(index, index / fps, readonly(image)))
    return frames


def test_who_is_still_in_their_place_is_followed_though_the_landmarker_went_with_a_passer() -> None:
    with SubjectTracker(resolve_model("full")) as tracker:
        places = [
            (frame.t_s, place_of(seen.pose).x if (seen := tracker.track(frame)).pose is not None else None)
            for frame in walking_by(15.0)
        ]
    home = np.median([x for t_s, x in places if t_s < 1.5 and x is not None])
    furthest = max(x for _, x in places if x is not None)
    assert furthest > home + 60.0  # the landmarker did go along
    last = places[-1][1]
    assert last is not None
    assert abs(last - home) < 20.0
