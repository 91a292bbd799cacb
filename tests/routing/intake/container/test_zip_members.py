"""Members of a zip: which may be exports, and how much was read for them."""

from __future__ import annotations

import io
import zipfile

import pytest

from routing.errors import FileRefused
from routing.intake.container.zip_members import MAX_MEMBERS, files_of, open_member, open_zip
from tests.routing.intake.archives import locked, zipped


def archive(members: dict[str, bytes]) -> zipfile.ZipFile:
    return open_zip(io.BytesIO(zipped(members)), "t.zip")


def test_folders_and_what_systems_hide_are_no_files():
    names = {
        "a/": b"",
        "a/t.csv": b"x",
        "__MACOSX/._t.csv": b"x",
        ".DS_Store": b"x",
        "Thumbs.db": b"",
    }
    assert [m.filename for m in files_of(archive(names), "t.zip")] == ["a/t.csv"]


def test_too_many_files_are_refused():
    with pytest.raises(FileRefused, match="too many"):
        files_of(archive({f"{n}.csv": b"" for n in range(MAX_MEMBERS + 1)}), "t.zip")


def test_a_locked_member_is_refused():
    found = open_zip(io.BytesIO(locked({"t.csv": b"x"})), "t.zip")
    with pytest.raises(FileRefused, match="password"):
        open_member(found, found.infolist()[0], "t.zip")


def test_the_packed_bytes_are_those_read_so_far():
    found = archive({"t.csv": bytes(5_000_000)})
    member = open_member(found, found.infolist()[0], "t.zip")
    assert member.packed <= 1000
    while member.read(1 << 16):
        pass
    assert (
        found.infolist()[0].compress_size
        <= member.packed
        <= len(zipped({"t.csv": bytes(5_000_000)}))
    )
