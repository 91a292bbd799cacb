"""The formulas beyond arithmetic are filled in, and their steps come to the model's sums."""

from __future__ import annotations

import pytest

from roi.export.workbook.live import live, step_values
from roi.model.finance import monthly_irr
from roi.model.lines import table


def test_every_formula_is_filled_in_and_begins_with_an_equals_sign():
    found = [*live()["results"].values(), *(formula for _, formula in live()["steps"].values())]
    assert found
    assert all(each.startswith("=") and not {"{", "}", "\n"} & set(each) for each in found)


def test_the_steps_are_the_sums_of_the_model(measured):
    found, case = step_values(measured), measured.case
    assert found["total_costs"] == case.flows.total(table().where(side="cost"))
    assert [found[f"{ledger}_per_year"] for ledger in case.ledgers] == list(case.ledgers.values())
    assert found["irr_monthly"] == pytest.approx(monthly_irr(case.flows.net))


def test_a_rate_that_does_not_exist_is_none_in_words(never):
    assert step_values(never)["irr_monthly"] == "none"


def test_the_guess_of_the_rate_stays_where_a_spreadsheet_finds_it(measured, never, nothing):
    case = measured.case
    assert step_values(measured)["irr_guess"] == pytest.approx(
        case.net_savings_per_year / 12 / case.one_off_cost
    )
    assert step_values(never)["irr_guess"] == -0.02
    assert step_values(nothing)["irr_guess"] == 0.1
