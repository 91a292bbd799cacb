"""The sheet of what could go wrong shows each adversity and each objection of finance."""

from __future__ import annotations

from roi.export.workbook.objections import SHEET
from roi.numbers import percent
from tests.roi.export.workbook.conftest import rows


def test_its_title_is_what_turns_the_case(values, measured):
    limit = percent(measured.business.counter_case.break_even)
    assert limit in values[SHEET]["A1"].value


def test_each_adversity_stands_with_what_is_left_a_year(values, measured):
    found = measured.business.counter_case.rows
    shown = [row[1] for row in values[SHEET].iter_rows(min_row=4, values_only=True)][: len(found)]
    assert shown == [measured.money(each.net_per_year) for each in found]


def test_an_objection_without_an_answer_says_so(values, measured, nothing_values, nothing):
    for book, report in ((values, measured), (nothing_values, nothing)):
        found = rows(book[SHEET])
        for each in report.business.objections:
            told = found[each.question][0]
            assert told.endswith(each.answer)
            assert told.startswith("Not answered. ") == (not each.answered)
