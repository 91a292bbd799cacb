"""What all formats share: notes, unique names, rows as text."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from routing.intake.formats.table import Notes, Reject, first_few, overlong, raw_csv, unique_names
from routing.intake.limits import MAX_RAW_CHARACTERS


@given(st.lists(st.text("aA \n", max_size=4)))
def test_names_are_unique_and_never_empty(names: list[str]):
    found = unique_names(names, Notes())
    assert len(set(found)) == len(found) == len(names)
    assert all(found)


@given(st.lists(st.text(st.characters(exclude_characters="\0", codec="utf-8")), min_size=1))
def test_a_row_as_text_is_read_back(cells: list[str]):
    text = raw_csv(cells)
    found = next(csv.reader(io.StringIO(text, newline="")), [""])
    assert found == (found if cells == [""] else cells)


def test_notes_count_and_name_the_first_lines():
    notes = Notes()
    for line in range(2, 10):
        notes.count("Short rows", line)
    notes.say("Once.")
    notes.say("Once.")
    assert notes.all() == ("Once.", "Short rows: 8 (lines 2, 3, 4, 5, 6, …).")
    notes.restart()
    assert notes.all() == ("Once.",)


def test_a_row_is_too_long_only_by_cells_with_a_value():
    assert overlong(["1", "a", " "], 2) is None
    assert "3 cells where the header has 2" in (overlong(["1", "a", "b"], 2) or "")


def test_a_refused_row_is_cut_and_few_names_are_shown():
    assert len(Reject.of(1, "no", "x" * 100_000).raw) < MAX_RAW_CHARACTERS + 20
    assert first_few(list("abcdef")) == '"a", "b", "c", "d", "e", …'
