"""Make models/pose_landmarker_{lite,full,heavy}.task again from Google's npm package @mediapipe/pose.

Each landmark model and the person detector get the normalisation metadata that MediaPipe's Tasks API asks for
(detector: pixels to [-1, 1]; landmarks: pixels to [0, 1]) and are stored together, uncompressed, in one zip with fixed
dates. The result is compared with SHA256SUMS, bit for bit.

    python scripts/build_models.py                              fetch the package with npm, write all three to ./models
    python scripts/build_models.py --package package --out /tmp/models     use an unpacked package
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import importlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import types
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "@mediapipe/pose@0.5.1675469404"
DETECTOR = "pose_solution_packed_assets.data"
VARIANTS = ("lite", "full", "heavy")
DETECTOR_MEAN_STD = (127.5, 127.5)
LANDMARKS_MEAN_STD = (0.0, 255.0)
ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def main() -> int:
    """Build, compare, report; 0 when every file is as SHA256SUMS says, 1 otherwise."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--package", type=Path, help="an unpacked @mediapipe/pose package (default: npm pack)")
    parser.add_argument("--out", type=Path, default=ROOT / "models", help="folder to write to (default: models)")
    options = parser.parse_args()
    try:
        options.out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as scratch:
            package = options.package or fetch(Path(scratch))
            build(package, options.out)
        return verify(options.out)
    except (OSError, ImportError, RuntimeError) as error:
        print(f"build_models: {error}", file=sys.stderr)
        return 1


def fetch(scratch: Path) -> Path:
    """Download and unpack the package into ``scratch``; return the folder that holds the models."""
    npm = shutil.which("npm")
    if npm is None:
        raise RuntimeError("npm is not installed: install Node.js, or give an unpacked package with --package.")
    print(f"fetching {PACKAGE} with npm")
    command = [npm, "pack", "--silent", "--pack-destination", str(scratch), PACKAGE]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"npm could not fetch {PACKAGE}: {done.stderr.strip() or 'no reason given'}")
    (archive,) = scratch.glob("*.tgz")
    with tarfile.open(archive) as bundle:
        bundle.extractall(scratch, filter="data")
    return scratch / "package"


def build(package: Path, out: Path) -> None:
    """Write the three bundles to ``out``."""
    sources = [package / DETECTOR, *(package / f"pose_landmark_{variant}.tflite" for variant in VARIANTS)]
    missing = [path.name for path in sources if not path.is_file()]
    if missing:
        raise RuntimeError(f"{str(package)!r} is not an unpacked {PACKAGE}: it lacks {', '.join(missing)}.")
    detector = with_normalisation(sources[0].read_bytes(), *DETECTOR_MEAN_STD)
    for variant, source in zip(VARIANTS, sources[1:], strict=True):
        landmarks = with_normalisation(source.read_bytes(), *LANDMARKS_MEAN_STD)
        with zipfile.ZipFile(out / f"pose_landmarker_{variant}.task", "w", zipfile.ZIP_STORED) as bundle:
            bundle.writestr(zipfile.ZipInfo("pose_detector.tflite", ZIP_DATE), detector)
            bundle.writestr(zipfile.ZipInfo("pose_landmarks_detector.tflite", ZIP_DATE), landmarks)


def with_normalisation(model: bytes, mean: float, std: float) -> bytes:
    """Return the TFLite ``model`` with image metadata: a pixel p becomes (p - mean) / std."""
    writer = metadata_writer().MetadataWriter.create(bytearray(model))
    writer.add_image_input([mean], [std])
    populated = bytes(writer.populate()[0])
    del writer
    gc.collect()  # a writer that lives until the interpreter ends prints a traceback there
    return populated


def metadata_writer() -> types.ModuleType:
    """Import MediaPipe's metadata writer.

    The 1.2.2 wheel lacks the C module that tells it the minimum parser version; a stand-in answers 1.0.0, the version
    that normalisation metadata has needed from the beginning.
    """
    package = "mediapipe.tasks.cc.metadata.python"
    for name in ("mediapipe.tasks.cc", "mediapipe.tasks.cc.metadata", package):
        sys.modules.setdefault(name, types.ModuleType(name))
    version = types.ModuleType(f"{package}._pywrap_metadata_version")
    version.GetMinimumMetadataParserVersion = lambda _model: "1.0.0"  # type: ignore[attr-defined]
    sys.modules.setdefault(version.__name__, version)
    sys.modules[package]._pywrap_metadata_version = version  # type: ignore[attr-defined]
    return importlib.import_module("mediapipe.tasks.python.metadata.metadata_writers.metadata_writer")


def verify(out: Path) -> int:
    """Compare the bundles in ``out`` with SHA256SUMS and print a line for each; 1 when one differs."""
    sums = dict(reversed(line.split()) for line in (ROOT / "models" / "SHA256SUMS").read_text().splitlines())
    failures = 0
    for name, expected in sums.items():
        same = hashlib.sha256((out / name).read_bytes()).hexdigest() == expected
        failures += not same
        print(f"{'ok' if same else 'DIFFERS from SHA256SUMS':<6} {out / name}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
