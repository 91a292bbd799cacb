"""A scenario of release 0.1 becomes plain values."""

from __future__ import annotations

from store.workspace_file.released_scenarios import plain_record


def test_what_was_entered_by_hand_is_told_from_what_was_measured():
    toml = """
    name = "A"
    horizon_months = 24
    [inputs]
    coverage = { value = 0.5, override = 0.7 }
    precision = { value = 0.9 }
    wage_per_hour = 30
    """
    assert plain_record({"toml": toml, "follows": "expected"}) == {
        "name": "A", "horizon_months": 24, "follows": "expected", "entered": {"coverage": 0.7},
    }  # fmt: skip


def test_a_scenario_that_follows_nothing_keeps_all_its_inputs():
    toml = 'name = "A"\n[inputs]\ncoverage = 0.5'
    assert plain_record({"toml": toml})["inputs"] == {"coverage": 0.5}


def test_plain_values_stay_as_they_are():
    assert plain_record({"tickets_per_month": 5}) == {"tickets_per_month": 5}
