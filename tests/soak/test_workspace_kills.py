"""One short seed of the soak; `make soak` runs the long ones."""

from __future__ import annotations

from pathlib import Path

from tests.soak.workspace_kills import kill_again_and_again


def test_what_was_written_is_there_after_every_kill(tmp_path: Path):
    kill_again_and_again(tmp_path, seed=1, kills=3)
