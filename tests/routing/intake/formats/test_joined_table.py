# ruff: noqa: E501 - one case a line reads best as a table
"""Several files as one table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from routing.intake.reading import read
from routing.ticket import Ticket


def test_files_given_together_are_read_as_one(save: Callable):
    paths = [
        save("id,subject,body\n1,a,b\n2,c\n", "a.csv"),
        save("Body;Subject;ID\nf;e;3\ng;h;4;5\n;;\n", "b.csv"),
    ]
    found = read(paths)
    items = list(found)
    tickets = [(t.id, t.subject, t.body) for t in items if isinstance(t, Ticket)]
    assert tickets == [("1", "a", "b"), ("2", "c", ""), ("3", "e", "f")]
    assert [item.reason for item in items if not isinstance(item, Ticket)] == [
        '"b.csv": 4 cells where the header has 3: perhaps a delimiter inside a cell that is not quoted'
    ]
    said = "\n".join(found.warnings)
    assert '2 files with the same columns were read as one: "a.csv", "b.csv".' in said
    assert '"b.csv": Blank lines and empty rows were skipped: 1' in said


def test_a_file_with_other_columns_is_left_out_and_named(save: Callable):
    paths = [save("id,subject\n1,a\n", "a.csv"), save("user,mail\nx,y\n", "users.csv")]
    found = read(paths)
    assert len(list(found)) == 1
    assert '"users.csv"' in "\n".join(found.warnings)


def test_the_share_read_never_goes_back(save: Callable, tmp_path: Path):
    rows = "".join(f"{n},subject number {n}\n" for n in range(12_000))
    paths = [save("id,subject\n" + rows, "a.csv"), save("id,subject\n" + rows, "b.csv")]
    shares: list[float] = []
    list(read(paths, progress=lambda share, _rows: shares.append(share)))
    assert shares == sorted(shares)
    assert shares[-1] == 1
