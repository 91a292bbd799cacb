"""Whether a workspace file may be asked where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from routing.errors import WorkspaceError
from store.sandbox.opening import check_free


def test_a_closed_workspace_is_free(snapshot: Path) -> None:
    check_free(snapshot)


def test_one_in_use_names_its_holder(workspace) -> None:
    with pytest.raises(WorkspaceError, match="in use by the tests"):
        check_free(workspace.path)


def test_a_file_that_is_not_there_or_is_no_database_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="There is no workspace"):
        check_free(tmp_path / "gone.duckdb")
    odd = tmp_path / "odd.duckdb"
    odd.write_bytes(b"\x89PNG" * 5_000)
    with pytest.raises(WorkspaceError, match="not a workspace"):
        check_free(odd)
