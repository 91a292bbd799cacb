"""The format is told by the content, whatever the name says."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from routing.errors import FileRefused
from routing.intake.formats.opening import open_table
from tests.routing.intake.archives import zipped
from tests.routing.intake.books import row, workbook

CSV = b"id,subject\n1,a\n"
FORMATS = {
    "csv": CSV,
    "tsv": b"id\tsubject\n1\ta\n",
    "json": b'[{"id": 1, "subject": "a"}]',
    "jsonl": b'{"id": 1, "subject": "a"}\n{"id": 2, "subject": "b"}\n',
    "xlsx": workbook({"T": row(1, "id", "subject") + row(2, "1", "a")}),
}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("whole", [True, False])
def test_a_format_is_told_by_its_content(name: str, whole, save: Callable):
    opened = open_table([save(FORMATS[name], "t.dat")], whole=whole)
    assert opened.table.format == name
    assert list(opened.table.columns) == ["id", "subject"]


def test_a_name_that_promises_something_else_is_told(save: Callable):
    opened = open_table([save(FORMATS["json"], "t.csv")], whole=True)
    assert "really JSON" in "".join(opened.warnings())


def test_nothing_but_blank_lines_is_refused(save: Callable):
    with pytest.raises(FileRefused, match="blank lines"):
        open_table([save(b"\n \n", "t.csv")], whole=True)


def test_the_likeliest_of_several_files_gives_the_columns(save: Callable):
    files = {"notes.txt": b"Read me.", "users.csv": b"user,mail\nx,y\n", "tickets.csv": CSV}
    opened = open_table([save(zipped(files), "t.zip")], whole=True)
    assert opened.name == "tickets.csv"
    assert "Of 3 files" in opened.warnings()[0]


def test_one_readable_file_among_broken_ones_is_enough(save: Callable):
    files = {"a.csv": b"", "b.csv": CSV, "c.xlsx": b"PK\x03\x04broken"}
    assert open_table([save(zipped(files), "t.zip")], whole=True).name == "b.csv"
