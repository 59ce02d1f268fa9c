"""The window under a private X server. It lives in a child process: Xlib ends its process when its server goes."""

from __future__ import annotations

import os
import re
import selectors
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from livecoach.core.commands import Action, Pointer, PointerMove
from livecoach.output.window import NullWindow
from tests.support.display import GUARD_S, Display, managed, private_display

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X servers are tested on Linux")
e2e = pytest.mark.e2e

TITLE = "window under test"
KEYS = {
    "q": Action.QUIT,
    "Escape": Action.BACK,
    "space": Action.PAUSE,
    "c": Action.RECALIBRATE,
    "m": Action.MUTE,
    "M": Action.MUTE,
    "r": Action.RECORD,
    "h": Action.HELP,
    "comma": Action.QUIETER,
    "period": Action.LOUDER,
    "s": Action.TUNE,
    "t": Action.TRACE,
    "w": Action.SAVE,
    "u": Action.UNDO,
    "z": Action.UNDO,
    "BackSpace": Action.UNDO,
    "d": Action.DROP,
    "Tab": Action.DOWN,
    "shift+Tab": Action.UP,
    "Return": Action.ENTER,
    "KP_Enter": Action.ENTER,
    "Left": Action.LEFT,
    "Right": Action.RIGHT,
    "Up": Action.UP,
    "Down": Action.DOWN,
    "minus": Action.LESS_SENSITIVE,
    "bracketleft": Action.LESS_SENSITIVE,
    "plus": Action.MORE_SENSITIVE,
    "equal": Action.MORE_SENSITIVE,
    "bracketright": Action.MORE_SENSITIVE,
}

# Shows one picture (after a black one of START wide and high, if given) and prints each action, until its standard
# input ends; the key n shows the picture on its side. With ONCE it is shown once and never again.
SHOW = """
import os, select, sys, time
import numpy as np
from livecoach.output.window import Window
image = np.load(sys.argv[1])
with Window(sys.argv[2]) as window:
    if "START" in os.environ:
        across, down = map(int, os.environ["START"].split())
        window.show(np.zeros((down, across, 3), np.uint8))
        window.poll()
    window.show(image)
    print("open", flush=True)
    while not select.select([sys.stdin], [], [], 0)[0]:
        for heard in window.poll():
            print(getattr(heard, "value", heard), flush=True)
            image = image.transpose(1, 0, 2).copy() if heard == "skip" else image
        if "ONCE" not in os.environ:
            window.show(image)
        time.sleep(0.005)
window.close()
assert window.poll()[-1:] == ("quit",)
"""

OPEN = "from livecoach.output.window import Window, display_available; print(display_available(), flush=True); Window()"


class Child:
    """The program that owns the window."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        assert process.stdout is not None
        self._out = process.stdout
        self._lines = b""

    def line(self) -> str:
        """Wait for the next line that it prints."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._out, selectors.EVENT_READ)
            while b"\n" not in self._lines:
                assert selector.select(GUARD_S), "the window's program says nothing"
                piece = os.read(self._out.fileno(), 4096)
                assert piece, "the window's program has ended"
                self._lines += piece
        line, self._lines = self._lines.split(b"\n", 1)
        return line.decode()


@pytest.fixture(scope="module")
def display() -> Iterator[Display]:
    """A private X server of 1400 x 900 pixels."""
    with private_display() as running:
        yield running


@pytest.fixture(scope="module")
def picture() -> NDArray[np.uint8]:
    """640 x 480 pixels: red rises to the right, green downwards, blue is 80."""
    rows, columns = np.mgrid[0:480, 0:640]
    return np.dstack((np.full((480, 640), 80), rows * 255 // 479, columns * 255 // 639)).astype(np.uint8)


@contextmanager
def _shown(
    display: Display, image: NDArray[np.uint8], folder: Path, title: str = TITLE, **environment: str
) -> Iterator[Child]:
    path = folder / f"{title}.npy"
    np.save(path, image)
    process = subprocess.Popen(
        [sys.executable, "-c", SHOW, str(path), title],
        env=display.environment | environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        child = Child(process)
        assert child.line() == "open"
        yield child
        _, noise = process.communicate(b"\n", GUARD_S)
        assert noise.decode() == ""
        assert process.returncode == 0
    finally:
        process.kill()
        process.communicate()


def _wait_for_picture(display: Display, wanted: NDArray[np.uint8]) -> float:
    """Return the mean difference between the window's content and ``wanted``, once it is small or time is up."""
    deadline = time.monotonic() + GUARD_S
    difference = 255.0
    while difference > 2.0 and time.monotonic() < deadline:
        rect = display.rect(TITLE)
        content = display.screenshot()[rect.y : rect.bottom, rect.x : rect.right]
        if content.shape == wanted.shape:
            difference = float(np.abs(content.astype(int) - wanted).mean())
    return difference


@e2e
def test_the_window_shows_the_picture_given(display: Display, picture: NDArray[np.uint8], tmp_path: Path) -> None:
    with _shown(display, picture, tmp_path):
        assert _wait_for_picture(display, picture) <= 2.0


@e2e
def test_a_large_picture_starts_in_a_window_that_fits(
    display: Display, picture: NDArray[np.uint8], tmp_path: Path
) -> None:
    with _shown(display, cv2.resize(picture, (2560, 1920)).astype(np.uint8), tmp_path):
        assert _wait_for_picture(display, cv2.resize(picture, (960, 720)).astype(np.uint8)) <= 2.0


@e2e
def test_a_window_is_never_larger_than_the_screen(picture: NDArray[np.uint8], tmp_path: Path) -> None:
    with private_display(500, 600) as small, _shown(small, picture, tmp_path):
        assert _wait_for_picture(small, cv2.resize(picture, (500, 375)).astype(np.uint8)) <= 2.0


def _framed(picture: NDArray[np.uint8], size: tuple[int, int], window: tuple[int, int]) -> NDArray[np.uint8]:
    """Return the picture in that size in the middle of a black window."""
    left, top = (window[0] - size[0]) // 2, (window[1] - size[1]) // 2
    framed = np.zeros((window[1], window[0], 3), np.uint8)
    framed[top : top + size[1], left : left + size[0]] = cv2.resize(picture, size)
    return framed


@e2e
def test_after_a_start_screen_of_another_shape_the_window_stays_and_the_picture_is_fitted_into_it(
    display: Display, picture: NDArray[np.uint8], tmp_path: Path
) -> None:
    with _shown(display, picture, tmp_path, START="1280 720") as child:
        assert _wait_for_picture(display, _framed(picture, (960, 720), (1280, 720))) <= 2.0
        rect = display.rect(TITLE)
        display.click(rect.x + 160 + 240, rect.y + 540)
        told = [child.line() for _ in range(2)]
        assert all("x=160, y=360" in line for line in told), told


@e2e
def test_a_window_that_was_resized_stays_so_when_the_picture_changes_its_size(
    display: Display, picture: NDArray[np.uint8], tmp_path: Path
) -> None:
    with _shown(display, picture, tmp_path) as child:
        display.resize(TITLE, 400, 640)
        assert _wait_for_picture(display, _framed(picture, (400, 300), (400, 640))) <= 2.0
        display.press(TITLE, "n")
        assert child.line() == Action.SKIP.value
        turned = picture.transpose(1, 0, 2).copy()
        assert _wait_for_picture(display, _framed(turned, (400, 533), (400, 640))) <= 2.0


@e2e
def test_each_key_gives_its_action(display: Display, picture: NDArray[np.uint8], tmp_path: Path) -> None:
    with _shown(display, picture, tmp_path) as child:
        for key, action in KEYS.items():
            display.press(TITLE, key)
            assert (key, child.line()) == (key, action.value)


# X keycodes of the keys Q, H, M, R, comma and full stop, by their place (xkeyboard-config, keycodes/evdev).
PLACES = {
    24: Action.QUIT,
    43: Action.HELP,
    58: Action.MUTE,
    27: Action.RECORD,
    59: Action.QUIETER,
    60: Action.LOUDER,
    10: Action.PICK_1,
}


@e2e
@pytest.mark.parametrize("layout", ["us", "ru", "gr", "il", "ara"])
def test_under_another_alphabet_a_key_counts_by_its_place(
    picture: NDArray[np.uint8], tmp_path: Path, layout: str
) -> None:
    with private_display() as own:
        own.set_layout(layout)
        with _shown(own, picture, tmp_path) as child:
            for keycode, action in PLACES.items():
                own.press(TITLE, str(keycode))
                assert (keycode, child.line()) == (keycode, action.value)


@e2e
@pytest.mark.parametrize(
    ("layout", "keycode", "action"),
    [("fr", 24, None), ("fr", 38, Action.QUIT), ("de", 52, None), ("de", 29, Action.UNDO), ("tr(f)", 26, None)],
)
def test_where_latin_letters_are_written_they_alone_count(
    picture: NDArray[np.uint8], tmp_path: Path, layout: str, keycode: int, action: Action | None
) -> None:
    """The French A lies where others have Q, the German Y where they have Z, the Turkish F layout's accented G at E."""
    with private_display() as own:
        own.set_layout(layout)
        with _shown(own, picture, tmp_path) as child:
            own.press(TITLE, str(keycode))
            if action is None:
                own.press(TITLE, "space")
            assert child.line() == (action or Action.PAUSE).value


@e2e
def test_keys_without_a_meaning_are_ignored(display: Display, picture: NDArray[np.uint8], tmp_path: Path) -> None:
    with _shown(display, picture, tmp_path) as child:
        for key in ("x", "F1", "Shift_L", "0", "Page_Up", "Delete"):
            display.press(TITLE, key)
        display.press(TITLE, "h")
        assert child.line() == Action.HELP.value


@e2e
@pytest.mark.parametrize("scale", [1, 2])
def test_the_mouse_is_told_in_pixels_of_the_picture(
    display: Display, picture: NDArray[np.uint8], tmp_path: Path, scale: int
) -> None:
    large = cv2.resize(picture, None, fx=2 * scale, fy=2 * scale)
    with _shown(display, large.astype(np.uint8), tmp_path) as child:
        rect = display.rect(TITLE)
        assert rect.w < large.shape[1]
        for x, y in ((0.25, 0.25), (0.5, 0.75)):
            display.click(rect.x + round(x * rect.w), rect.y + round(y * rect.h))
            for move in PointerMove:
                if move is not PointerMove.DRAGGED:
                    told = child.line()
                    assert f"move={move!r}" in told
                    at = [int(number) for number in re.findall(r"[xy]=(-?\d+)", told)]
                    assert at == pytest.approx([x * large.shape[1], y * large.shape[0]], abs=3 * scale)


@e2e
def test_a_drag_is_told_from_press_to_release(display: Display, picture: NDArray[np.uint8], tmp_path: Path) -> None:
    with _shown(display, picture, tmp_path) as child:
        rect = display.rect(TITLE)
        display.drag((rect.x + 100, rect.y + 50), (rect.x + 200, rect.y + 60), (rect.x + 300, rect.y + 70))
        told = [child.line()]
        while PointerMove.RELEASED.value not in told[-1]:
            told.append(child.line())
        assert told[0] == str(Pointer(PointerMove.PRESSED, 100, 50))
        assert str(Pointer(PointerMove.DRAGGED, 300, 70)) in told
        assert told[-1] == str(Pointer(PointerMove.RELEASED, 300, 70))


@e2e
def test_what_arrives_at_once_is_told_in_its_order_a_drag_as_one(
    display: Display, picture: NDArray[np.uint8], tmp_path: Path
) -> None:
    with _shown(display, picture, tmp_path) as child:
        rect = display.rect(TITLE)
        child.process.send_signal(signal.SIGSTOP)
        display.drag((rect.x + 100, rect.y + 50), (rect.x + 200, rect.y + 60), (rect.x + 300, rect.y + 70))
        display.press(TITLE, "u")
        child.process.send_signal(signal.SIGCONT)
        assert [child.line() for _ in range(4)] == [
            str(Pointer(PointerMove.PRESSED, 100, 50)),
            str(Pointer(PointerMove.DRAGGED, 300, 70)),
            str(Pointer(PointerMove.RELEASED, 300, 70)),
            Action.UNDO.value,
        ]


def _wait_for_it_somewhere(display: Display, wanted: NDArray[np.uint8]) -> float:
    """Return the mean difference where the screen looks most like ``wanted``, once it is small or time is up.

    With a window manager xdotool is wrong about where a window's content is.
    """
    deadline = time.monotonic() + GUARD_S
    difference = 255.0
    while difference > 2.0 and time.monotonic() < deadline:
        squares = cv2.matchTemplate(display.screenshot(), wanted, cv2.TM_SQDIFF)
        difference = float(np.sqrt(max(0.0, squares.min()) / wanted.size))
    return difference


@e2e
@pytest.mark.parametrize("manager", [None, "openbox"])
def test_f_fills_the_screen_and_gives_it_back(manager: str | None, picture: NDArray[np.uint8], tmp_path: Path) -> None:
    """Under a window manager, and without one, as on a machine that does nothing but this."""
    with private_display() as display, managed(display, manager), _shown(display, picture, tmp_path) as child:
        assert _wait_for_it_somewhere(display, picture) <= 2.0
        display.press(TITLE, "f")
        assert _wait_for_it_somewhere(display, _framed(picture, (1200, 900), (1400, 900))) <= 2.0
        display.click(100 + 300, 450)
        told = [child.line() for _ in range(2)]
        assert all("x=160, y=240" in line for line in told), told
        display.press(TITLE, "F")
        assert _wait_for_it_somewhere(display, picture) <= 2.0


@e2e
def test_a_window_that_was_covered_shows_its_picture_again(
    display: Display, picture: NDArray[np.uint8], tmp_path: Path
) -> None:
    """Though its program shows no new one."""
    with _shown(display, picture, tmp_path, ONCE="1"):
        assert _wait_for_picture(display, picture) <= 2.0
        with _shown(display, np.full_like(picture, 255), tmp_path, "another"):
            assert _wait_for_picture(display, np.full_like(picture, 255)) <= 2.0
        assert _wait_for_picture(display, picture) <= 2.0


@e2e
def test_a_click_on_a_window_without_the_keyboard_counts(picture: NDArray[np.uint8], tmp_path: Path) -> None:
    """It is not only for bringing the window to the front."""
    with (
        private_display() as display,
        managed(display, "openbox"),
        _shown(display, picture, tmp_path) as child,
        _shown(display, picture[:200, :300].copy(), tmp_path, "another"),  # over the middle of the other
    ):
        display.activate("another")
        rect = display.rect(TITLE)
        display.click(rect.x + rect.w // 8, rect.y + rect.h // 2)
        display.press(TITLE, "h")
        assert PointerMove.PRESSED.value in child.line()
        assert PointerMove.RELEASED.value in child.line()
        assert child.line() == Action.HELP.value


@e2e
def test_a_screen_of_16_bits_shows_the_picture_too(picture: NDArray[np.uint8], tmp_path: Path) -> None:
    with private_display(depth=16) as display, _shown(display, picture, tmp_path):
        assert _wait_for_picture(display, picture) <= 4.0


@e2e
def test_closing_the_window_quits(display: Display, picture: NDArray[np.uint8], tmp_path: Path) -> None:
    with _shown(display, picture, tmp_path) as child:
        display.close_window(TITLE)
        assert child.line() == Action.QUIT.value


@pytest.mark.parametrize("name", ["", ":9999", "nonsense"])
def test_a_missing_display_is_an_expected_error_of_one_sentence(name: str) -> None:
    elsewhere = {"DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"}
    environment = {key: value for key, value in os.environ.items() if key not in elsewhere}
    ended = subprocess.run(
        [sys.executable, "-c", OPEN],
        env=environment | ({"DISPLAY": name} if name else {}),
        capture_output=True,
        text=True,
        timeout=GUARD_S,
        check=False,
    )
    assert ended.stdout == "False\n"
    assert ended.returncode == 1, "an abort would give -6"
    [told] = re.findall(r"DisplayError: (.*)", ended.stderr)
    assert re.fullmatch(rf"No window can be opened .*{name or 'not set'}.*--headless.*\.", told)


@e2e
def test_a_screen_of_30_bits_is_an_expected_error_of_one_sentence() -> None:
    show = "import numpy; from livecoach.output.window import Window; Window().show(numpy.zeros((90, 160, 3), 'uint8'))"
    with private_display(depth=30) as display:
        ended = subprocess.run(
            [sys.executable, "-c", show],
            env=display.environment,
            capture_output=True,
            text=True,
            timeout=GUARD_S,
            check=False,
        )
    [told] = re.findall(r"DisplayError: (.*)", ended.stderr)
    assert re.fullmatch(r"No window can be opened .*24 bits.*--headless.*\.", told)


# Holds SIGTERM back as a session does, and says when it has come and that it could go on.
OUTLIVE = """
import os, signal, time
import numpy as np
from livecoach.output.window import Window
from livecoach.output.x_connection import X_CONNECTION
came = []
signal.signal(signal.SIGTERM, lambda *_: came.append(1))
image = np.zeros((90, 160, 3), np.uint8)
with Window("outlives") as window:
    window.show(image)
    print("open", flush=True)
    while not came:
        window.show(image)
        window.poll()
        time.sleep(0.01)
    window.show(image)
    print(window.poll()[-1].value, len(came), X_CONNECTION.lost, flush=True)
print("written", flush=True)
os._exit(0)
"""


@e2e
def test_a_lost_screen_is_the_signal_to_end_and_leaves_time_to_write() -> None:
    with private_display() as display:
        process = subprocess.Popen(
            [sys.executable, "-c", OUTLIVE],
            env=display.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        display.kill()
        told, noise = process.communicate(timeout=GUARD_S)
    assert (told, noise, process.returncode) == ("quit 1 True\nwritten\n", "", 0)


@e2e
def test_a_signal_is_left_to_the_program(display: Display) -> None:
    """SDL would take SIGTERM for itself and tell of a closed window instead."""
    wait = OPEN + "; print('open', flush=True); import time; time.sleep(60)"
    with subprocess.Popen(
        [sys.executable, "-c", wait], env=display.environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert [process.stdout.readline() for _ in range(2)] == ["True\n", "open\n"]
        process.terminate()
        assert process.wait(GUARD_S) == -signal.SIGTERM


def test_without_a_screen_nothing_is_shown_and_nothing_heard(picture: NDArray[np.uint8]) -> None:
    with NullWindow() as screen:
        screen.show(picture)
        assert screen.poll() == ()
    screen.close()
