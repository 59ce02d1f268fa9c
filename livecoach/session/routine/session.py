"""A routine: one exercise after another on one open camera; the diary keeps its place."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from livecoach.capture.stretch import Stretch
from livecoach.config.load import with_options
from livecoach.config.plan import default_plan, load_plan
from livecoach.core.files import free_path
from livecoach.core.routine import Unit
from livecoach.core.user_folders import data_folder
from livecoach.core.words.message import _
from livecoach.core.words.translator import translator
from livecoach.errors import OutputError
from livecoach.exercises.catalogue import EXERCISES, exercise_named
from livecoach.exercises.exercise import Dose, Kind
from livecoach.output.diary import Diary
from livecoach.output.files import prepare_output_folder
from livecoach.render.views import RoutineView
from livecoach.session.calibration.keeping import Keeper
from livecoach.session.calibration.store import SOMEBODY, person_folder
from livecoach.session.factory import (
    NamedProfile,
    chosen_profile,
    fresh_folder,
    new_engine,
    new_tracker,
    remove_if_empty,
)
from livecoach.session.guide.lead import ExerciseGuide
from livecoach.session.interrupts import held_interrupts
from livecoach.session.live.bystander_watch import lookout
from livecoach.session.live.camera_choice import chosen_camera
from livecoach.session.live.devices import ExerciseRun, mirrored, open_paced, open_studio
from livecoach.session.recording.recordings import Recordings
from livecoach.session.recording.session_files import SessionRecord
from livecoach.session.routine.figures import figures_of
from livecoach.session.routine.flow import RoutineGuide
from livecoach.session.routine.lead import HoldWork, PullWork, RoutineLead
from livecoach.track.model_files import resolve_model

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from livecoach.capture.source import Source
    from livecoach.core.routine import ItemResult, RoutineItem, RoutinePlan, Today
    from livecoach.exercises.exercise import Exercise
    from livecoach.session.live.bystander_watch import BystanderMonitor
    from livecoach.session.live.devices import LiveDevices
    from livecoach.session.live.loop import LiveLoop
    from livecoach.track.model_files import ModelFile
    from livecoach.track.tracker import Tracker


@dataclass(frozen=True, slots=True)
class RoutineOptions:
    """The options of ``livecoach routine``; None leaves the choice to the profile, the plan to the shipped one.

    Of several ``sources``, or of the webcams there are when none is given, the person chooses one in the window.
    """

    sources: tuple[str, ...] = ()
    plan: Path | None = None
    restart: bool = False
    diary: Path | None = None
    profile: str | None = None
    audio: str | None = None
    volume: float | None = None
    style: str | None = None
    model: str | None = None
    person: str | None = None
    keep: bool | None = None
    mirror: bool | None = None
    headless: bool = False
    out: Path | None = None


@dataclass(frozen=True, slots=True)
class RoutineOutcome:
    """The result of a routine: each finished exercise, including those before the resumption, and what is missing.

    ``left`` are the exercises still to be done, ``titles`` the written names by exercise, ``faults`` what could not be
    written, ``notes`` what could not be read of earlier sessions.
    """

    today: Today
    results: tuple[ItemResult, ...]
    left: tuple[str, ...]
    titles: Mapping[str, str]
    folder: Path
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def usual_doses() -> dict[str, tuple[Unit, int]]:
    """Return the unit and the usual number of each exercise."""
    units = {Kind.HOLD: Unit.BREATHS, Kind.PULL: Unit.REPS}
    return {name: (units[exercise.kind], exercise.dose.count) for name, exercise in EXERCISES.items()}


def diary_file() -> Path:
    """Return the default path of the diary, in the user's own data folder."""
    return data_folder() / "routine.jsonl"


def run_routine(options: RoutineOptions) -> RoutineOutcome:
    """Lead through the plan until it is done, the person quits or the source ends; the next start goes on from there.

    The plan, the profile, the diary and the folder are checked before the camera opens. On Ctrl-C everything is written
    and Stopped is raised, with the outcome. Raises the errors of the parts it opens.
    """
    chosen = chosen_profile(
        options.profile,
        {
            "model.name": options.model,
            "audio.backend": options.audio,
            "audio.volume": options.volume,
            "audio.style": options.style,
            "session.keep": options.keep,
        },
    )
    plan = load_plan(options.plan or default_plan(), usual_doses())
    person = options.person or SOMEBODY
    person_folder(person)
    wanted = options.out or fresh_folder()
    fresh = not wanted.exists()
    folder = prepare_output_folder(wanted)
    with held_interrupts(chosen.profile.language) as held, ExitStack() as stack:
        if fresh:
            stack.callback(remove_if_empty, folder)
        diary = Diary(options.diary or diary_file(), plan, datetime.now().astimezone().date())
        today = diary.open(restart=options.restart)
        studio = stack.enter_context(
            open_studio(chosen.profile, held, title="livecoach routine", headless=options.headless)
        )
        asking = not options.headless
        spec = chosen_camera(options.sources, studio.screen, chosen.profile.language, held, asking=asking)
        studio = replace(studio, mirror=mirrored(spec, chosen.profile, options.mirror))
        routine = Routine(plan, diary, today, studio, folder, chosen, person)
        routine.run(lambda: open_paced(spec, chosen.profile), stack)
        held.outcome = routine.outcome()
    return routine.outcome()


@dataclass(slots=True)
class Routine:
    """One routine on open devices; ``flow`` is its state."""

    plan: RoutinePlan
    diary: Diary
    today: Today
    studio: LiveDevices
    folder: Path
    chosen: NamedProfile
    person: str = SOMEBODY
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    flow: RoutineGuide = field(init=False)
    view: RoutineView = field(init=False)
    loop: LiveLoop | None = None

    def __post_init__(self) -> None:
        language = self.chosen.profile.language
        spoken = introductions(self.plan, len(self.today.results))
        words = translator(language)
        names = dict.fromkeys(item.exercise for item in self.plan.items)
        self.flow = RoutineGuide(self.plan, spoken, self.today, language)
        self.view = RoutineView({name: words(exercise_named(name).title) for name in names}, figures_of(names))

    def run(self, open_source: Callable[[], Source], stack: ExitStack) -> None:
        """Coach one exercise after another; the source is opened once, after the first model is loaded."""
        model = resolve_model(self.chosen.profile.model.name)
        source: Source | None = None
        while True:
            exercise = exercise_named(self.flow.item.exercise)
            with new_tracker(exercise, model) as tracker, lookout(resolve_model("lite")) as others:
                self.studio.held.check()
                if source is None:
                    source = stack.enter_context(open_source())
                    self.studio.held.check()
                keeper = self._keeper(exercise, model)
                loop = self.loop = self._loop(source, model.name, tracker, others, keeper)
                for note in keeper.notes[:1] if keeper is not None else ():
                    loop.console.say(note)
                loop.run(None)
            self.chosen = loop.console.chosen
            self.faults += loop.console.faults
            if keeper is not None:
                self.faults += keeper.faults
                self.notes += keeper.notes
            if loop.console.quit or source.ended or self.flow.over:
                return

    def _keeper(self, exercise: Exercise, model: ModelFile) -> Keeper | None:
        """Return what is kept of the person, None where nothing is wanted; a hold takes its rest position each time."""
        wanted = self.chosen.profile.session.keep and exercise.hold is None
        return Keeper(self.person, exercise.name, model) if wanted else None

    def _loop(
        self, source: Source, model: str, tracker: Tracker, others: BystanderMonitor | None, keeper: Keeper | None
    ) -> LiveLoop:
        """Return the loop of the present exercise, with its own files."""
        item = self.flow.item
        exercise = replace(exercise_named(item.exercise), dose=Dose(item.sets, item.count))
        chosen = self._profile(item)
        folder = prepare_output_folder(free_path(self.folder / f"{self.flow.index + 1}-{item.exercise}"))
        info = source.info
        record = SessionRecord(folder, source=info.name, exercise=exercise, model=model, chosen=chosen, fps=info.fps)
        engine = new_engine(exercise, chosen.profile, keeper.kept if keeper is not None else ())
        pulls = item.unit is Unit.REPS
        keep = keeper.keep if keeper is not None else None
        inner = ExerciseGuide(engine, chosen.profile, folder, guided=pulls, keep=keep)
        work = PullWork(item, inner) if pulls else HoldWork(item)
        lead = RoutineLead(self.flow, work, inner, self._told, self.view)
        max_mb = chosen.profile.recording.max_mb
        takes = Recordings(None, folder, self.studio.bank, info.fps, listener=record, max_mb=max_mb)
        return self.studio.loop(Stretch(source), chosen, ExerciseRun(tracker, engine, record, takes, lead, others))

    def _profile(self, item: RoutineItem) -> NamedProfile:
        """Return the profile with the item's dose in place of the session's own."""
        dose: dict[str, Any] = {"session.sets": item.sets, "session.guide": True}
        if item.unit is Unit.REPS:
            # The profile's own range holds for the rest; the plan's is wider.
            dose |= {"session.reps": item.count, "session.rest_s": max(item.rest_s, 5.0)}
        return replace(self.chosen, profile=with_options(self.chosen.profile, dose, _("the plan")))

    def _told(self, result: ItemResult) -> None:
        """Write down at once how an exercise ended; a full disk is reported and does not end the routine."""
        try:
            self.diary.item(result)
            if result.index + 1 == len(self.plan.items):
                self.diary.end(self.flow.results)
        except OutputError as error:
            self.faults.append(str(error))
            if self.loop is not None:
                self.loop.console.say(str(error))

    def outcome(self) -> RoutineOutcome:
        """Return the result."""
        results = self.flow.results
        left = tuple(item.exercise for item in self.plan.items[len(results) :])
        return RoutineOutcome(
            self.today, results, left, self.view.titles, self.folder, tuple(self.faults), tuple(self.notes)
        )


def introductions(plan: RoutinePlan, start: int) -> tuple[tuple[str, ...], ...]:
    """Return the sound ids that introduce each item: its name, where the camera goes, how it is done.

    The camera is mentioned at the item ``start``, where the routine begins, and whenever it has to move.
    """
    words = []
    before: bool | None = None
    for index, item in enumerate(plan.items):
        exercise = exercise_named(item.exercise)
        moves = index == start or exercise.upright is not before
        before = exercise.upright
        camera = ("camera_chest" if exercise.upright else "camera_floor",) if moves else ()
        words.append((exercise.name, *camera, *exercise.how))
    return tuple(words)
