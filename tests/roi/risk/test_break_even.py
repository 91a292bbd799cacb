"""What must be true: at the value that is named, the case just pays, and on its other side not."""

from __future__ import annotations

import numpy as np
import pytest

from roi.inputs.values import Values
from roi.risk.break_even import npv_at, required

START = Values.default()


@pytest.mark.parametrize("key", ["tickets_per_month", "manual_seconds", "wage_per_hour"])
def test_more_of_what_saves_pays_at_least_from_a_value_on(key):
    found = required(START, key)
    assert found.side == "at least"
    below, at, above = npv_at(START, key, found.value * np.array([0.99, 1.0, 1.01]))
    assert below < 0 < above
    assert at == pytest.approx(0, abs=0.5)


@pytest.mark.parametrize("key", ["platform_cost_per_month", "implementation_cost"])
def test_more_of_what_costs_pays_at_most_up_to_a_value(key):
    found = required(START, key)
    assert found.side == "at most"
    below, above = npv_at(START, key, found.value * np.array([0.99, 1.01]))
    assert above < 0 < below


def test_what_nothing_depends_on_pays_always():
    assert required(START, "salary_per_year").side == "always"


def test_a_desk_without_tickets_pays_at_no_wage():
    found = required(START.but(tickets_per_month=0), "wage_per_hour")
    assert (found.side, found.value) == ("never", None)
