"""What is written is for its owner alone."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.workspace_file.private import keep_private, private_file, private_folder


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def test_files_made_from_here_on_are_for_their_owner_alone(usual_umask, tmp_path: Path):
    (tmp_path / "before").touch()
    keep_private()
    (tmp_path / "after").touch()
    assert (mode(tmp_path / "before"), mode(tmp_path / "after")) == (0o644, 0o600)


def test_an_older_file_is_closed_to_others(tmp_path: Path):
    file = tmp_path / "old"
    file.touch()
    file.chmod(0o666)
    private_file(file)
    assert mode(file) == 0o600
    private_file(tmp_path / "gone")


def test_a_folder_is_made_or_closed(usual_umask, tmp_path: Path):
    old = tmp_path / "old"
    old.mkdir()
    assert mode(old) == 0o755
    assert mode(private_folder(old)) == 0o700
    assert mode(private_folder(tmp_path / "new" / "inner")) == 0o700


def test_a_folder_that_is_shared_on_purpose_stays_so(tmp_path: Path):
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    assert mode(private_folder(shared)) == 0o777
