"""The first sheet leads with the answer, its figures, the ledgers and the three conventions."""

from __future__ import annotations

import pytest

from roi.export.wording import verdict
from roi.export.workbook.summary import SHEET
from tests.roi.export.workbook.conftest import rows


def test_it_leads_with_the_company_and_the_answer(values, measured):
    assert values[SHEET]["A1"].value == "Brightside · Expected"
    assert values[SHEET]["A2"].value == measured.headline()[0]


def test_the_four_figures_stand_with_their_bad_and_good_case(values, measured):
    found, case, futures = rows(values[SHEET]), measured.case, measured.uncertainty
    for label, figure, ends in (
        ("Saved a year", case.net_savings_per_year, futures.net_savings_per_year),
        ("Net present value", case.npv, futures.npv),
        ("Return", case.roi, futures.roi),
        ("Paid back", case.payback, futures.payback),
    ):
        assert found[label][:3] == pytest.approx([figure, ends.bad, ends.good]), label


def test_a_case_that_never_pays_says_never(never_values):
    assert rows(never_values[SHEET])["Paid back"][:3] == ["never", "never", "never"]


def test_a_return_without_costs_is_said_as_such_in_every_future(nothing_values, nothing):
    assert nothing.uncertainty.roi.bad is None
    assert rows(nothing_values[SHEET])["Return"][:3] == ["no costs"] * 3


def test_each_ledger_has_its_amount_its_owner_and_whether_it_counts(values, measured):
    found = {str(key).split(":")[0]: cells for key, cells in rows(values[SHEET]).items()}
    for name in ("Cash", "Capacity", "Avoided"):
        assert found[name][0] == pytest.approx(measured.case.ledgers[name.lower()])
    assert found["Cash"][1:3] == ["yes", "Ana Lindqvist"]
    assert found["Avoided"][1:3] == ["no", "no owner yet"]


def test_the_three_conventions_stand_side_by_side(values, measured):
    found, told = rows(values[SHEET]), measured.business.conventions
    assert found["The same case, told three ways"][:3] == ["Unadjusted", "Forrester TEI", "Nucleus"]
    for label, field in (("Benefits", "benefits"), ("Costs", "costs"), ("Net", "net")):
        assert found[label][:3] == pytest.approx([getattr(each, field) for each in told]), label


def test_every_figure_of_the_first_sheet_is_live(formulas):
    found = rows(formulas[SHEET])
    assert found["Saved a year"][0] == "=net_savings_per_year"
    assert all(str(cell).startswith("=") for cell in found["Net"][:3])


def test_the_verdict_stands_below_only_when_there_is_one(values, measured, nothing_values):
    lines = [row[0].value for row in values[SHEET].iter_rows()]
    named, because = verdict(measured.business)
    assert lines[lines.index(named) + 1] == because
    assert "Go" not in [row[0].value for row in nothing_values[SHEET].iter_rows()]
