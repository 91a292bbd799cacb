"""What a disk, the memory or a damaged file raises becomes a sentence with a way out."""

from __future__ import annotations

import errno
from pathlib import Path

import duckdb
import pytest

from routing.errors import WorkspaceError
from store.workspace_file.faults import damaged, explained, not_a_workspace

PATH = Path("/desks/acme.duckdb")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "x"), "the disk is full"),
        (OSError(errno.EACCES, "x"), "the right to write"),
        (OSError(errno.ENOENT, "x"), "make its folder"),
        (OSError(errno.ENOMEM, "x"), "too little memory"),
        (MemoryError(), "too little memory"),
        (duckdb.OutOfMemoryException("x"), "too little memory"),
        (duckdb.IOException("IO Error: No space left on device"), "the disk is full"),
        (duckdb.IOException("Permission denied"), "the right to write"),
        (duckdb.IOException("Corrupt database file"), "damaged"),
        (duckdb.IOException("while replaying WAL file: data may be corrupt"), "damaged"),
        (duckdb.FatalException("something never heard of"), "damaged"),
    ],
)
def test_a_fault_is_told_with_the_name_of_the_file(error, said):
    with pytest.raises(WorkspaceError, match=said) as told, explained(PATH):
        raise error
    assert "acme.duckdb" in str(told.value)
    assert told.value.__cause__ is error


@pytest.mark.parametrize(
    "error",
    [
        duckdb.ConstraintException('Duplicate key "No space left" violates primary key'),
        duckdb.IOException("something never heard of"),
        OSError(errno.EPIPE, "x"),
        ValueError("No space left on device"),
    ],
)
def test_an_error_of_ours_goes_through_as_it_is(error):
    with pytest.raises(type(error)) as raised, explained(PATH):
        raise error
    assert raised.value is error


def test_whatever_the_database_stumbles_over_while_it_opens_a_file_is_damage():
    with pytest.raises(WorkspaceError, match="damaged"), explained(PATH, opening=True):
        raise duckdb.IOException("something never heard of")
    with pytest.raises(WorkspaceError, match="memory"), explained(PATH, opening=True):
        raise duckdb.OutOfMemoryException("x")


def test_where_only_the_database_is_asked_the_system_speaks_for_itself():
    with pytest.raises(OSError, match="x"), explained(PATH, files=False):
        raise OSError(errno.ENOSPC, "x")
    with pytest.raises(WorkspaceError), explained(PATH, files=False):
        raise duckdb.IOException("No space left on device")


def test_a_damaged_file_names_the_command_that_brings_a_back_up():
    assert f"python -m store restore {PATH}" in str(damaged(PATH))
    assert "Choose another file" in str(not_a_workspace(PATH))
