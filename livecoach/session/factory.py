"""What live and offline sessions share: opening the parts and naming them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from livecoach.config.load import find_profile, load_profile, with_options
from livecoach.core.files import printable
from livecoach.core.user_folders import data_folder
from livecoach.core.words.message import _
from livecoach.detect.pulls.network import load_network
from livecoach.session.engine.breath_watcher import BreathWatcher, breath_watcher
from livecoach.session.engine.engine import Engine
from livecoach.session.engine.hold_engine import HoldEngine
from livecoach.session.engine.reference_frames import NetworkComparer
from livecoach.track.model_files import MOVEMENT_NET_NAME, TRUNK_NET_NAME, network_file
from livecoach.track.subject.subject_tracker import SubjectTracker
from livecoach.vision.shoulder_net import ShoulderNet
from livecoach.vision.trunk_net import TrunkNet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from livecoach.config.schema import Profile
    from livecoach.exercises.exercise import Exercise
    from livecoach.session.engine.calibration import Calibration
    from livecoach.session.engine.protocol import JudgingEngine
    from livecoach.track.model_files import ModelFile
    from livecoach.track.tracker import Tracker


@dataclass(frozen=True, slots=True)
class NamedProfile:
    """A profile and the name under which the log knows it; ``stored`` is without what the command line changed."""

    name: str
    profile: Profile
    stored: Profile


def chosen_profile(spec: str | None, overrides: Mapping[str, object], exercise: Exercise | None = None) -> NamedProfile:
    """Return the profile ``spec`` (None: the default) with what the ``exercise`` and the command line set.

    The command line's ``overrides`` that are not None come first, then the exercise's settings, then the profile.
    """
    name = printable(find_profile(spec).stem) if spec is not None else "default"
    given = {key: value for key, value in overrides.items() if value is not None}
    stored = load_profile(spec)
    profile = for_exercise(stored, exercise) if exercise is not None else stored
    return NamedProfile(name, with_options(profile, given, _("the command line")), stored)


def for_exercise(profile: Profile, exercise: Exercise) -> Profile:
    """Return the profile with what the exercise sets; raises ProfileError when both together are impossible."""
    if not exercise.settings:
        return profile
    return with_options(profile, exercise.settings, _("the exercise {}").format(exercise.name))


def new_tracker(exercise: Exercise, model: ModelFile) -> Tracker:
    """Return a tracker that looks for bodies as the exercise has them; ModelError when it cannot be made."""
    return SubjectTracker(model, upright=exercise.upright, masks=exercise.needs_mask)


def new_engine(
    exercise: Exercise, profile: Profile, kept: Sequence[Calibration] = (), *, known: Calibration | None = None
) -> JudgingEngine:
    """Return what judges the exercise; ``kept`` are calibrations of earlier sessions, newest first.

    ``known`` is what an earlier pass over the same clip learnt. Pulls use landmarks and networks, with breathing if
    wanted; holds use landmarks, outline and breathing, in which they are counted. ModelError when a network's file is
    wrong.
    """
    if exercise.hold is not None:
        return HoldEngine(exercise, profile, BreathWatcher(exercise.posture))
    onlooker = NetworkComparer(ShoulderNet(network_file()), TrunkNet(network_file(TRUNK_NET_NAME)))
    return Engine(
        exercise,
        profile,
        watching=onlooker,
        movement=load_network(network_file(MOVEMENT_NET_NAME)),
        breathing=breath_watcher(exercise, profile),
        kept=kept,
        known=known,
    )


def fresh_folder() -> Path:
    """Return a new folder for a live session in the user's own data folder, named by the time."""
    started = datetime.now().astimezone().strftime("%Y-%m-%d_%H-%M-%S")
    return data_folder() / "sessions" / started


def remove_if_empty(folder: Path) -> None:
    """Leave no folder behind for a session that never began."""
    with suppress(OSError):
        folder.rmdir()
