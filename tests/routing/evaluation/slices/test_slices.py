"""Slices lose no ticket and stand in a sensible order."""

from hypothesis import given
from hypothesis import strategies as st

from routing.evaluation.slices.slices import LENGTH_LABELS, NOT_KNOWN, slices

COUNTS = st.dictionaries(
    st.sampled_from(["web", "mail", "", None, NOT_KNOWN]),
    st.integers(1, 50).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))),
)


@given(COUNTS)
def test_every_ticket_is_in_exactly_one_slice(counts):
    parts = slices("channel", counts)
    assert sum(part.n for part in parts) == sum(n for n, _ in counts.values())
    assert len({part.value for part in parts}) == len(parts)


def test_lengths_stand_from_short_to_long():
    parts = slices("length", dict.fromkeys(reversed(LENGTH_LABELS), (1, 1)))
    assert [part.value for part in parts] == [
        "under 100 characters",
        "100 to 299 characters",
        "300 to 999 characters",
        "1,000 to 2,999 characters",
        "3,000 characters or more",
    ]


def test_months_stand_in_time_and_missing_ones_last():
    parts = slices("month", {None: (1, 1), "2026-02": (1, 1), "2025-12": (1, 0)})
    assert [part.value for part in parts] == ["2025-12", "2026-02", "not known"]


def test_a_small_slice_says_so():
    parts = slices("channel", {"web": (30, 30), "fax": (3, 3)})
    assert {part.value: part.is_large_enough for part in parts} == {"fax": False, "web": True}
