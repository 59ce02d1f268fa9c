"""The profile: every option's default, range, unit and meaning, and the only place where they are written.

``configs/default.toml``, the table in ``docs/profile.md`` and the command line's help are made from this module.
An option is one line: ``name: type = number(default, low, high, unit, meaning)``, ``switch(...)`` or ``choice(...)``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Self

from pydantic import Field, create_model, field_validator, model_validator

from livecoach.core.section import TORSO, Section, choice, number, switch
from livecoach.core.words.allowed import CHOICE
from livecoach.core.words.message import _
from livecoach.core.words.translator import AUTO, languages
from livecoach.errors import PluginError
from livecoach.faults.registry import rep_faults

if TYPE_CHECKING:
    from livecoach.faults.fault import FaultSection

LOWEST_SENSITIVITY = 1
HIGHEST_SENSITIVITY = 10
NEUTRAL_SENSITIVITY = 5


class Reps(Section):
    """When a pull counts."""

    min_travel: float = number(0.35, 0.1, 0.9, _("of full travel"), _("a shorter pull does not count"))
    enter: float = number(
        0.5,
        0.3,
        0.9,
        _("of full travel"),
        _("a pull begins above this drive, measured by the shortest of the last five"),
    )
    leave: float = number(0.4, 0.1, 0.7, _("of full travel"), _("a pull ends below this drive"))
    min_s: float = number(0.5, 0.1, 5.0, "s", _("a quicker pull does not count"))
    max_s: float = number(20.0, 2.0, 120.0, "s", _("a slower pull does not count"))
    hold_share: float = number(0.85, 0.5, 1.0, _("of full travel"), _("the hold lies above this drive"))

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.leave >= self.enter:
            raise ValueError(_("leave {:g} must lie below enter {:g}").format(self.leave, self.enter))
        if self.min_s >= self.max_s:
            raise ValueError(_("min_s {:g} must lie below max_s {:g}").format(self.min_s, self.max_s))
        return self


class BaselineSection(Section):
    """How the relaxed reference is taken."""

    still_s: float = number(2.0, 1.0, 10.0, "s", _("how long to stand still"))
    still_limit: float = number(0.12, 0.005, 0.3, TORSO, _("largest motion of any point that still counts as still"))
    calibration_reps: int = number(1, 0, 3, _("reps"), _("slow clean reps used for calibration"))


class CueSection(Section):
    """When to speak."""

    cooldown_s: float = number(4.0, 0.0, 60.0, "s", _("shortest time between two cues about the same fault"))
    expiry_s: float = number(0.8, 0.1, 5.0, "s", _("a cue that has not started by then is dropped"))
    gap_s: float = number(1.0, 0.0, 10.0, "s", _("shortest silence between any two cues"))
    feedback: Literal["always", "fading", "summary"] = choice(
        "always", _("give cues for every fault, for fewer the cleaner the reps, or only after the set")
    )
    praise: bool = switch(True, _("a short confirming sound after a corrected rep"))
    streak: int = number(
        10, 0, 50, _("reps"), _("number of clean reps in a row that is praised, then twice as many; 0 never")
    )
    count_aloud: bool = switch(True, _("say the number of each rep"))


class SetsSection(Section):
    """How a live session is led."""

    guide: bool = switch(True, _("guide the setup: get ready, stand still and do the first slow pull"))
    keep: bool = switch(True, _("keep the calibration on this computer for the next session"))
    sets: int = number(1, 1, 20, _("sets"), _("sets of a session, if their reps are given"))
    reps: int = number(0, 0, 100, _("reps"), _("reps of a set; 0 leaves it open"))
    rest_s: float = number(60.0, 5.0, 900.0, "s", _("rest between two sets"))


class BreathSection(Section):
    """Seeing the breath, and leading it."""

    watch: Literal["auto", "on", "off"] = choice(
        "auto", _("measure breathing at rest; auto does it where it is used: with pace, per_rep, on the floor")
    )
    pace: bool = switch(False, _("pace the breath on the screen and with soft tones; stop if you feel dizzy"))
    inhale_s: float = number(3.5, 0.5, 15.0, "s", _("length of the inhale"))
    full_s: float = number(0.0, 0.0, 10.0, "s", _("pause after the inhale"))
    exhale_s: float = number(6.0, 0.5, 20.0, "s", _("length of the exhale; a long, full one sets the ribs"))
    empty_s: float = number(1.5, 0.0, 10.0, "s", _("pause after the exhale"))
    drive: Literal["cycle", "inhale", "exhale"] = choice(
        "cycle", _("what the pacer starts with: a full breath in the hold, or an inhale or exhale with the drive")
    )
    per_rep: int = number(
        0, 0, 10, _("breaths"), _("full breaths for which each pull is held without a fault; 0: none")
    )


class HoldSection(Section):
    """When the position of a floor exercise is right, and held."""

    angle: float = number(
        15.0, 5.0, 40.0, _("deg"), _("how far hips, knees, thighs and arms may differ from a right angle")
    )
    lift: float = number(0.03, 0.01, 0.3, TORSO, _("rise of the knees from which the hips count as lifted"))
    lift_kept: float = number(0.4, 0.1, 0.9, _("of its peak"), _("the hips have dropped when less of the lift is left"))
    reach: float = number(0.04, 0.01, 0.3, TORSO, _("rounding of the upper back from which the reach counts"))
    reach_gone: float = number(0.025, 0.005, 0.3, TORSO, _("the reach is lost when less than this is left"))
    neck: float = number(12.0, 4.0, 60.0, _("deg"), _("lift of the head from where it was when the hold began"))
    sag: float = number(0.015, 0.005, 0.1, TORSO, _("sinking of the low back beyond that of the whole back"))
    lost_s: float = number(1.0, 0.2, 5.0, "s", _("a hold is lost after this long below what must be kept"))


class Audio(Section):
    """What sounds, and how loud."""

    backend: Literal["auto", "miniaudio", "simpleaudio", "none"] = choice(
        "auto", _("the sound library; none is silent")
    )
    volume: float = number(0.8, 0.0, 1.0, _("of full volume"), _("loudness of all cues"))
    style: Literal["voice", "tones"] = choice("voice", _("spoken phrases or tones"))


class RecordingSection(Section):
    """What recordings may take."""

    max_mb: int = number(
        4000, 10, 1000000, "MB", _("maximum disk space for the recordings of one session; then recording stops")
    )


class Camera(Section):
    """What is asked of a webcam; it may give something else, which is shown."""

    width_px: int = number(1280, 160, 3840, "px", _("picture width"))
    height_px: int = number(720, 120, 2160, "px", _("picture height"))
    fps: int = number(30, 5, 120, _("frames per second"), _("frame rate"))
    mirror: bool = switch(True, _("show the picture as in a mirror; left stays your left in all numbers"))


class Model(Section):
    """Which pose model sees the person."""

    name: str = Field("full", min_length=1, description=_("lite, full, or the path of a .task file"))


class _Head(Section):
    """The options at the head of a profile."""

    sensitivity: int = number(
        NEUTRAL_SENSITIVITY,
        LOWEST_SENSITIVITY,
        HIGHEST_SENSITIVITY,
        "",
        _("one setting for all limits: at 5 they are as written, at 9 half as large, at 1 twice as large"),
    )
    language: str = choice(AUTO, _("language of texts and voice: auto for the system's, or its code, such as en or de"))

    @field_validator("language")
    @classmethod
    def _known_language(cls, language: str) -> str:
        if language not in (AUTO, *languages()):
            *first, last = (AUTO, *languages())
            raise ValueError(CHOICE.format(", ".join(first), last))
        return language


def _fault_sections() -> dict[str, Any]:
    """Return the section of each fault of a rep as a field, by the fault's id."""
    return {
        fault.id: (fault.section, fault.section.model_validate({}))
        for fault in rep_faults()
        if fault.section is not None
    }


if TYPE_CHECKING:
    _WithFaults = _Head
else:
    _WithFaults = create_model("_WithFaults", __base__=_Head, **_fault_sections())


class Profile(_WithFaults):
    """All options of one person or purpose; beside those written here it has a section for each fault of a rep."""

    reps: Reps = Reps()
    baseline: BaselineSection = BaselineSection()
    cue: CueSection = CueSection()
    session: SetsSection = SetsSection()
    breath: BreathSection = BreathSection()
    hold: HoldSection = HoldSection()
    audio: Audio = Audio()
    recording: RecordingSection = RecordingSection()
    camera: Camera = Camera()
    model: Model = Model()

    def scaled(self, limit: float) -> float:
        """Return a limit (any unit) as the sensitivity has it: times 2 ** ((5 - sensitivity) / 4)."""
        return limit * float(2.0 ** ((NEUTRAL_SENSITIVITY - self.sensitivity) / 4))

    def fault(self, fault_id: str) -> FaultSection:
        """Return the section of one fault; its limits are as written, not yet ``scaled``."""
        section: FaultSection = getattr(self, fault_id)
        return section

    def with_sensitivity(self, sensitivity: int) -> Profile:
        """Return a copy with another sensitivity, held within 1..10 so that a key may ask for one step too many."""
        held = max(LOWEST_SENSITIVITY, min(HIGHEST_SENSITIVITY, sensitivity))
        return self.model_copy(update={"sensitivity": held})


def _refuse_clashes() -> None:
    """Raise PluginError when a fault is called like a part of the profile that is not a fault's."""
    own = Profile.__annotations__.keys() | _Head.model_fields.keys() | set(dir(Section))
    clashing = next((fault.id for fault in rep_faults() if fault.id in own), None)
    if clashing is not None:
        raise PluginError(
            _("The fault {!r} is called like a part of the profile: uninstall its package.").format(clashing)
        )


_refuse_clashes()
