# ruff: noqa: PT012 -- how a block ends is what is tested
from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator

import pytest

from livecoach.session.interrupts import DeferredSignals, Stopped, held_interrupts

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows cannot send itself these signals")


@pytest.fixture(autouse=True)
def _heeded() -> Iterator[None]:
    """SIGINT as a terminal's program has it: a shell starts what runs in the background with it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_waits_for_the_end_of_the_block(number: signal.Signals):
    done = []
    with pytest.raises(KeyboardInterrupt), held_interrupts():
        os.kill(os.getpid(), number)
        done.append("written")
    assert done == ["written"]


def test_or_for_a_place_where_stopping_is_safe():
    done = []
    with pytest.raises(KeyboardInterrupt), held_interrupts() as held:
        held.check()
        os.kill(os.getpid(), signal.SIGINT)
        held.check()
        done.append("too far")
    assert not done


def test_what_came_of_the_work_goes_along():
    with pytest.raises(Stopped) as stop, held_interrupts() as held:
        os.kill(os.getpid(), signal.SIGINT)
        held.outcome = "ten pulls"
    assert stop.value.outcome == "ten pulls"


def test_and_what_came_of_it_after_it_was_stopped():
    def work(held: DeferredSignals) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        try:
            held.check()
        finally:
            held.outcome = "half a clip"

    with pytest.raises(Stopped) as stop, held_interrupts() as held:
        work(held)
    assert stop.value.outcome == "half a clip"


def test_the_second_answers_and_the_third_gives_up(capsys: pytest.CaptureFixture[str]):
    sent = []
    with pytest.raises(KeyboardInterrupt), held_interrupts():
        for count in range(1, 5):
            sent.append(count)
            os.kill(os.getpid(), signal.SIGINT)
    assert sent == [1, 2, 3]
    assert capsys.readouterr().err == "livecoach: still writing the files; press Ctrl-C again to give them up.\n"


def test_the_second_is_answered_in_the_profile_s_language(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(KeyboardInterrupt), held_interrupts("de"):
        for _ in range(2):
            os.kill(os.getpid(), signal.SIGINT)
    assert capsys.readouterr().err == "livecoach: schreibt noch die Dateien; noch einmal Strg-C gibt sie auf.\n"


def test_an_error_on_its_way_out_is_not_hidden():
    with pytest.raises(ValueError, match="mine"), held_interrupts():
        os.kill(os.getpid(), signal.SIGINT)
        raise ValueError("mine")


def test_the_handlers_are_put_back_and_an_ignored_signal_stays_ignored():
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        interrupt = signal.getsignal(signal.SIGINT)
        with held_interrupts() as held:
            assert signal.getsignal(signal.SIGTERM) is signal.SIG_IGN
            assert signal.getsignal(signal.SIGINT) == held.receive
        assert signal.getsignal(signal.SIGINT) is interrupt
    finally:
        signal.signal(signal.SIGTERM, before)


def test_on_another_thread_it_changes_nothing():
    seen = []

    def hold() -> None:
        before = signal.getsignal(signal.SIGINT)
        with held_interrupts():
            seen.append(signal.getsignal(signal.SIGINT) is before)

    thread = threading.Thread(target=hold)
    thread.start()
    thread.join()
    assert seen == [True]
