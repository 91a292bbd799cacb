"""The sheet of cash flows has a row a month for the longest horizon, and equals the model."""

from __future__ import annotations

import pytest

from roi.export.workbook.cash_flows import FIRST, LAST, SHEET, TITLES
from roi.export.workbook.cash_flows import column as formula_column
from roi.export.workbook.sheets import MONTHS
from tests.roi.export.workbook.conftest import column


def test_there_is_a_row_a_month_for_every_horizon_allowed(values):
    sheet = values[SHEET]
    assert [cell.value for cell in sheet[3]] == list(TITLES.values())
    assert column(sheet, "Month") == list(range(MONTHS + 1))


def test_net_and_cumulative_cash_are_those_of_the_model(values, measured):
    sheet, months = values[SHEET], measured.scenario.horizon_months + 1
    net, cumulative = column(sheet, "Net cash flow"), column(sheet, "Cumulative cash")
    assert net[:months] == pytest.approx(measured.case.flows.net)
    assert cumulative[:months] == pytest.approx(measured.case.cumulative)
    discounted = column(sheet, "Cumulative discounted")
    assert discounted[months - 1] == pytest.approx(measured.case.npv)


def test_beyond_the_horizon_nothing_flows_and_the_sums_stay(values, measured):
    sheet, months = values[SHEET], measured.scenario.horizon_months + 1
    assert set(column(sheet, "Net cash flow")[months:]) == {0}
    assert set(column(sheet, "Within the horizon")[months:]) == {0}
    rest = column(sheet, "Cumulative cash")[months:]
    assert rest == pytest.approx([measured.case.net_total] * len(rest))


def test_the_first_month_that_is_paid_back_is_the_payback(values, never_values, measured):
    paid = [month for month in column(values[SHEET], "Paid back") if month not in (None, "")]
    assert paid[0] == measured.case.payback
    never = column(never_values[SHEET], "Paid back")
    assert set(never) <= {None, ""}


def test_in_the_month_of_the_start_no_ticket_is_routed_and_nothing_is_divided_by_it(values):
    sheet = values[SHEET]
    assert [column(sheet, title)[0] for title in ("Tickets", "Adoption", "Routed tickets")] == [
        0
    ] * 3


def test_net_is_a_formula_of_benefits_and_costs_in_its_own_row(formulas):
    net = column(formulas[SHEET], "Net cash flow")
    assert len(net) == MONTHS + 1
    assert all(str(each).startswith("=") and str(each).count(str(FIRST + month)) == 2
               for month, each in enumerate(net))  # fmt: skip


def test_a_column_is_named_by_all_its_months():
    assert formula_column("month") == f"'{SHEET}'!$A${FIRST}:$A${LAST}"
    assert LAST - FIRST == MONTHS
