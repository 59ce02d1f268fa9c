"""What the panel's sliders change in a profile, and how values map to slider positions."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from livecoach.config.load import with_options
from livecoach.config.options import options
from livecoach.core.commands import Setting
from livecoach.core.section import TORSO
from livecoach.core.words.message import _
from livecoach.core.words.numbers import numeral
from livecoach.faults.registry import fault_named, rep_faults

if TYPE_CHECKING:
    from collections.abc import Mapping

    from livecoach.config.schema import Profile


@dataclass(frozen=True, slots=True)
class _UnitShown:
    """How limits in a unit are shown: times ``scale``, with ``suffix``; their slider moves by ``quantum``."""

    scale: float
    suffix: str
    quantum: float


_UNITS: Final = {TORSO: _UnitShown(100.0, " %", 0.0005), "deg": _UnitShown(1.0, "°", 0.1)}
_SHARE: Final = _UnitShown(100.0, " %", 0.005)
"""How limits in any other unit are shown, which are shares."""

_BEND: Final = 2.0
"""Durations are on their slider by their square root, because short ones matter more."""


@dataclass(frozen=True, slots=True)
class Slide:
    """A slider's range and scale; ``steps`` is how many key presses lead from end to end."""

    low: float
    high: float
    quantum: float
    steps: int
    logarithmic: bool = False
    bend: float = 1.0

    def share(self, value: float) -> float:
        """Return where a value lies, 0..1."""
        if self.low >= self.high:
            return 0.0
        if self.logarithmic:
            share = math.log(value / self.low) / math.log(self.high / self.low)
        else:
            share = math.pow(max(0.0, (value - self.low) / (self.high - self.low)), 1.0 / self.bend)
        return min(max(share, 0.0), 1.0)

    def value(self, share: float) -> float:
        """Return the value at a place 0..1 (held within), rounded to the slider's quantum."""
        share = min(max(share, 0.0), 1.0)
        if self.logarithmic:
            value = self.low * math.pow(self.high / self.low, share)
        else:
            value = self.low + (self.high - self.low) * math.pow(share, self.bend)
        return min(max(round(round(value / self.quantum) * self.quantum, 6), self.low), self.high)

    def stepped(self, value: float, direction: int) -> float:
        """Return the next value in that direction (+1 or -1), the same at the end of the range."""
        place = round(self.share(value) * self.steps)
        wanted = value
        while 0 <= place + direction <= self.steps and (wanted - value) * direction <= 0:
            place += direction
            wanted = self.value(place / self.steps)
        return wanted if (wanted - value) * direction > 0 else value


@cache
def _plain_slide(key: str, quantum: float, steps: int, bend: float = 1.0) -> Slide:
    return Slide(*_range(key), quantum, steps, bend=bend)


def _range(key: str) -> tuple[float, float]:
    option = options()[key]
    assert option.low is not None
    assert option.high is not None
    return option.low, option.high


def _ratios(profile: Profile, fault_id: str) -> Mapping[str, float]:
    """Return each limit of a fault as its ratio to the main one: its slider moves all in the same proportion."""
    section = profile.fault(fault_id)
    names = (name for name in type(section).model_fields if name == "limit" or name.endswith("_limit"))
    return {name: getattr(section, name) / section.limit for name in names}


def _shown(fault_id: str) -> _UnitShown:
    return _UNITS.get(fault_named(fault_id).unit, _SHARE)


def _limit_slide(profile: Profile, kind: str) -> Slide:
    """Return the range in which all limits of the fault stay within the schema's while keeping their ratios."""
    ranges = [
        (low / ratio, high / ratio)
        for name, ratio in _ratios(profile, kind).items()
        for low, high in (_range(f"{kind}.{name}"),)
    ]
    return Slide(
        max(low for low, _ in ranges), min(high for _, high in ranges), _shown(kind).quantum, 40, logarithmic=True
    )


def slide(profile: Profile, knob: str) -> Slide | None:
    """Return the slider of a setting, None for a choice."""
    match knob:
        case Setting.SENSITIVITY:
            return _plain_slide("sensitivity", 1.0, 9)
        case Setting.DWELL:
            return _plain_slide("shrug.on_s", 0.01, 40, _BEND)
        case Setting.COOLDOWN:
            return _plain_slide("cue.cooldown_s", 0.5, 40, _BEND)
        case Setting.VOLUME:
            return _plain_slide("audio.volume", 0.05, 10)
        case Setting.SOUND | Setting.NAME:
            return None
        case _:
            return _limit_slide(profile, knob)


def value_of(profile: Profile, knob: str) -> float:
    """Return the value of a setting with a slider; the dwell of all faults is the longest one's."""
    match knob:
        case Setting.SENSITIVITY:
            return float(profile.sensitivity)
        case Setting.DWELL:
            return max(profile.fault(fault.id).on_s for fault in rep_faults())
        case Setting.COOLDOWN:
            return profile.cue.cooldown_s
        case Setting.VOLUME:
            return profile.audio.volume
        case _:
            return profile.fault(knob).limit


def with_value(profile: Profile, knob: str, value: float) -> Profile:
    """Return the profile with a setting at ``value``, which its slider gave. ProfileError outside its range."""
    match knob:
        case Setting.SENSITIVITY:
            return profile.with_sensitivity(round(value))
        case Setting.DWELL:
            longest_s = value_of(profile, knob)
            present_s = {fault.id: profile.fault(fault.id).on_s for fault in rep_faults()}
            changes = {
                f"{fault_id}.on_s": round(value * (on_s / longest_s if longest_s > 0.0 else 1.0), 3)
                for fault_id, on_s in present_s.items()
            }
        case Setting.COOLDOWN:
            changes = {"cue.cooldown_s": value}
        case Setting.VOLUME:
            changes = {"audio.volume": value}
        case _:
            changes = {
                f"{knob}.{name}": min(max(round(value * ratio, 9), low), high)
                for name, ratio in _ratios(profile, knob).items()
                for low, high in (_range(f"{knob}.{name}"),)
            }
    return with_options(profile, changes, _("the panel"))


def other_sound(profile: Profile) -> Profile:
    """Return the profile with tones in place of the voice, or the voice in place of tones."""
    return with_options(
        profile, {"audio.style": "tones" if profile.audio.style == "voice" else "voice"}, _("the panel")
    )


def value_text(profile: Profile, knob: str) -> str:
    """Return the value of a setting with a slider, as the panel shows it; limits as the sensitivity scales them."""
    value = value_of(profile, knob)
    match knob:
        case Setting.SENSITIVITY:
            spec, unit = ".0f", ""
        case Setting.DWELL:
            spec, unit = ".2f", " s"
        case Setting.COOLDOWN:
            spec, unit = ".1f", " s"
        case Setting.VOLUME:
            value, spec, unit = 100 * value, ".0f", " %"
        case _:
            value, spec, unit = _shown(knob).scale * profile.scaled(value), ".1f", _shown(knob).suffix
    return f"{numeral(value, spec, profile.language)}{unit}"
