"""A process is known to live by the lock it holds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from service.storage.liveness import Liveness

ROOT = Path(__file__).parents[3]
JOIN = (
    "import sys; from pathlib import Path; from service.storage.liveness import Liveness\n"
    "print(Liveness(Path(sys.argv[1])).join())"
)


def test_who_joined_lives_and_nobody_else_does(tmp_path: Path):
    living = Liveness(tmp_path / "alive")
    name = living.join()
    assert Liveness(tmp_path / "alive").is_alive(name)
    assert not living.is_alive("1-nobody")


def test_a_role_has_one_holder(tmp_path: Path):
    first = Liveness(tmp_path)
    assert first.hold("owner")
    assert not Liveness(tmp_path).hold("owner")
    assert Liveness(tmp_path).hold("another")


def test_a_process_that_has_ended_lives_no_more_and_its_file_is_swept(tmp_path: Path):
    command = [sys.executable, "-c", JOIN, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    gone = done.stdout.strip()
    assert (tmp_path / f"{gone}.lock").exists()
    living = Liveness(tmp_path)
    assert not living.is_alive(gone)
    living.join()
    assert not (tmp_path / f"{gone}.lock").exists()
