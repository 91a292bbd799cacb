"""Scenarios are kept as plain values, and come back as they were saved."""

from __future__ import annotations

import json

import pytest

from store import scenarios

WHOLE = {
    "name": "Board", "currency": "EUR", "horizon_months": 36, "seed": 1,
    "inputs": {"coverage": {"value": 0.6, "low": 0.5, "high": 0.7, "n": 900, "source": "run 3"}},
}  # fmt: skip
FOLLOWING = {"name": "", "follows": "expected", "entered": {"wage_per_hour": 21.0}}


@pytest.mark.parametrize("record", [WHOLE, FOLLOWING, {"follows": "expected", "entered": {}}, {}])
def test_a_record_comes_back_as_it_was(workspace, record):
    scenarios.save(workspace, "one", record)
    assert scenarios.load(workspace, "one") == record
    scenarios.delete(workspace, "one")
    assert scenarios.load(workspace, "one") is None


def test_values_can_be_asked_for_in_sql(workspace):
    scenarios.save(workspace, "one", FOLLOWING)
    with workspace.reading() as cursor:
        cursor.execute("SELECT follows, entered FROM scenarios")
        follows, entered = cursor.fetchall()[0]
    assert (follows, json.loads(entered)) == ("expected", {"wage_per_hour": 21.0})
