"""The pages about money add up to the model, by year, line and convention."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roi.export.pdf.money import cash_table, money_tables
from roi.export.report import prepare


def test_the_net_of_the_years_is_benefits_less_costs_risk_adjusted(measured):
    table = measured.business.adjusted_by_year
    label, _, *years, total, worth = money_tables(measured)["net"]
    assert label == "Net benefit"
    assert years == [measured.money(amount) for amount in table.net]
    assert total == measured.money(sum(table.net))
    assert worth == measured.money(measured.business.conventions[1].net)


def test_what_counts_stands_before_what_stands_beside(measured):
    first, *others = money_tables(measured)["groups"]
    assert first["title"] == "Cash: in the headline"
    assert all(group["title"].endswith("shown beside") for group in others)
    assert others


def test_a_sum_below_its_lines_is_the_present_value_of_tei(measured):
    found, tei = money_tables(measured), measured.business.conventions[1]
    assert found["groups"][0]["sum"][-1] == measured.money(tei.benefits)
    assert found["costs_sum"][-1] == measured.money(tei.costs)


def test_a_benefit_names_who_stands_for_it_and_is_lowered_and_a_cost_raised(measured):
    found = money_tables(measured)
    headcount = found["groups"][0]["rows"][0]
    assert headcount[0][1] == "Ana Lindqvist, 1 Mar 2027"
    assert headcount[1].startswith("−")
    assert all(row[1].startswith("+") for row in found["costs"])


def test_the_cash_flow_by_year_is_discounted_to_the_net_present_value(measured):
    found = cash_table(measured)
    rows = {row[0]: row[1:] for row in found["rows"]}
    assert rows["Present value"][-1] == measured.money(measured.case.npv)
    assert rows["Net cash flow"][-1] == measured.money(measured.case.net_total)
    assert rows["Cumulative"][-2] == measured.money(measured.case.net_total)
    assert rows["Discount factor"][0] == "1.0000"


@pytest.mark.parametrize("months", [1, 12, 18, 37])
def test_the_years_are_worth_the_case_even_when_the_last_is_not_whole(assumed, months: int):
    report = prepare(replace(assumed.scenario, horizon_months=months), draws=50)
    net, rate = report.business.by_year.net, report.scenario["discount_rate"]
    worth = sum(amount / (1 + rate) ** year for year, amount in enumerate(net))
    assert worth == pytest.approx(report.case.npv)
    assert cash_table(report)["years"] == -(-months // 12)


def test_a_case_in_which_nothing_counts_has_no_benefit_in_the_headline(assumed):
    nothing_accepted = prepare(replace(assumed.scenario, accepted=()), draws=50)
    groups = money_tables(nothing_accepted)["groups"]
    assert all(group["title"].endswith("shown beside") for group in groups)


def test_a_case_of_nothing_has_no_lines_and_sums_of_nothing(nothing):
    found = money_tables(nothing)
    assert (found["groups"], found["costs"]) == ([], [])
    assert set(found["net"][2:]) == {nothing.money(0)}
