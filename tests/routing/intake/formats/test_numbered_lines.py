"""Lines with their numbers, and a second look at those of the row at hand."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.intake.formats.numbered_lines import Lines, LineTooLongError
from routing.intake.formats.table import Notes
from routing.intake.limits import MAX_ROW_CHARACTERS


def lines_of(text: str) -> tuple[Lines, Notes]:
    notes = Notes()
    return Lines(io.StringIO(text, newline=""), notes), notes


@given(st.lists(st.text("ab", min_size=1, max_size=5), min_size=1, max_size=8), st.data())
def test_lines_given_back_are_handed_out_again(texts: list[str], data: st.DataObject):
    lines, _ = lines_of("\n".join(texts))
    taken = [next(lines) for _ in range(data.draw(st.integers(1, len(texts))))]
    kept = data.draw(st.integers(0, len(taken)))
    lines.give_back(kept)
    assert lines.number == kept
    assert [*taken[:kept], *lines] == "\n".join(texts).splitlines(keepends=True)


def test_blank_lines_between_rows_are_counted_and_skipped():
    lines, notes = lines_of("a\n\n\nb\n\n")
    found = []
    for line in lines:
        found.append((lines.number, line))
        lines.clear()
    assert found == [(1, "a\n"), (4, "b\n")]
    assert "skipped: 2 (lines 2, …)" in notes.all()[0]


def test_nul_and_marks_are_removed_and_told():
    lines, notes = lines_of("\ufeffa\0\n\ufeffb\n")
    assert list(lines) == ["a\n", "b\n"]
    assert len(notes.all()) == 2


def test_a_row_without_end_is_stopped():
    lines, _ = lines_of("x" * (MAX_ROW_CHARACTERS + 5) + "\nb\n")
    with pytest.raises(LineTooLongError):
        next(lines)
