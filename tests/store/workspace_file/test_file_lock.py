"""A lock belongs to the process that lives, and to nobody afterwards."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from store.workspace_file import file_lock
from store.workspace_file.file_lock import FileLock

ROOT = Path(__file__).parents[3]


def test_one_holder_at_a_time_and_the_next_when_it_lets_go(tmp_path):
    file = tmp_path / "lock"
    assert file_lock.is_free(file)
    first = FileLock.take(file)
    assert FileLock.take(file) is None
    assert not file_lock.is_free(file)
    first.release()
    assert not file.exists()
    second = FileLock.take(file)
    assert second is not None
    second.release()


def test_the_lock_of_a_killed_process_is_free(tmp_path):
    file = tmp_path / "lock"
    code = (
        "import os, signal; from pathlib import Path\n"
        "from store.workspace_file.file_lock import FileLock\n"
        f"FileLock.take(Path({str(file)!r})); os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert file.exists()
    assert file_lock.is_free(file)
