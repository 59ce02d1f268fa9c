"""The settings panel over a recorded session: the alarms that other limits would have given."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from livecoach.config.load import load_profile, profile_names, with_options
from livecoach.config.options import options
from livecoach.config.schema import Profile
from livecoach.core.commands import Action, Pointer
from livecoach.core.words.message import _
from livecoach.core.words.translator import translate, translator
from livecoach.errors import RecordError
from livecoach.output.log.log_reader import read_log
from livecoach.output.window import Window
from livecoach.render.draw.layout import layout
from livecoach.render.draw.paint import paint
from livecoach.render.draw.palette import PANEL, TRACK, WHITE
from livecoach.render.draw.scene import Align, Panel, line_in
from livecoach.render.draw.text import REGULAR, Font
from livecoach.render.panels.tuning_panel import tuning_panel
from livecoach.session.factory import NamedProfile
from livecoach.session.tuning.tuner import Tuner
from livecoach.session.tuning.what_if import FRAMES_MAX, History

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from livecoach.output.log.log_reader import LoggedSession
    from livecoach.output.log.session_file import ProfileRecord

SIZE_PX = (1280, 720)
_POLL_S = 0.02


class Tuned(NamedTuple):
    """What to print once the panel is closed, and whether the last saving failed."""

    lines: tuple[str, ...]
    failed: bool


def tune(folder: Path, title: str = "livecoach tune") -> Tuned:
    """Show the panel over the session in ``folder`` until it is closed.

    RecordError when there is no session to read, DisplayError when no window can be opened.
    """
    session = read_log(folder / "session.jsonl")
    if not session.frames:
        raise RecordError(_("{} contains a session without a single frame: there is nothing to tune.").format(folder))
    tuner = opened_tuner(session)
    language = tuner.profile.language
    note = translator(language)(
        _("Drag with the mouse or use the arrow keys: up and down choose, left and right change")
    )
    saved: list[str] = []
    with Window(title) as screen:
        while tuner.open:
            screen.show(_picture(tuner, note))
            for heard in screen.poll():
                action = tuner.point(heard, SIZE_PX) if isinstance(heard, Pointer) else heard
                if action is Action.QUIT:
                    tuner.open = False
                elif action is Action.SAVE:
                    note = translate(tuner.save(), language)
                    saved.append(note)
                elif action is not None:
                    tuner.press(action)
            time.sleep(_POLL_S)
    unsaved = (translate(_("The last changes are not saved."), language),) if tuner.changed else ()
    return Tuned((*saved, *unsaved), failed=bool(tuner.fault))


def opened_tuner(session: LoggedSession) -> Tuner:
    """Return the panel, open, with all that a session's log holds; it starts with the session's last profile."""
    changes = [(0.0, session.header.profile), *((change.t_s, change.profile) for change in session.profiles)]
    profiles = [(t_s, named_profile(record)) for t_s, record in changes]
    history = History(min(len(session.frames), FRAMES_MAX))
    place = 0
    for frame in session.frames:
        while place + 1 < len(profiles) and profiles[place + 1][0] < frame.t_s:
            place += 1
        stranger = all(baseline.end_s > frame.t_s for baseline in session.baselines)
        history.add(frame.t_s, frame, profiles[place][1].profile, stranger=stranger)
    tuner = Tuner(profiles[-1][1], whole_s=session.frames[-1].t_s, history=history)
    tuner.press(Action.TUNE)
    return tuner


def named_profile(record: ProfileRecord) -> NamedProfile:
    """Return a profile as a log holds it: options it does not know of have their defaults, unknown ones are left out.

    What is stored under its name, if anything, is what saving changes; ProfileError when that is not a profile.
    """
    known = {key: value for key, value in record.options().items() if key in options()}
    profile = with_options(Profile(), known, _("the session log"))
    stored = load_profile(record.name) if record.name in profile_names() else profile
    return NamedProfile(record.name, profile, stored)


def _picture(tuner: Tuner, note: str) -> NDArray[np.uint8]:
    image = np.full((SIZE_PX[1], SIZE_PX[0], 3), TRACK, np.uint8)
    place, view = layout(*SIZE_PX), tuner.view()
    assert place is not None
    assert view is not None
    paint(image, tuning_panel(place, view, translator(tuner.profile.language)))
    if note:
        text = line_in(
            place.notes.inset(place.pad, 0), note, Font(place.small, place.small, REGULAR), WHITE, Align.LEFT
        )
        paint(image, [Panel(place.notes, PANEL, place.radius // 2), text])
    return image
