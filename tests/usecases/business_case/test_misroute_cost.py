"""What a misroute takes at this desk: measured where it can be, else assumed."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.conftest import ticket
from tests.usecases.conftest import right
from usecases.business_case.misroute_cost import Cost, cost
from usecases.business_case.scenarios import working_copy
from usecases.provenance import Origin

ORIGIN = Origin("assumed", "a guess")


def test_hours_and_money_follow_from_minutes_and_wage():
    each = Cost(30.0, ORIGIN, 40.0, "USD")
    flows = each.of(pd.DataFrame({"tickets": [1, 4]}))
    assert flows["hours"].tolist() == [0.5, 2.0]
    assert flows["money"].tolist() == [20.0, 80.0]
    assert (each.hours(4), each.hours(40)) == ("2.0 h", "20 h")
    assert each.money(4) == "$80"


def test_without_measurements_a_handover_is_assumed(workspace):
    found = cost(workspace, None, "people")
    scenario = working_copy(workspace, None).scenario
    assert found.origin.kind == "assumed"
    assert found.minutes == scenario["handover_minutes"]
    assert found.currency == scenario.currency


def test_a_misroute_of_the_router_takes_rework_as_well(workspace, measured):
    run = measured(right)
    people, router = cost(workspace, run, "people"), cost(workspace, run, "router")
    rework = working_copy(workspace, run).scenario["rework_minutes"]
    assert router.minutes == pytest.approx(people.minutes + rework)
    assert "min rework" in router.origin.note


@pytest.mark.parametrize(("timed", "kind"), [(29, "assumed"), (30, "measured")])
def test_enough_measured_triage_stands_for_a_handover(workspace, fill, timed, kind):
    fill(workspace, [ticket(k, "Billing", triage_seconds=120.0) for k in range(1, timed + 1)])
    found = cost(workspace, None, "people")
    assert found.origin.kind == kind
    if kind == "measured":
        assert found.minutes == pytest.approx(2.0)


def test_longer_handling_of_moved_tickets_is_measured_first(workspace, fill):
    moved = [
        ticket(k, "Billing", first_category="Fraud", handle_seconds=900.0 + k % 3)
        for k in range(1, 41)
    ]
    straight = [
        ticket(k, "Billing", first_category="Billing", handle_seconds=300.0 + k % 3)
        for k in range(41, 81)
    ]
    fill(workspace, moved + straight)
    found = cost(workspace, None, "people")
    assert found.minutes == pytest.approx(10.0, abs=0.05)
    assert "extra handle time, n = 40 tickets" in found.origin.note
