# ruff: noqa: E501, DTZ001 - one case a line reads best as a table; our times have no zone
"""Hostile workbooks: sheets, styles, formulas, and bombs."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime

import openpyxl
import pytest
import xlsxwriter

from routing.errors import FileRefused
from routing.intake.loading import inspect
from tests.routing.intake.archives import zipped
from tests.routing.intake.books import row, workbook

HEAD = row(1, "id", "subject", "body")
GOOD = HEAD + row(2, "1", "a", "b") + row(3, "2", "c", "d")
STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy\\ hh:mm"/>'
    '<numFmt numFmtId="165" formatCode="00000"/><numFmt numFmtId="166" formatCode="[h]:mm:ss"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="14"/><xf numFmtId="166"/></cellXfs>'
)

READ: dict[str, tuple[bytes, list[str], str]] = {
    "plain": (workbook({"Tickets": GOOD}), ["1", "2"], ""),
    "no tickets in the first sheet": (workbook({"Info": row(1, "Made by", "me"), "T": GOOD}), ["1", "2"], 'only "T"'),
    "a sheet a month": (
        workbook({"Jan": GOOD, "Info": row(1, "by", "me"), "Feb": row(1, "Subject", "ID", "Body") + row(2, "e", "3", "f")}),
        ["1", "2", "3"], 'sheets with the same columns were read as one: "Jan", "Feb"',
    ),
    "a part of the sheet once more": (workbook({"All": GOOD, "Open": HEAD + row(2, "2", "c", "d")}), ["1", "2"], 'only "All"'),
    "an empty first sheet": (workbook({"Sheet1": "", "T": GOOD}), ["1", "2"], 'only "T"'),
    "a hidden first sheet": (workbook({"Old": GOOD.replace(">1<", ">9<"), "T": GOOD}, states={"Old": "hidden"}), ["1", "2"], 'only "T"'),
    "only a hidden sheet": (workbook({"T": GOOD}, states={"T": "veryHidden"}), ["1", "2"], ""),
    "title above": (workbook({"T": row(1, "Tickets of May") + row(3, "id", "subject", "body") + row(4, "1", "a", "b")}), ["1"], "above the header"),
    "rows apart": (workbook({"T": HEAD + row(2, "1", "a", "b") + row(9, "2", "c", "d")}), ["1", "2"], "empty rows were skipped: 6"),
    "no row numbers": (workbook({"T": GOOD.replace(' r="', ' x="')}), ["1", "2"], ""),
    "merged header": (workbook({"T": row(1, "id", "subject", '<c r="C1" s="1"/>') + row(2, "1", "a", "b")}), ["1"], ""),
    "formula without value": (workbook({"T": HEAD + row(2, "1", "a", '<c r="C2"><f>A1</f></c>')}), ["1"], "Formula"),
    "formula with value": (workbook({"T": HEAD + row(2, "1", "a", '<c r="C2" t="str"><f>A1</f><v>b</v></c>')}), ["1"], ""),
    "no styles but styled": (workbook({"T": HEAD + row(2, '<c r="A2" s="7"><v>1</v></c>', "a", "b")}), ["1"], ""),
    "shared text out of range": (workbook({"T": HEAD + row(2, "1", "a", '<c r="C2" t="s"><v>99</v></c>')}, strings="<si><t>x</t></si>"), ["1"], ""),
    "last cell of all": (workbook({"T": GOOD + '<row r="1048576"><c r="XFD1048576" s="1"/></row>'}), ["1", "2"], ""),
    "too wide a row": (workbook({"T": GOOD + row(4, "3", "e", "f", "g")}), ["1", "2", "3"], ""),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_a_hostile_workbook_is_read_with_every_row_accounted_for(name: str, reading: Callable):
    content, ids, warning = READ[name]
    result = reading(content, "t.xlsx")
    assert result.ids == ids
    assert warning in result.warnings


BILLION = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<sst><si><t>&b;</t></si></sst>"
)

REFUSED: dict[str, tuple[bytes, str]] = {
    "no sheets": (workbook({}), "without a readable sheet"),
    "empty sheets": (workbook({"A": "", "B": ""}), "empty sheets"),
    "header only": (workbook({"T": HEAD}), "a header and no rows"),
    "no text": (workbook({"T": row(1, "a", "b") + row(2, "<c r='A2'><v>1</v></c>", "<c r='B2'><v>2</v></c>")}), '"a", "b"'),
    "broken xml": (workbook({"T": HEAD + "<row><c>"}), "damaged"),
    "not a workbook": (zipped({"[Content_Types].xml": b"x", "xl/workbook.xml": b"x"}), "damaged"),
    "binary workbook": (zipped({"[Content_Types].xml": b"x", "xl/workbook.bin": b"x"}), "readable sheet"),
    "entities": (workbook({"T": HEAD + row(2, "1", '<c r="B2" t="s"><v>0</v></c>')}, strings="", extra={"xl/sharedStrings.xml": BILLION.encode()}), "as Excel writes it"),
    "a text without end": (workbook({"T": HEAD + '<row><c t="' + "x" * 40_000_000}), "as Excel writes it|damaged|bomb"),
    "cut": (workbook({"T": GOOD})[:900], "damaged"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_workbook_without_tickets_is_refused(name: str, reading: Callable):
    content, cause = REFUSED[name]
    with pytest.raises(FileRefused, match=cause):
        reading(content, "t.xlsx")


def test_cells_are_read_as_a_person_sees_them(reading: Callable):
    cells = (
        '<c r="A2"><v>123.0</v></c>', "x", '<c r="C2"><v>0.30000000000000004</v></c>',
        '<c r="D2" s="1"><v>45363.4034722222</v></c>',
    )  # fmt: skip
    others = (
        '<c r="A3" s="2"><v>123</v></c>', '<c r="B3" t="b"><v>1</v></c>', '<c r="C3" t="e"><v>#N/A</v></c>',
        '<c r="D3" s="3"><v>45363</v></c>',
    )  # fmt: skip
    third = ("00123", '<c r="B4"><v>1.2345678901234568E16</v></c>', "  NA  ", "12/Mar/24 9:41 AM")
    rows = row(1, "id", "subject", "body", "created at")
    book = workbook({"T": rows + row(2, *cells) + row(3, *others) + row(4, *third)}, styles=STYLES)
    result = reading(book, "t.xlsx")
    assert result.ids == ["123", "00123", "00123"]
    assert [t.subject for t in result.tickets] == ["x", "TRUE", "12345678901234568"]
    assert result.bodies == ["0.3", "#N/A", "  NA  "]
    assert [t.created_at for t in result.tickets] == [
        datetime(2024, 3, 12, 9, 41), datetime(2024, 3, 12), datetime(2024, 3, 12, 9, 41),
    ]  # fmt: skip


def test_dates_of_an_old_mac_workbook_start_in_1904(reading: Callable):
    rows = row(1, "subject", "created at") + row(2, "a", '<c r="B2" s="3"><v>43901</v></c>')
    result = reading(workbook({"T": rows}, styles=STYLES, date1904=True), "t.xlsx")
    assert result.tickets[0].created_at == datetime(2024, 3, 12)


def test_rich_text_is_joined_and_reading_aids_left_out(reading: Callable):
    strings = "<si><r><t>Hel</t></r><r><t xml:space='preserve'>lo </t></r><rPh><t>x</t></rPh></si><si><t>a_x000D__x000A_b_x005F_</t></si>"
    rows = HEAD + row(2, "1", '<c r="B2" t="s"><v>0</v></c>', '<c r="C2" t="s"><v>1</v></c>')
    ticket = reading(workbook({"T": rows}, strings=strings), "t.xlsx").tickets[0]
    assert (ticket.subject, ticket.body) == ("Hello ", "a\r\nb_")


@pytest.mark.parametrize("writer", ["openpyxl", "xlsxwriter"])
def test_what_other_writers_write_is_read_to_the_letter(writer: str, reading: Callable):
    values = [
        ["id", "subject", "body"],
        ["007", " NA ", "line\nbreak 😀"],
        ["x", "None", "<b>&amp;"],
    ]
    buffer = io.BytesIO()
    if writer == "openpyxl":
        book = openpyxl.Workbook()
        for line in values:
            book.active.append(line)
        book.save(buffer)
    else:
        other = xlsxwriter.Workbook(buffer)
        sheet = other.add_worksheet()
        for n, line in enumerate(values):
            sheet.write_row(n, 0, line)
        other.close()
    result = reading(buffer.getvalue(), "t.xlsx")
    assert [[t.id, t.subject, t.body] for t in result.tickets] == values[1:]


def test_a_workbook_named_csv_is_read_with_a_warning(reading: Callable):
    result = reading(workbook({"T": GOOD}), "t.csv")
    assert result.ids == ["1", "2"]
    assert "really an Excel workbook" in result.warnings


def test_a_workbook_inside_an_archive_is_read(reading: Callable):
    assert reading(zipped({"t.xlsx": workbook({"T": GOOD})}), "t.zip").ids == ["1", "2"]


def test_a_hundred_thousand_formatted_rows_without_values_are_none(reading: Callable):
    empty = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(4, 100_004))
    result = reading(workbook({"T": GOOD + empty}), "t.xlsx")
    assert result.ids == ["1", "2"]
    assert "empty rows" not in result.warnings


def test_the_preview_shows_the_rows_of_the_chosen_sheet(save: Callable):
    preview = inspect(save(workbook({"Info": "", "T": GOOD}), "t.xlsx"))
    assert preview.format == "xlsx"
    assert preview.rows == (("1", "a", "b"), ("2", "c", "d"))


def test_rows_of_several_sheets_say_where_they_stand(reading: Callable):
    more = HEAD + row(2, "3", "e", "f") + row(3, "4", "x" * 2_100_000)
    result = reading(workbook({"Jan": GOOD, "Feb": more}), "t.xlsx")
    assert [dict(t.attributes)["Sheet"] for t in result.tickets] == ["Jan", "Jan", "Feb"]
    (reject,) = result.rejects
    assert (reject.line, reject.reason[:6]) == (3, '"Feb":')
