import subprocess
import sys

from tests.support.paths import ROOT


def test_the_generated_files_equal_the_schema():
    script = ROOT / "scripts" / "make_configs.py"
    done = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
