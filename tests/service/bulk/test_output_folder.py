"""The output of a bulk job: files are there whole or not at all, here and in an object store."""

from __future__ import annotations

import resource
from pathlib import Path
from uuid import uuid4

import pytest

from service.bulk.output_folder import OutputFolder
from service.errors import JobEnded


@pytest.fixture(params=["here", "object store"])
def folder(request, tmp_path: Path) -> OutputFolder:
    here = request.param == "here"
    made = OutputFolder(str(tmp_path / "out") if here else f"memory://{uuid4().hex}/out")
    made.make()
    return made


def test_what_is_put_is_there_and_can_be_removed(folder):
    folder.put("a.parquet", b"rows")
    assert (folder.names(), folder.text("a.parquet")) == (["a.parquet"], "rows")
    folder.remove("a.parquet")
    folder.remove("a.parquet")
    assert (folder.names(), folder.text("a.parquet")) == ([], "")


def test_lines_are_added_to_what_stands_there(folder):
    folder.put("lines", b"one\n")
    folder.add_line("lines", "two")
    folder.add_line("lines", "three")
    assert folder.text("lines") == "one\ntwo\nthree\n"


def test_a_folder_that_was_never_made_is_empty(tmp_path):
    assert OutputFolder(str(tmp_path / "none")).names() == []


def test_a_file_that_does_not_fit_leaves_nothing_and_says_what_to_do(tmp_path):
    """A limit on the size of files stands for a full disk: writing fails half-way."""
    folder = OutputFolder(str(tmp_path))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, before[1]))
    try:
        with pytest.raises(JobEnded, match="Make room there, then go on with --resume"):
            folder.put("part.parquet", b"x" * 5_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(tmp_path.iterdir()) == []
