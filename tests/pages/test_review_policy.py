"""The policy tab: what would move is shown first, then saved as a version of its own."""

from __future__ import annotations

import pandas as pd
import pytest

from routing.policy import ALL_SIGNS, Policy
from store import policies, runs
from ui.review.policy import policy_of


@pytest.fixture
def rules(routed, screen):
    app = screen("review", reviewer="Ana")
    app.session_state["review_tab"] = "Policy"
    return app.run()


def cards(app) -> dict[str, str]:
    return {each.label: each.value for each in app.metric}


def test_nothing_moves_before_something_is_changed(rules):
    assert cards(rules)["Go without a person"] == "24"
    assert "No ticket of this run would move." in [each.value for each in rules.markdown]


def test_a_changed_threshold_shows_what_would_move_and_changes_nothing_yet(rules, routed):
    rules.number_input[0].set_value(0.95).run()
    assert cards(rules)["Go without a person"] == "0"
    assert any(each.value.startswith("24 tickets would move") for each in rules.markdown)
    assert runs.summary(routed, 1).auto == 24
    assert policies.current(routed) is None


def test_saving_makes_a_version_and_the_run_follows_it(rules, routed):
    rules.number_input[0].set_value(0.95).run()
    rules.button(key="policy_save").click().run()
    assert runs.summary(routed, 1).auto == 0
    saved = policies.current(routed)
    assert (saved.policy.threshold, saved.origin["by"]) == (0.95, "Ana")
    assert runs.one(routed, 1).policy_id == saved.policy_id
    assert any("Policy 1 is in force" in each.value for each in rules.success)
    assert [version.policy_id for version, _ in policies.history(routed)] == [1]


@pytest.mark.parametrize("kind", sorted(ALL_SIGNS))
def test_each_sign_can_be_switched_off(rules, routed, kind):
    rules.checkbox(key=f"policy_{kind.name}_{routed.name}_0").uncheck().run()
    rules.button(key="policy_save").click().run()
    assert policies.current(routed).policy.heeds == ALL_SIGNS - {kind}


def test_with_the_switch_off_nothing_goes_alone(rules, routed):
    rules.toggle(key=f"policy_alone_{routed.name}_0").set_value(False).run()
    assert cards(rules)["Go without a person"] == "0"


def test_the_dial_keeps_the_signs_that_were_chosen_by_hand(routed):
    policies.save(routed, Policy(0.5, heeds=frozenset()), {})
    assert policies.with_signs(routed, Policy(0.9)) == Policy(0.9, heeds=frozenset())


def test_a_filled_in_table_becomes_the_policy():
    table = pd.DataFrame(
        {"Category": ["A", "B", "C", "D"], "By hand": [False, True, True, False],
         "Threshold": [0.9, None, 0.4, None]},
    )  # fmt: skip
    start = Policy(0.7, {"C": None, "Z": 0.2}, frozenset({"D"}))
    made = policy_of(start, table)
    assert made.thresholds == {"Z": 0.2, "A": 0.9, "C": None}
    assert made.always_review == {"B"}
