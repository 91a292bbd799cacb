"""Hold-out and shadow: who goes to people as before, whatever the router says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.decision import Decision, Disposition, ReviewKind
from routing.errors import EvaluationError
from routing.policy import Policy
from routing.policy_record import from_record, to_record
from routing.rollout import Rollout
from routing.routers.cascade import CascadePolicy


def sure(ticket: str) -> Decision:
    return Decision(1, "Billing", 0.99, "embedded", ticket_id=ticket)


@given(st.text(min_size=1), st.floats(0, 0.2), st.floats(0, 0.2), st.text())
def test_a_larger_share_holds_the_smaller_and_a_ticket_always_draws_the_same(
    ticket: str, one: float, other: float, lot: str
):
    few, many = sorted((one, other))
    if Rollout(few, lot).holds_out(ticket):
        assert Rollout(many, lot).holds_out(ticket)


def test_another_lot_draws_others():
    ids = [str(i) for i in range(2_000)]
    draws = [{i for i in ids if Rollout(0.1, lot).holds_out(i)} for lot in ("a", "b")]
    assert all(150 < len(drawn) < 250 for drawn in draws)
    assert len(draws[0] & draws[1]) < 50


def test_a_ticket_that_was_drawn_goes_to_people_however_sure_the_router_is():
    policy = Policy(0.5, rollout=Rollout(0.2, "lot"))
    kinds = {policy.dispose(sure(str(i))).review_kind for i in range(100)}
    assert kinds == {None, ReviewKind.HOLD_OUT}


def test_in_the_shadow_nothing_is_applied_and_it_is_told_what_would_have_been():
    policy = Policy(0.5, rollout=Rollout(shadow=True))
    found = policy.dispose(sure("7"))
    assert (found.disposition, found.review_kind) == (Disposition.REVIEW, ReviewKind.SHADOW)
    unsure = policy.dispose(Decision(1, "Billing", 0.3, "embedded", ticket_id="7"))
    assert unsure.review_kind is ReviewKind.UNSURE


def test_a_cascade_obeys_as_well():
    policy = CascadePolicy("embedded", Policy(0.5), Policy(0.9), Rollout(shadow=True))
    assert policy.dispose(sure("7")).review_kind is ReviewKind.SHADOW


def test_a_policy_keeps_it_and_one_without_has_the_record_of_before():
    policy = Policy(0.5, rollout=Rollout(0.05, "lot", shadow=True))
    assert from_record(to_record(policy)) == policy
    assert "rollout" not in to_record(Policy(0.5))


@pytest.mark.parametrize("share", [-0.01, 0.21])
def test_more_than_a_fifth_is_not_possible(share: float):
    with pytest.raises(EvaluationError, match="between 0 % and 20%"):
        Rollout(share)
