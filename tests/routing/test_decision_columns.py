"""Decisions in columns are the decisions."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from routing.decision import Alternative, Decision, Disposition, ReviewKind
from routing.decision_columns import SCHEMA, from_table, to_table
from routing.signs.sign import Sign, SignKind

texts = st.text(st.characters(codec="utf-8"), max_size=8)
shares = st.floats(0, 1)
decisions = st.builds(
    Decision,
    ticket_key=st.integers(0, 2**40),
    category=texts,
    confidence=shares,
    router=texts,
    alternatives=st.lists(st.builds(Alternative, texts, shares), max_size=3).map(tuple),
    reason=texts,
    calibrated=st.booleans(),
    input_tokens=st.integers(0, 9),
    cost_usd=shares,
    latency_seconds=shares,
    error=st.none() | texts,
    disposition=st.sampled_from(Disposition),
    review_reason=st.none() | texts,
    review_kind=st.none() | st.sampled_from(ReviewKind),
    signs=st.lists(st.builds(Sign, st.sampled_from(SignKind), texts), max_size=2).map(tuple),
    ticket_id=texts,
    parent=st.none() | st.builds(Alternative, texts, shares),
    problems=st.lists(st.builds(Alternative, texts, shares), max_size=2).map(tuple),
)


@given(st.lists(decisions, max_size=5))
def test_what_went_into_columns_comes_out_again(made: list[Decision]):
    table = to_table(made)
    assert table.schema == SCHEMA
    keys, ids = [each.ticket_key for each in made], [each.ticket_id for each in made]
    assert from_table(table, keys, ids) == made
