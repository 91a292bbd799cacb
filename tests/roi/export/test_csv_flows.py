"""The cash flows as CSV add up to the case, and hold nothing but numbers and a currency."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from roi.export.csv_flows import to_csv
from roi.model.lines import table
from roi.results.case import case
from roi.scenarios.scenario import Scenario

SCENARIO = replace(Scenario.default(), currency="EUR")


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(to_csv(SCENARIO).decode("utf-8"))))


def test_there_is_a_row_a_month_from_the_start_to_the_horizon(rows):
    months = [int(row["month"]) for row in rows]
    assert months == list(range(SCENARIO.horizon_months + 1))
    assert {row["currency"] for row in rows} == {"EUR"}


def test_the_last_sums_are_those_of_the_case(rows):
    found = case(SCENARIO.values())
    assert float(rows[-1]["cumulative_discounted"]) == pytest.approx(found.npv, abs=0.01)
    total = sum(float(row["net"]) for row in rows)
    assert float(rows[-1]["cumulative"]) == pytest.approx(total, abs=0.01)


def test_the_payback_is_the_first_month_whose_cumulative_cash_is_not_negative(rows):
    paid = next(i for i, row in enumerate(rows) if i and float(row["cumulative"]) >= 0)
    assert paid == case(SCENARIO.values()).payback


def test_the_net_of_a_month_is_benefits_less_costs(rows):
    lines, month = table().lines, rows[12]
    signs = {key: -1 if line.side == "cost" else 1 for key, line in lines.items()}
    counted = {key for key, line in lines.items() if line.side == "cost"} | {
        line.key for ledger in SCENARIO.accepted for line in table().ledger(ledger)
    }
    net = sum(signs[key] * float(month[key]) for key in counted)
    assert float(month["net"]) == pytest.approx(net, abs=0.01)
