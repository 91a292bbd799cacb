"""A policy as plain values comes back as it was."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from routing.confidence_map import ConfidenceMap
from routing.policy import Policy
from routing.policy_record import from_record, to_record
from routing.signs import SignKind

SHARES = st.floats(0, 1)
POLICIES = st.builds(
    Policy,
    st.none() | SHARES,
    st.dictionaries(st.text(max_size=8), st.none() | SHARES, max_size=4),
    st.frozensets(st.text(max_size=8), max_size=3),
    st.frozensets(st.sampled_from(SignKind)),
    SHARES,
    calibrations=st.dictionaries(
        st.text(max_size=8), st.builds(ConfidenceMap, SHARES, SHARES, SHARES), max_size=2
    ),
    parents=st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=3),
)


@given(POLICIES)
def test_every_policy_comes_back_from_json(policy):
    assert from_record(json.loads(json.dumps(to_record(policy)))) == policy


def test_a_policy_from_before_there_were_signs_heeds_them_all():
    record = to_record(Policy(0.8))
    del record["heeds"], record["second_share"]
    assert from_record(record) == Policy(0.8)
