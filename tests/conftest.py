"""What every test has: shared material, a home of its own, the watch over threads, how processes share the tests.

And the rule that CI skips no end-to-end test.
"""

from __future__ import annotations

import os
import threading
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from tests.support.paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

# A slow machine fails no property.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# Texts are English wherever the tests run, also in the processes they start.
os.environ["LC_ALL"] = "C.UTF-8"
for name in ("LANGUAGE", "LIVECOACH_LANGUAGE", "LIVECOACH_LOCALE"):
    os.environ.pop(name, None)

NO_SKIP = "LIVECOACH_NO_SKIP"
END_TO_END = "end-to-end"
# Guards only: a thread that is on its way out gets this long.
THREAD_GUARD_S = 5.0


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder beside the checkout with the rendered and real clips (truth/, real/); the test is skipped without it."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs the clips in ../shared, which are not part of the project")
    return folder


@pytest.fixture(scope="session", autouse=True)
def _private_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give each test process a home folder of its own: nothing of the user's is read, and nothing is left behind."""
    home = tmp_path_factory.mktemp("home")
    git_settings = Path.home() / ".gitconfig"
    with pytest.MonkeyPatch.context() as changed:
        changed.setenv("HOME", str(home))
        for name in ("CACHE", "CONFIG", "DATA", "STATE"):
            changed.delenv(f"XDG_{name}_HOME", raising=False)
        if git_settings.is_file():  # which folders git may read stands there
            changed.setenv("GIT_CONFIG_GLOBAL", os.environ.get("GIT_CONFIG_GLOBAL", str(git_settings)))
        yield


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Say which tests must share a process.

    The tests of a file do, so that what they prepare is prepared once. All end-to-end tests do as well: they follow
    clips and streams at their own pace, and two at a time would leave too little of two cores to either. (The marks of
    ``--dist loadgroup`` would say the same, but pytest-xdist 3.8 loses them under pytest 9.)
    """
    from xdist.scheduler import LoadScopeScheduling

    @cache
    def shared_by(file: Path) -> str:
        return END_TO_END if "pytest.mark.e2e" in file.read_text(encoding="utf-8") else str(file)

    class Grouped(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return shared_by(config.rootpath / nodeid.partition("::")[0])

    return Grouped(config, log)


@pytest.fixture(autouse=True)
def _no_thread_left_behind() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before and _ours(thread)]
    for thread in left:
        thread.join(THREAD_GUARD_S)
    alive = [thread.name for thread in left if thread.is_alive()]
    assert not alive, f"threads left behind: {', '.join(alive)}"


def _ours(thread: threading.Thread) -> bool:
    # A dummy stands for a thread that a C library made and that called into Python; it never reports its end.
    return not isinstance(thread, threading._DummyThread)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where nothing may be missing (CI sets LIVECOACH_NO_SKIP=1), a skipped end-to-end test is a failed one."""
    report = yield
    if report.skipped and os.environ.get(NO_SKIP) == "1" and item.get_closest_marker("e2e"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"{NO_SKIP}=1, but this end-to-end test was skipped: {reason}"
    return report
