"""The real landmarker: odd pictures, a bad model, upside-down people, and what can be seen from outside the process."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import cv2
import numpy as np
import pytest

from livecoach.core.types import Frame, TrackState
from livecoach.errors import ModelError
from livecoach.track.denoise import denoised
from livecoach.track.mediapipe_tracker import MediaPipeTracker, PhotoTracker
from livecoach.track.model_files import resolve_model
from livecoach.track.network_guard import guard_state
from tests.support.paths import ROOT
from tests.track.bodies import PICTURE, person_bgr

GUARD_S = 120.0

TRACKED = f"""
import cv2, numpy as np
from livecoach.core.types import Frame
from livecoach.track.mediapipe_tracker import MediaPipeTracker, PhotoTracker
from livecoach.track.model_files import resolve_model
person = cv2.imread({str(PICTURE)!r})
with MediaPipeTracker(resolve_model("full")) as tracker:
    found = [tracker.track(Frame(i, i / 30, image)).raw is not None
             for i, image in enumerate([np.zeros_like(person)] * 2 + [person] * 3 + [person[::-1].copy()] * 3)]
    tracker.reset()
    tracker.track(Frame(0, 0.0, person))
with PhotoTracker(resolve_model("full")) as photos:
    photos.people(person)
    photos.look(person)
print(sum(found))
"""

BARE = """
import mediapipe as mp
from livecoach.track.model_files import resolve_model
model = mp.tasks.BaseOptions(model_asset_path=str(resolve_model("full").path))
options = mp.tasks.vision.PoseLandmarkerOptions(base_options=model)
mp.tasks.vision.PoseLandmarker.create_from_options(options).close()
"""


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="no /proc here")
def test_a_home_that_cannot_be_written_is_no_concern_of_tracking() -> None:
    env = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "MPL"))}
    code = "from livecoach.track.mediapipe_tracker import _import_mediapipe; _import_mediapipe()"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=env | {"HOME": "/proc"}, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""


@pytest.mark.parametrize("shape", [(1, 1), (1, 700), (17, 33), (2160, 3840)])
def test_odd_pictures_are_no_crash(shape: tuple[int, int]) -> None:
    with MediaPipeTracker(resolve_model("lite")) as tracker:
        sighting = tracker.track(Frame(0, 0.0, np.full((*shape, 3), 128, np.uint8)))
    assert (sighting.pose, sighting.state) == (None, TrackState.SEARCHING)


def test_landmarks_outside_of_the_picture_keep_their_place() -> None:
    legs_cut = np.ascontiguousarray(person_bgr()[:280])
    with MediaPipeTracker(resolve_model("full")) as tracker:
        pose = tracker.track(Frame(0, 0.0, legs_cut)).pose
    assert pose is not None
    assert (pose.xy_px[27:29, 1] > 280).all()


def test_a_grainy_picture_is_softened_before_it_is_looked_at() -> None:
    grain = np.random.default_rng(0).normal(0.0, 15.0, person_bgr().shape)
    grainy = np.clip(person_bgr() + grain, 0, 255).astype(np.uint8)
    points = []
    for picture in (grainy, denoised(grainy)):
        with MediaPipeTracker(resolve_model("lite")) as tracker:
            pose = tracker.track(Frame(0, 0.0, picture)).pose
        assert pose is not None
        points.append(pose.xy_px)
    np.testing.assert_array_equal(*points)


def test_points_are_those_of_the_bare_library_on_the_rgb_picture() -> None:
    import mediapipe

    with MediaPipeTracker(resolve_model("full")) as tracker:
        pose = tracker.track(Frame(0, 0.0, person_bgr())).pose
        assert guard_state().on
    assert pose is not None
    tasks = mediapipe.tasks
    options = tasks.vision.PoseLandmarkerOptions(
        base_options=tasks.BaseOptions(model_asset_path=str(resolve_model("full").path)),
        running_mode=tasks.vision.RunningMode.VIDEO,
    )
    rgb = mediapipe.Image(mediapipe.ImageFormat.SRGB, np.ascontiguousarray(person_bgr()[:, :, ::-1]))
    with tasks.vision.PoseLandmarker.create_from_options(options) as bare:
        (points,) = bare.detect_for_video(rgb, 0).pose_landmarks
    width, height = pose.image_size_px
    np.testing.assert_allclose(pose.xy_px, [(point.x * width, point.y * height) for point in points], rtol=1e-5)
    np.testing.assert_allclose(pose.visibility, [point.visibility for point in points], rtol=1e-5)


def test_a_bundle_that_is_no_model_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "own.task"
    with zipfile.ZipFile(path, "w") as bundle:
        for name in ("pose_detector.tflite", "pose_landmarks_detector.tflite"):
            bundle.writestr(name, b"no weights")
    with pytest.raises(ModelError, match=r"own\.task.* cannot be loaded") as caught:
        MediaPipeTracker(resolve_model(str(path)))
    assert "\n" not in str(caught.value)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["dev10_y135_A", "dev12_y135_D"])
def test_upside_down_clips_are_refused(shared: Path, name: str) -> None:
    clip = cv2.VideoCapture(str(shared / "truth" / "upside_down" / f"{name}.mp4"))
    states = []
    with MediaPipeTracker(resolve_model("full")) as tracker:
        while (read := clip.read())[0]:
            states.append(tracker.track(Frame(len(states), len(states) / 30.0, read[1])).state)
    clip.release()
    assert len(states) > 500
    assert states.count(TrackState.OK) == 0


@pytest.mark.e2e
def test_nothing_is_written_to_the_terminal() -> None:
    done = run([sys.executable, "-c", TRACKED])
    assert done.stderr == ""
    assert int(done.stdout) >= 3


@pytest.mark.e2e
def test_nothing_leaves_this_machine(tmp_path: Path) -> None:
    trace = traced(TRACKED, tmp_path, inject=False)
    assert ("127.0.0.1", 9) in addresses(trace), "the library tried nothing: is the guard still needed?"
    assert {host for host, _ in addresses(trace)} <= {"127.0.0.1", "::1"}
    assert not looks_up_names(trace)


@pytest.mark.e2e
def test_the_trace_would_show_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the guard the name is looked up; every call fails on purpose, so that nothing leaves here either."""
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    assert looks_up_names(traced(BARE, tmp_path, inject=True))


def run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, timeout=GUARD_S)


def traced(code: str, folder: Path, *, inject: bool) -> list[str]:
    """The network calls of a Python process and its children, as strace shows them."""
    if shutil.which("strace") is None:
        pytest.skip("needs strace, which is not installed")
    calls = "connect,sendto,sendmsg,sendmmsg"
    faults = ["-e", f"inject={calls}:error=ENETUNREACH"] if inject else []
    output = folder / "trace.txt"
    run(
        [
            "strace",
            "-f",
            "-qq",
            "-s",
            "200",
            "-e",
            f"trace={calls}",
            *faults,
            "-o",
            str(output),
            sys.executable,
            "-c",
            code,
        ]
    )
    return output.read_text(errors="replace").splitlines()


def addresses(trace: list[str]) -> set[tuple[str, int]]:
    """Host and port of every internet address named in the trace."""
    found = set()
    for line in trace:
        for port, host4 in re.findall(r'sin_port=htons\((\d+)\), sin_addr=inet_addr\("([^"]+)"\)', line):
            found.add((host4, int(port)))
        for port, host6 in re.findall(r'sin6_port=htons\((\d+)\).*?inet_pton\(AF_INET6, "([^"]+)"', line):
            found.add((host6, int(port)))
    return found


def looks_up_names(trace: list[str]) -> bool:
    """Whether a name server was asked: port 53, the name cache's or the resolver's socket, or the name itself."""
    sockets = re.compile(r'sun_path="[^"]*(nscd|resolve)')
    return any(port in {53, 853} for _, port in addresses(trace)) or any(
        sockets.search(line) or "googleapis" in line for line in trace
    )


def test_a_photo_is_looked_at_afresh_each_time() -> None:
    person = person_bgr()
    with PhotoTracker(resolve_model("full")) as tracker:
        first = tracker.look(person, passes=2)
        assert tracker.look(np.full_like(person, 128)) == ()
        again = tracker.look(person, passes=2)
    assert len(first) == len(again) == 2
    np.testing.assert_allclose(first[0].xy_px, again[0].xy_px, atol=1.0)


def test_two_people_in_a_photo_are_two_poses() -> None:
    person = person_bgr()
    with PhotoTracker(resolve_model("full")) as tracker:
        assert tracker.people(np.full_like(person, 128)) == ()
        assert len(tracker.people(person)) == 1
        two = tracker.people(np.hstack([person, person]))
    assert len(two) == 2
    assert abs(float(two[0].xy_px[:, 0].mean() - two[1].xy_px[:, 0].mean())) > 0.5 * person.shape[1]
    tracker.close()
