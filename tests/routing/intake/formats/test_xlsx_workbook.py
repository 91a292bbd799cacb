"""The parts of a workbook."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from routing.intake.container.archive import open_contents
from routing.intake.formats.xlsx_workbook import Workbook, unescaped
from tests.routing.intake.books import row, workbook

SHEET = row(1, "id", "subject")


@pytest.fixture
def opened(save: Callable):
    def make(**parts: object) -> Workbook:
        return Workbook(open_contents(save(workbook(**parts), "t.xlsx"))[0][0])

    return make


def test_sheets_are_named_and_hidden_ones_known(opened: Callable):
    book = opened(sheets={"A & B": SHEET, "Old": SHEET}, states={"Old": "hidden"})
    assert [(sheet.name, sheet.hidden) for sheet in book.sheets] == [
        ("A & B", False),
        ("Old", True),
    ]


def test_shared_texts_are_read_by_number_in_any_order(opened: Callable):
    texts = "".join(f"<si><t>text {n}</t></si>" for n in range(500))
    book = opened(sheets={"T": SHEET}, strings=texts)
    assert [book.strings[n] for n in (499, 0, 7, 500)] == ["text 499", "text 0", "text 7", ""]


def test_styles_tell_what_numbers_mean(opened: Callable):
    styles = '<cellXfs><xf numFmtId="14"/><xf numFmtId="0"/></cellXfs><cellStyles/>'
    assert opened(sheets={"T": SHEET}, styles=styles).kinds == ["date", "number"]


def test_a_missing_part_is_none(opened: Callable):
    assert opened(sheets={"T": SHEET}).open("xl/nothing.xml") is None


def test_escaped_characters_are_what_they_stand_for():
    assert unescaped("a_x000D__x000A_b_x005F_") == "a\r\nb_"
