"""What a changed policy would do: counted before anything is saved."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from routing.decision import Decision, Disposition
from routing.policy import Policy
from routing.policy_change import moves
from routing.signs import Sign, SignKind

decisions = st.lists(
    st.builds(
        Decision,
        ticket_key=st.integers(1, 9),
        category=st.sampled_from(["A", "B", "Unknown"]),
        confidence=st.floats(0, 1),
        router=st.just("fake"),
        error=st.sampled_from([None, None, "it failed"]),
        signs=st.sampled_from([(), (Sign(SignKind.HIDDEN, "HTML comments"),)]),
    ),
    max_size=30,
)
policies = st.builds(
    Policy, st.floats(0, 1) | st.none(), st.just({}), st.sampled_from([frozenset(), frozenset("A")])
)


@given(decisions, policies, policies)
def test_what_is_foretold_is_what_happens(given, before, after):
    now = [before.dispose(each) for each in given]
    then = [after.dispose(each) for each in now]
    found = moves(now, after)
    for disposition in Disposition:
        counts = [sum(d.disposition is disposition for d in side) for side in (now, then)]
        assert found.of(disposition) == tuple(counts)
    pairs = zip(now, then, strict=True)
    assert found.moved == sum(a.disposition is not b.disposition for a, b in pairs)
    for kind, (_, wanted) in found.by_reason.items():
        assert wanted == sum(d.review_kind is kind for d in then)


@given(decisions, policies)
def test_the_same_policy_moves_nothing(given, policy):
    assert moves([policy.dispose(each) for each in given], policy).moved == 0
