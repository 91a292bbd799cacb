"""What a run has shown, as the business case takes it."""

from __future__ import annotations

import math

from routing.policy import Policy
from store import policies
from tests.usecases.conftest import mostly_right
from usecases.business_case.run_evidence import run_evidence


def test_without_a_labelled_ticket_routed_alone_there_is_none(workspace, measured):
    run = measured(lambda _key: ("Billing", 0.1), tickets=20)
    assert run_evidence(workspace, run.run_id) is None


def test_figures_are_those_of_the_run(workspace, measured):
    run = measured(mostly_right)
    found = run_evidence(workspace, run.run_id, "Refused.")
    assert (found.checked, found.routed_alone, found.right) == (200, 180, 180)
    assert found.low < 1 == found.high
    assert (found.run, found.router, found.refusal) == ("run 1", "embedded", "Refused.")
    assert found.fingerprint == run.fingerprint[:8]


def test_where_no_dial_vouched_the_exact_one_sided_bound_is_promised(workspace, measured):
    """All 180 right: the bound p solves p to the power of 180 = 5 %."""
    found = run_evidence(workspace, measured(mostly_right).run_id)
    assert found.promised == math.floor(100 * 0.05 ** (1 / 180)) / 100
    assert found.asked == 0.95


def test_at_least_what_a_dial_vouched_for_is_promised_unless_it_was_withheld(workspace, measured):
    run = measured(mostly_right)
    vouched = policies.save(workspace, Policy(0.5), {"asked": 0.9})
    policies.apply(workspace, run.run_id, vouched)
    found = run_evidence(workspace, run.run_id)
    assert found.asked == 0.9 <= found.promised
    withheld = policies.save(workspace, Policy(0.5), {"asked": 0.999, "withheld": "Too new."})
    policies.apply(workspace, run.run_id, withheld)
    found = run_evidence(workspace, run.run_id)
    assert (found.asked, found.promised) == (0.999, None)
