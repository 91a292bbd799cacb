"""The precision dial: thresholds with a guarantee, saved as the policy and applied at once."""

from __future__ import annotations

import re
from html import unescape

import pandas as pd
import pytest

from roi.inputs.volume import Volume
from routing.decision import Decision
from routing.evaluation.dial.precision_targets import PrecisionTargets
from routing.policy import Policy
from store import policies, runs, taxonomies
from tests.conftest import ticket
from ui.dial.targets import targets_of
from usecases.business_case.claim import Claim, business_case
from usecases.business_case.scenario_edits import Edit, edit
from usecases.business_case.scenarios import working_copy
from usecases.business_case.volume import answer_volume
from usecases.evaluation.evidence import evidence
from usecases.evaluation.precision_targets import saved_precision_targets
from usecases.policy.promise_offers import promise_offers


def html_of(app) -> str:
    """What stands in the parts drawn as HTML."""
    return unescape(" ".join(each.proto.body for each in app.get("html")))


@pytest.fixture
def long_run(desk, filled, fill):
    """A run over 400 labelled tickets: sure and right on 300, unsure and often wrong on 100."""
    fill(
        filled,
        [ticket(key, "Billing" if key % 2 else "Fraud", id=f"M-{key}") for key in range(1, 361)],
        sha256="more",
    )
    run = runs.start(filled, "embedded", {"router": "embedded"}, 1)
    journal = runs.RunJournal(filled, run.run_id)
    for batch in journal.pending():
        journal.write(
            [
                Policy(0.1).dispose(
                    Decision(
                        t.key, t.category if t.key <= 300 or t.key % 3 else "Billing",
                        confidence=0.9 if t.key <= 300 else 0.3, router="embedded",
                    )
                )
                for t in batch
            ]
        )  # fmt: skip
    journal.end("finished", 1.0, None)
    return filled


def test_the_dial_says_what_can_be_promised_and_what_it_is_worth(long_run, screen):
    said = html_of(screen("dial"))
    assert "95\u202f% can be promised" in said
    # Fraud is of high risk and stays by hand: only the sure half of Billing goes alone.
    assert "38\u202f% of your tickets route themselves" in said


def test_what_would_move_is_shown_before_the_thresholds_are_used(long_run, screen):
    app = screen("dial")
    app.toggle(key="dial_moves").set_value(True).run()
    moved = next(each.value for each in app.markdown if "tickets would move" in each.value)
    now = runs.summary(long_run, 1)
    app.button(key="dial_use").click().run()
    then = runs.summary(long_run, 1)
    assert moved.startswith(f"{now.auto - then.auto:,} tickets would move")


def test_used_thresholds_become_the_policy_and_the_run_follows_them(long_run, screen):
    app = screen("dial")
    app.button(key="dial_use").click().run()
    assert not app.exception
    version = policies.current(long_run)
    chosen = version.policy
    assert (chosen.thresholds, chosen.always_review) == ({}, frozenset({"Fraud"}))
    # The threshold is about calibrated confidences; the surest half, 0.9 as returned, reaches it.
    assert chosen.calibrations["embedded"].of(0.9) >= chosen.threshold
    assert (version.origin["asked"], version.origin["n"], version.origin["run_id"]) == (
        0.95,
        400,
        1,
    )
    run = runs.all_runs(long_run)[0]
    assert run.policy_id == version.policy_id
    assert runs.summary(long_run, run.run_id).auto == 150
    assert "are in force" in app.success[0].value


def test_a_precision_that_cannot_be_promised_is_answered_with_the_best_that_can(routed, screen):
    app = screen("dial")
    said = html_of(app)
    assert "95\u202f% cannot be promised yet" in said
    assert re.search(r"At \d+(\.5)?\u202f%, ", said)
    assert app.button(key="dial_use").label.startswith("Use ")
    # What cannot be had has no threshold: nothing of the kind is drawn or written.
    assert "from confidence" not in said


def test_the_route_screen_proposes_the_dial_and_then_names_the_policy(long_run, screen):
    assert any("proposal" in c.value for c in screen("route").caption)
    policies.save(
        long_run, Policy(0.9), {**PrecisionTargets(0.97).to_record(), "run_id": 1, "n": 9}
    )
    assert any("policy 1 for 97\u202f%" in c.value for c in screen("route").caption)


def test_the_dial_starts_where_the_policy_in_force_was_chosen(long_run, screen):
    policies.save(long_run, Policy(0.9), PrecisionTargets(0.9, {}, frozenset()).to_record())
    app = screen("dial")
    assert app.slider(key="dial_asked_Acme").value == 90.0
    assert any("Policy 1 is in force" in c.value for c in app.caption)
    app.button(key="dial_follow").click().run()
    assert runs.all_runs(long_run)[0].policy_id == 1


def test_turning_the_dial_redraws_the_figures(long_run, screen):
    app = screen("dial")
    app.slider(key="dial_asked_Acme").set_value(80.0).run()
    assert "80\u202f% can be promised" in html_of(app)


def test_the_dial_and_savings_say_the_same_to_the_cent_once_it_is_used(long_run, screen):
    run = runs.one(long_run, 1)
    answer_volume(long_run, run, Volume("sample", 4000.0))
    targets = saved_precision_targets(long_run, taxonomies.version(long_run, 1).taxonomy)
    scenario = working_copy(long_run, run).scenario
    offered = promise_offers(long_run, run, evidence(long_run, 1), targets, scenario).best
    app = screen("dial")
    app.button(key="dial_use").click().run()
    claim = business_case(long_run, runs.one(long_run, 1))
    assert isinstance(claim, Claim)
    assert claim.report.case.net_savings_per_year == pytest.approx(offered.net, abs=0.005)


def test_a_selection_shows_what_the_thresholds_do_to_it_and_changes_no_promise(long_run, screen):
    app = screen("dial", actual="Billing")
    said = html_of(app)
    assert "Selected, at these thresholds" in said
    # As without a selection: only the sure half of Billing goes alone.
    assert "38\u202f% of your tickets route themselves" in said
    assert any("no promise for them" in c.value for c in app.caption)


def test_wage_and_volume_entered_on_savings_move_the_dial(long_run, screen):
    answer_volume(long_run, runs.one(long_run, 1), Volume("sample", 4000.0))
    before = html_of(screen("dial"))
    edit(long_run, runs.one(long_run, 1), Edit("wage_per_hour", 60.0, 20.59))
    assert html_of(screen("dial")) != before


@pytest.fixture
def strangers(long_run, fill):
    """A hundred new tickets without a label, of which the router is not sure."""
    fill(long_run, [ticket(key, id=f"N-{key}") for key in range(1, 101)], sha256="new")
    journal = runs.RunJournal(long_run, 1)
    for batch in journal.pending():
        journal.write(
            [
                Policy(0.1).dispose(Decision(t.key, "Billing", 0.35, router="embedded"))
                for t in batch
            ]
        )
    return long_run


def test_nothing_is_promised_for_new_tickets_that_look_different(strangers, screen):
    app = screen("dial")
    assert "cannot be promised for the 100 new tickets" in html_of(app)


def test_no_screen_claims_savings_where_new_tickets_look_different(strangers, screen):
    assert "cannot be promised" in screen("savings").error[0].value
    assert "a year" not in html_of(screen("dial"))
    assert "Nothing can be claimed" in html_of(screen("overview"))


def test_thresholds_used_without_a_promise_are_called_so(strangers, screen):
    app = screen("dial")
    assert app.button(key="dial_use").label == "Use them without a promise"
    app.button(key="dial_use").click().run()
    assert "cannot be promised" in policies.current(strangers).origin["withheld"]
    assert any("without a promise" in c.value for c in screen("route").caption)


def test_labels_that_do_not_follow_the_text_promise_and_claim_nothing(desk, filled, fill, screen):
    # Right in 97 of 100 without knowing anything: always the commonest category.
    fill(
        filled,
        [ticket(k, "Fraud" if k % 33 == 0 else "Billing", id=f"M-{k}") for k in range(1, 1001)],
        sha256="more",
    )
    run = runs.start(filled, "embedded", {"router": "embedded"}, 1)
    journal = runs.RunJournal(filled, run.run_id)
    for batch in journal.pending():
        journal.write(
            [Policy(0.1).dispose(Decision(t.key, "Billing", 0.9, router="embedded")) for t in batch]
        )
    journal.end("finished", 1.0, None)
    app = screen("dial")
    app.slider(key="dial_asked_Acme").set_value(90.0).run()
    assert any("do not follow the text" in e.value for e in app.error)
    assert app.button(key="dial_use").label == "Use them without a promise"
    savings = screen("savings")
    assert any("No saving is claimed" in s.value for s in savings.header)
    assert not savings.metric
    assert any("do not follow the text" in e.value for e in screen("accuracy").error)


def test_a_category_by_hand_has_no_wish_of_its_own():
    table = pd.DataFrame(
        {
            "Category": ["A", "B", "C"], "By hand": [True, False, False],
            "Own target": [99.0, 97.5, None],
        }
    )  # fmt: skip
    assert targets_of(0.95, table) == PrecisionTargets(0.95, {"B": 0.975}, frozenset({"A"}))
