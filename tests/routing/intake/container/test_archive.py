# ruff: noqa: E501 - one case a line reads best as a table
"""Hostile archives: gzip and zip, whole, cut, stuffed and locked."""

from __future__ import annotations

import gzip
import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from routing.errors import FileRefused
from routing.intake.loading import inspect
from routing.intake.reading import read
from tests.routing.intake.archives import locked, zipped

CSV = b"id,subject,body\n1,a,b\n2,c,d\n"
GZ = gzip.compress(CSV * 50)

READ: dict[str, tuple[bytes, str, int, str]] = {
    "gzip": (gzip.compress(CSV), "t.csv.gz", 2, ""),
    "gzip by another name": (gzip.compress(CSV), "t.csv", 2, ""),
    "gzip in two members": (gzip.compress(CSV[:20]) + gzip.compress(CSV[20:]), "t.gz", 2, ""),
    "gzip padded with zeros": (gzip.compress(CSV) + bytes(1000), "t.gz", 2, ""),
    "gzip with bytes after its end": (gzip.compress(CSV) + b"garbage", "t.gz", 2, "after the end"),
    "zip": (zipped({"t.csv": CSV}), "t.zip", 2, ""),
    "zip from a mac": (zipped({"t.csv": CSV, "__MACOSX/._t.csv": b"\0\5\x16\7", ".DS_Store": b"x"}), "t.zip", 2, ""),
    "zip in folders": (zipped({"a/": b"", "a/b/": b"", "a/b/t.csv": CSV}), "t.zip", 2, ""),
    "zip of several": (zipped({"readme.txt": b"Read me first.", "t.csv": CSV, "logo.png": b"\x89PNG\r\n\x1a\n"}), "t.zip", 2, '"t.csv" was read'),
    "zip of several with one header": (zipped({"may.csv": CSV, "june.csv": CSV.replace(b"1,", b"3,"), "readme.txt": b"Hi"}), "t.zip", 4, "2 files with the same columns were read as one"),
    "zip of several in other orders and formats": (zipped({"a.csv": CSV, "b.tsv": b"body\tsubject\tid\nx\ty\t9\n", "c.json": b'[{"subject": "s", "id": 8, "body": "t"}]'}), "t.zip", 4, "3 files"),
    "zip of two tables": (zipped({"users.csv": b"user,email\n1,x\n2,y\n", "tickets.csv": CSV}), "t.zip", 2, '"users.csv"'),
    "zip with a path out of the folder": (zipped({"../../../etc/passwd.csv": CSV}), "t.zip", 2, ""),
    "zip with an absolute path": (zipped({"/etc/t.csv": CSV}), "t.zip", 2, ""),
    "stored zip": (zipped({"t.csv": CSV}, zipfile.ZIP_STORED), "t.zip", 2, ""),
    "bzip2 inside zip": (zipped({"t.csv": CSV}, zipfile.ZIP_BZIP2), "t.zip", 2, ""),
    "gzip inside zip": (zipped({"t.csv.gz": gzip.compress(CSV)}), "t.zip", 2, ""),
    "zip inside gzip": (gzip.compress(zipped({"t.csv": CSV})), "t.zip.gz", 2, ""),
    "json inside zip": (zipped({"t.json": b'[{"id":1,"subject":"a"}]'}), "t.zip", 1, ""),
    "zip named csv": (zipped({"t.csv": CSV}), "t.csv", 2, ""),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_an_archive_is_read_by_its_content(name: str, reading: Callable):
    content, file, tickets, warning = READ[name]
    result = reading(content, file)
    assert len(result.tickets) == tickets
    assert warning in result.warnings


REFUSED: dict[str, tuple[bytes, str]] = {
    "cut gzip": (GZ[: len(GZ) // 2], "cut off"),
    "gzip without its end": (GZ[:-4], "cut off"),
    "gzip head only": (GZ[:8], "cut off"),
    "gzip with a wrong checksum": (GZ[:-8] + bytes(4) + GZ[-4:], "damaged"),
    "gzip of nothing": (gzip.compress(b""), "empty"),
    "tar in gzip": (gzip.compress(b"t.csv".ljust(257, b"\0") + b"ustar\x0000" + bytes(248)), "tar"),
    "picture in gzip": (gzip.compress(b"\x89PNG\r\n\x1a\n"), "PNG"),
    "zip of nothing": (zipped({}), "no files"),
    "zip of folders": (zipped({"a/": b""}), "no files"),
    "zip of an empty file": (zipped({"t.csv": b""}), "empty"),
    "cut zip": (zipped({"t.csv": CSV * 100})[:60], "damaged"),
    "zip with a password": (locked({"t.csv": CSV}), "password"),
    "zip in zip in zip in zip": (
        zipped({"c.zip": zipped({"b.zip": zipped({"a.zip": zipped({"t.csv": CSV})})})}),
        "archive inside an archive",
    ),
    "word document": (zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}), "Word"),
    "open document": (zipped({"mimetype": b"application/vnd.oasis", "content.xml": b"<x/>"}), "OpenDocument"),
    "zip of a picture": (zipped({"a.png": b"\x89PNG\r\n\x1a\n"}), "PNG"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_archive_is_refused_by_its_cause(name: str, reading: Callable):
    content, cause = REFUSED[name]
    with pytest.raises(FileRefused, match=cause):
        reading(content, "t.bin")


def test_a_zip_with_a_wrong_checksum_is_refused(reading: Callable):
    good = zipped({"t.csv": CSV}, zipfile.ZIP_STORED)
    with pytest.raises(FileRefused, match="damaged"):
        reading(good.replace(b"1,a,b", b"1,a,X"), "t.zip")


@pytest.fixture(scope="module")
def bomb() -> bytes:
    """Three hundred megabytes of one row, in three hundred kilobytes of deflate."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    row = b"1,a,b\n" * 170_000
    return b"".join(
        [
            packer.compress(b"id,subject,body\n"),
            *(packer.compress(row) for _ in range(300)),
            packer.flush(),
        ]
    )


def test_nothing_is_left_in_the_temporary_folder(save: Callable, tmp_path: Path, monkeypatch):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    path = save(gzip.compress(zipped({"in/t.csv": CSV})), "t.gz")
    assert len(list(read(path))) == 2
    assert list(scratch.iterdir()) == []


def test_files_that_are_joined_say_which_ticket_came_from_where(save: Callable):
    path = save(zipped({"may.csv": CSV, "june.csv": b"body,id,subject\nf,3,e\n"}), "t.zip")
    found = [(t.id, t.subject, t.body, dict(t.attributes)) for t in read(path)]
    assert found == [
        ("1", "a", "b", {"File": "may.csv"}),
        ("2", "c", "d", {"File": "may.csv"}),
        ("3", "e", "f", {"File": "june.csv"}),
    ]


def test_a_gzip_bomb_is_refused_while_it_is_read(save: Callable, bomb: bytes):
    path = save(bomb, "t.csv.gz")
    assert inspect(path).columns == ("id", "subject", "body")
    with pytest.raises(FileRefused, match="bomb"):
        read(path)


def test_a_zip_that_lies_about_its_size_is_measured_by_what_comes_out(tmp_path: Path):
    path = tmp_path / "t.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("t.csv", "w") as m,
    ):
        for _ in range(110):
            m.write(b"1,a,b\n" * 170_000)
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    struct.pack_into("<L", data, at + 24, 1000)
    path.write_bytes(data)
    with pytest.raises(FileRefused):
        list(read(path))


def test_too_many_members_are_refused_before_they_are_listed(save: Callable):
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65535, 65535, 1 << 28, 0, 0)
    with pytest.raises(FileRefused, match="too many"):
        inspect(save(b"PK\x03\x04" + bytes(100) + end, "t.zip"))


def test_a_folder_a_missing_file_and_a_pipe_are_refused(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.csv")
    for name, cause in ((".", "folder"), ("none.csv", "no file"), ("pipe.csv", "ordinary")):
        with pytest.raises(FileRefused, match=cause):
            inspect(tmp_path / name)


def test_a_name_no_file_can_have_is_refused():
    with pytest.raises(FileRefused):
        inspect("a\0b.csv")
    with pytest.raises(FileRefused):
        inspect("x" * 5000)


def test_the_preview_names_containers_and_member(save: Callable):
    preview = inspect(save(gzip.compress(zipped({"in/t.csv": CSV})), "t.gz"))
    assert preview.packing == ("gz", "zip")
    assert preview.name == "t.csv"
    assert preview.rows == (("1", "a", "b"), ("2", "c", "d"))
