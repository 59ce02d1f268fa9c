"""A routine: one exercise after another on one open camera; the diary keeps its place."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from livecoach.capture.stretch import Stretch
from livecoach.config.load import with_options
from livecoach.config.options import changes
from livecoach.config.plan import default_plan, load_plan
from livecoach.core.files import free_path
from livecoach.core.routine import Unit
from livecoach.core.user_folders import data_folder
from livecoach.core.words.message import _
from livecoach.errors import OutputError
from livecoach.exercises.exercise import Dose
from livecoach.output.diary import Diary
from livecoach.output.files import prepare_output_folder
from livecoach.render.views import RoutineView
from livecoach.session.calibration.keeping import Keeper
from livecoach.session.calibration.store import SOMEBODY, person_folder
from livecoach.session.factory import (
    NamedProfile,
    chosen_profile,
    for_exercise,
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
from livecoach.session.routine.exercises import KnownExercises, introductions
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
    known = KnownExercises()
    plan = load_plan(options.plan or default_plan(), known.usual(), known.in_file)
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
        routine = Routine(plan, diary, today, studio, folder, chosen, person, known)
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
    known: KnownExercises = field(default_factory=KnownExercises)
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    given: NamedProfile = field(init=False)
    flow: RoutineGuide = field(init=False)
    view: RoutineView = field(init=False)
    loop: LiveLoop | None = None

    def __post_init__(self) -> None:
        language = self.chosen.profile.language
        done = [self.known[item.exercise] for item in self.plan.items]
        words = introductions(done, len(self.today.results), language)
        named = {exercise.name: exercise for exercise in done}
        self.flow = RoutineGuide(self.plan, words, self.today, language)
        titles = {name: exercise.title(language) for name, exercise in named.items()}
        self.view = RoutineView(titles, figures_of(named.values()))

    def run(self, open_source: Callable[[], Source], stack: ExitStack) -> None:
        """Coach one exercise after another; the source is opened once, after the first model is loaded."""
        model = resolve_model(self.chosen.profile.model.name)
        source: Source | None = None
        while True:
            exercise = self.known[self.flow.item.exercise]
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
            self._take_over(loop.console.chosen)
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
        exercise = replace(self.known[item.exercise], dose=Dose(item.sets, item.count))
        chosen = self.given = self._profile(item)
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
        dose: dict[str, object] = {"session.sets": item.sets, "session.guide": True}
        if item.unit is Unit.REPS:
            # The profile's own range holds for the rest; the plan's is wider.
            dose |= {"session.reps": item.count, "session.rest_s": max(item.rest_s, 5.0)}
        profile = for_exercise(self.chosen.profile, self.known[item.exercise])
        return replace(self.chosen, profile=with_options(profile, dose, _("the plan")))

    def _take_over(self, after: NamedProfile) -> None:
        """Keep what the person changed during an exercise; what the exercise and the plan set was for that one only."""
        changed = changes(self.given.profile, after.profile)
        self.chosen = replace(after, profile=with_options(self.chosen.profile, changed, _("the panel")))

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
