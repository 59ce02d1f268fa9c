"""What is kept of a person for the next session, from the engine to the file and back."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from livecoach.config.schema import Profile
from livecoach.core.guide_state import SetPlan, Stage
from livecoach.core.types import BaselineHow, CalibrationReuse, Frame, PoseObservation, Step
from livecoach.errors import OutputError, UsageError
from livecoach.session.calibration.keeping import Keeper, kept_of
from livecoach.session.calibration.store import CalibrationStore, Models, forget, kept_files, store_of
from livecoach.session.engine.engine import Engine
from livecoach.session.engine.reference_frames import NetworkComparer
from livecoach.session.guide.lead import ExerciseGuide
from livecoach.session.guide.session_guide import SessionGuide
from livecoach.track.model_files import TRUNK_NET_NAME, network_file, resolve_model
from livecoach.vision.shoulder_net import ShoulderNet
from livecoach.vision.trunk_net import TrunkNet
from tests.support.bodies import SIZE_PX, Camera, filmed, pull, session, sighted
from tests.support.exercises import PIT_PULL

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from livecoach.session.engine.calibration import Calibration

FPS = 10.0
MODELS = Models("a" * 64, "b" * 64)
THREE_QUARTER = Camera(45.0)

UNUSABLE = "The kept calibration {} cannot be used ({}). A new one will be made. Delete the file to stop this message."


def noise(seed: int) -> NDArray[np.uint8]:
    width, height = SIZE_PX
    blocks = np.random.default_rng(seed).integers(0, 255, (height // 16, width // 16, 3), np.uint8)
    return blocks.repeat(16, axis=0).repeat(16, axis=1)


PICTURE = noise(3)


Eyes = tuple[ShoulderNet, TrunkNet]


@pytest.fixture(scope="module")
def eyes() -> Eyes:
    return ShoulderNet(network_file()), TrunkNet(network_file(TRUNK_NET_NAME))


def day(
    camera: Camera = THREE_QUARTER, picture: NDArray[np.uint8] = PICTURE, still_s: float = 3.5
) -> list[tuple[Frame, PoseObservation]]:
    """Standing still, then two pulls, before a picture that does not change."""
    seen = sighted(filmed(session(pull(2.4), pull(2.4), still_s=still_s), FPS, camera), FPS)
    return [(replace(frame, image_bgr=picture), sighting) for frame, sighting in seen]


def lived(engine: Engine, frames: list[tuple[Frame, PoseObservation]]) -> list[Step]:
    return [engine.step(frame, sighting) for frame, sighting in frames]


@pytest.fixture(scope="module")
def learnt(eyes: Eyes) -> Calibration:
    engine = Engine(PIT_PULL, Profile(), watching=NetworkComparer(*eyes))
    lived(engine, day())
    assert engine.calibration is not None
    return engine.calibration


def again(eyes: Eyes, learnt: Calibration, **other: object) -> list[Step]:
    return lived(Engine(PIT_PULL, Profile(), watching=NetworkComparer(*eyes), kept=[learnt]), day(**other))  # type: ignore[arg-type]


def test_the_second_day_needs_no_slow_pull(eyes: Eyes, learnt: Calibration):
    steps = again(eyes, learnt)
    first = next(index for index, step in enumerate(steps) if step.baseline.how is BaselineHow.STILL)
    assert {step.recall for step in steps[first:]} == {CalibrationReuse.FITS}
    assert not any(step.calibrating for step in steps[first:])
    assert {step.rep.calibration for step in steps if step.rep is not None} == {False}
    assert not any(step.opened for step in steps)


def test_the_same_pulls_are_judged_as_on_the_first_day(eyes: Eyes, learnt: Calibration):
    """The clean rep compared with itself: what the meters show is what is left of it, far below any limit."""
    pulled = [step for step in again(eyes, learnt) if step.drive > 0.2]
    assert all(abs(reading.value) < 0.5 * reading.limit for step in pulled for reading in step.readings)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"camera": Camera(75.0)}, CalibrationReuse.MOVED),
        ({"camera": Camera(45.0, 1.4)}, CalibrationReuse.MOVED),
        ({"picture": noise(4)}, CalibrationReuse.LOOKS),
    ],
    ids=["turned", "nearer", "other clothes"],
)
def test_where_it_does_not_fit_the_pull_is_asked_for_anew(eyes: Eyes, learnt: Calibration, other, why):
    steps = again(eyes, learnt, **other)
    assert steps[-1].recall is why
    assert next(step.rep.calibration for step in steps if step.rep is not None)


def test_a_key_forgets_what_was_kept(eyes: Eyes, learnt: Calibration):
    engine = Engine(PIT_PULL, Profile(), watching=NetworkComparer(*eyes), kept=[learnt])
    engine.forget_kept()
    assert {step.recall for step in lived(engine, day())} == {CalibrationReuse.NOTHING}


def test_nothing_is_to_be_kept_of_what_was_kept_or_is_not_complete(eyes: Eyes, learnt: Calibration):
    fresh = Engine(PIT_PULL, Profile(), watching=NetworkComparer(*eyes))
    assert fresh.calibration is None
    lived(fresh, day()[:40])
    assert fresh.calibration is None
    second = Engine(PIT_PULL, Profile(), watching=NetworkComparer(*eyes), kept=[learnt])
    lived(second, day())
    assert second.calibration is None


def guided(kept: list[Calibration], segments: list[tuple[Frame, PoseObservation]]) -> tuple[list[str], list[Stage]]:
    engine, flow = Engine(PIT_PULL, Profile(), kept=kept), SessionGuide(SetPlan(), Profile())
    states = [flow.update(engine.step(frame, sighting)) for frame, sighting in segments]
    return [state.cue.sound for state in states if state.cue is not None], [state.stage for state in states]


def test_the_guide_welcomes_back_and_says_why_it_asks_again():
    engine = Engine(PIT_PULL, Profile())
    lived(engine, day())
    assert engine.calibration is not None
    said, stages = guided([engine.calibration], day())
    assert "welcome_back" in said
    assert "calibrating" not in said
    assert Stage.CALIBRATE not in stages
    said, stages = guided([engine.calibration], day(Camera(75.0), still_s=9.0))
    assert said.index("camera_moved") < said.index("calibrating")
    assert Stage.CALIBRATE in stages


def test_only_a_good_pull_is_kept(tmp_path: Path):
    kept: list[Calibration] = []

    def follow(*segments) -> None:
        engine = Engine(PIT_PULL, Profile())
        lead = ExerciseGuide(engine, Profile(), tmp_path, guided=True, keep=kept.append)
        for frame, sighting in sighted(filmed(segments, FPS, THREE_QUARTER), FPS):
            lead.follow(engine.step(frame, sighting))

    follow(*session(pull(0.9)))
    assert not kept
    follow(*session(pull(2.4), pull(2.4)))
    assert len(kept) == 1


def test_a_file_gives_back_what_was_kept(tmp_path: Path, learnt: Calibration):
    store = store_of("Änne B", "pit_pull", MODELS, tmp_path)
    path = store.keep(learnt)
    assert path.relative_to(tmp_path).as_posix() == "änne b/pit_pull/three_quarter_front_left.npz"
    (back,), faults = store.load()
    assert faults == ()
    assert (back.baseline, back.size_px, back.travels) == (learnt.baseline, learnt.size_px, learnt.travels)
    assert back.learned.keys() == learnt.learned.keys()
    for kind, samples in learnt.learned.items():
        ours = np.array([(sample.drive, sample.returning, *sample.scores) for sample in samples], float)
        theirs = np.array([(sample.drive, sample.returning, *sample.scores) for sample in back.learned[kind]], float)
        np.testing.assert_array_equal(theirs, ours)
    assert back.memory is not None
    assert learnt.memory is not None
    assert back.memory.scale == learnt.memory.scale
    looks = [(back.memory.rest, learnt.memory.rest)]
    for one, other in zip(back.memory.clean, learnt.memory.clean, strict=True):
        np.testing.assert_array_equal(one.trunk, other.trunk)
        assert not one.trunk.flags.writeable
        looks.append((one.upper_body, other.upper_body))
    for one, other in looks:
        np.testing.assert_array_equal(one.picture, other.picture)
        np.testing.assert_array_equal(one.points, other.points)
    assert store_of("änne b", "pit_pull", MODELS, tmp_path).load()[0]
    assert not store_of("Anna", "pit_pull", MODELS, tmp_path).load()[0]
    assert not store_of("Änne B", "pit_pull", Models("a" * 64, "c" * 64), tmp_path).load()[0]


def test_one_from_the_same_side_takes_the_others_place_and_the_newest_comes_first(tmp_path: Path, learnt: Calibration):
    store = store_of("default", "pit_pull", MODELS, tmp_path)
    store.keep(learnt)
    store.keep(learnt)
    assert len(kept_files(root=tmp_path)) == 1
    store.keep(replace(learnt, baseline=replace(learnt.baseline, yaw_deg=-45.0)))
    assert len(store.load()[0]) == 2


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(b"not an archive"),
        lambda path: path.write_bytes(path.read_bytes()[:2000]),
        lambda path: path.write_bytes(b""),
        lambda path: np.savez(path, meta=json.dumps({"format": "livecoach.calibration/9"}), pictures=0, points=0),
        lambda path: np.savez(path, meta="[]", pictures=np.zeros((2, 80, 80), np.uint8), points=np.zeros((2, 24))),
        lambda path: np.savez(path, meta=np.array({"a": 1}, dtype=object), pictures=0, points=0),
    ],
    ids=["text", "cut", "empty", "later format", "no meta", "pickle"],
)
def test_a_broken_file_is_one_sentence_and_harms_nobody(tmp_path: Path, learnt: Calibration, damage):
    store = store_of("default", "pit_pull", MODELS, tmp_path)
    damage(store.keep(learnt))
    kept, (sentence,) = store.load()
    assert kept == ()
    assert str(tmp_path) in sentence
    assert "A new one will be made" in sentence
    assert "(it is damaged)" in sentence or "(another version of livecoach made it)" in sentence
    assert "\n" not in sentence


def rewritten(path: Path, **arrays: object) -> str:
    """Put other arrays into a kept file (None: leave it out); return what is then said about it."""
    with np.load(path) as archive:
        fields = {**archive, **arrays}
    np.savez(path, **{name: array for name, array in fields.items() if array is not None})
    kept, (sentence,) = CalibrationStore(path.parent, MODELS).load()
    assert kept == ()
    return sentence


@pytest.mark.parametrize(
    "change",
    [
        lambda trunks: trunks[:-1],
        lambda trunks: np.concatenate([trunks[:1], trunks]),
        lambda trunks: trunks[:0],
        lambda trunks: trunks.transpose(0, 2, 1),
        lambda trunks: trunks[:, :80, :80],
        lambda trunks: trunks[0],
        lambda trunks: trunks.astype(np.float32),
        lambda trunks: None,
    ],
    ids=["one less", "one more", "none", "lying", "small", "only one", "numbers", "missing"],
)
def test_trunks_that_do_not_belong_to_the_looks_are_damage(tmp_path: Path, learnt: Calibration, change):
    path = store_of("default", "pit_pull", MODELS, tmp_path).keep(learnt)
    with np.load(path) as archive:
        trunks = archive["trunks"]
    assert trunks.shape == (len(learnt.memory.clean), 144, 96)
    assert rewritten(path, trunks=change(trunks)) == UNUSABLE.format(path, "it is damaged")


def test_one_of_before_there_was_a_trunk_eye_is_of_another_version(tmp_path: Path, learnt: Calibration):
    path = store_of("default", "pit_pull", MODELS, tmp_path).keep(learnt)
    with np.load(path) as archive:
        meta = {**json.loads(str(archive["meta"])), "format": "livecoach.calibration/1"}
    assert rewritten(path, meta=json.dumps(meta), trunks=None) == UNUSABLE.format(
        path, "another version of livecoach made it"
    )


def test_what_was_learnt_without_the_eyes_is_kept_without_pictures(tmp_path: Path, learnt: Calibration):
    store = store_of("default", "pit_pull", MODELS, tmp_path)
    store.keep(replace(learnt, memory=None))
    (back,), faults = store.load()
    assert (back.memory, faults) == (None, ())
    assert back.learned.keys() == learnt.learned.keys()


def test_what_is_forgotten_is_gone(tmp_path: Path, learnt: Calibration):
    for person in ("Anna", "Bert"):
        store_of(person, "pit_pull", MODELS, tmp_path).keep(learnt)
    forget(kept_files("anna", tmp_path))
    assert [path.parts[-3] for path in kept_files(root=tmp_path)] == ["bert"]
    forget(kept_files(root=tmp_path))
    assert kept_files(root=tmp_path) == []


@pytest.mark.parametrize("name", ["", "../x", "a/b", "x" * 41, ".", " a"])
def test_a_name_that_is_no_folder_is_refused(name: str, tmp_path: Path):
    with pytest.raises(UsageError, match="cannot be used as a person's name"):
        store_of(name, "pit_pull", MODELS, tmp_path)


def test_a_keeper_keeps_and_says_what_it_cannot(tmp_path: Path, learnt: Calibration):
    model = resolve_model("full")
    Keeper("Anna", "pit_pull", model, tmp_path).keep(learnt)
    assert len(Keeper("anna", "pit_pull", model, tmp_path).kept) == 1
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    keeper = Keeper("Anna", "pit_pull", model, blocked)
    keeper.keep(learnt)
    assert keeper.faults[0].startswith("Cannot make the folder")
    with pytest.raises(OutputError):
        store_of("Anna", "pit_pull", MODELS, blocked).keep(learnt)


def test_a_clip_is_judged_by_a_kept_calibration_only_when_there_is_one(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("livecoach.session.calibration.store.calibrations_folder", lambda: tmp_path)
    with pytest.raises(UsageError, match="No calibration is kept for 'Anna'"):
        kept_of("Anna", "pit_pull", resolve_model("full"))
