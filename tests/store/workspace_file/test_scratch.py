"""The private folder of a process: its own, and swept once it has ended."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from store.workspace_file.scratch import Scratch

ROOT = Path(__file__).parents[3]
VICTIM = """
import os, signal, sys
from pathlib import Path
from store.workspace_file.scratch import Scratch
scratch = Scratch(Path(sys.argv[1]))
(scratch.folder_for("uploads") / "export.csv").write_text("personal")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_second_process_leaves_the_folder_of_the_first_alone(tmp_path):
    first = Scratch(tmp_path / "running")
    kept = first.folder_for("uploads") / "export.csv"
    kept.write_text("x")
    second = Scratch(tmp_path / "running")
    second.stop()
    assert kept.read_text() == "x"
    first.stop()
    assert list((tmp_path / "running").iterdir()) == []


def test_the_folder_of_a_killed_process_is_swept_by_the_next(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", VICTIM, str(tmp_path / "running")], cwd=ROOT, check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert list(tmp_path.rglob("export.csv"))
    Scratch(tmp_path / "running").stop()
    assert list((tmp_path / "running").iterdir()) == []


def test_it_is_for_its_owner_alone(tmp_path):
    scratch = Scratch(tmp_path / "running")
    folders = [tmp_path / "running", scratch.folder, scratch.folder_for("exports")]
    assert {folder.stat().st_mode & 0o777 for folder in folders} == {0o700}
    scratch.stop()
