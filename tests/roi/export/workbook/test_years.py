"""The sheet by year tells the case as TEI does: adjusted lines whose sums are TEI's."""

from __future__ import annotations

import pytest

from roi.export.workbook.years import FIRST, MAX_YEARS, SHEET, TOTAL
from roi.model.lines import table
from roi.risk.risk_adjustment import adjusted
from tests.roi.export.workbook.conftest import named, rows


def test_the_sums_are_what_tei_tells(values, never_values, measured, never):
    for book, report in ((values, measured), (never_values, never)):
        tei = report.business.conventions[1]
        assert named(book, "tei_benefits") == pytest.approx(tei.benefits)
        assert named(book, "tei_costs") == pytest.approx(tei.costs)
        assert named(book, "nucleus_net") == pytest.approx(report.business.conventions[2].net)


def test_each_line_is_lowered_or_raised_year_by_year(values, measured):
    found = rows(values[SHEET])
    for line in table().lines.values():
        share = measured.business.adjustments[line.key]
        cells = found[line.label]
        years = [adjusted(each, line, share) for each in measured.case.flows.by_year(line)]
        assert cells[FIRST - 1 : FIRST - 1 + len(years)] == pytest.approx(years)
        assert cells[TOTAL - 1] == pytest.approx(sum(years))
        assert cells[1] == pytest.approx(-line.sign * share)


def test_years_beyond_the_horizon_are_nothing_and_hidden(values, never_values):
    hidden = [
        [key for key, each in book[SHEET].column_dimensions.items() if each.hidden]
        for book in (values, never_values)
    ]
    assert [letters[0] for letters in hidden] == ["H", "G"]
    beyond = rows(values[SHEET])["Benefits, risk-adjusted"][FIRST + 3 : FIRST + MAX_YEARS]
    assert set(beyond) == {0}


def test_only_accepted_ledgers_count(values, measured):
    found = rows(values[SHEET])
    for line in table().where(side="benefit"):
        assert found[line.label][0] == int(line.ledger in measured.scenario.accepted)
    assert all(found[line.label][0] == 1 for line in table().where(side="cost"))


def test_a_reader_may_change_an_adjustment_and_the_years_follow(formulas):
    sheet = formulas[SHEET]
    row = next(r for r in sheet.iter_rows() if r[0].value == table().lines["headcount"].label)
    number = row[0].row
    assert not row[2].protection.locked
    assert all(f"$C{number}" in str(row[at].value) for at in range(FIRST, TOTAL))


def test_a_case_of_nothing_is_nothing_in_every_year(nothing_values):
    found = rows(nothing_values[SHEET])
    assert set(found["Costs, risk-adjusted"][FIRST - 1 : TOTAL + 1]) == {0}
