"""Slices lose no ticket and stand in a sensible order."""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from routing.evaluation.slices import length_of, month_of, slices

VALUES = st.lists(st.tuples(st.sampled_from(["web", "mail", "", None]), st.booleans()))


@given(VALUES)
def test_every_ticket_is_in_exactly_one_slice(rows: list[tuple[str | None, bool]]):
    parts = slices("channel", [value for value, _ in rows], [right for _, right in rows])
    assert sum(part.n for part in parts) == len(rows)
    assert len({part.value for part in parts}) == len(parts)


def test_lengths_stand_from_short_to_long():
    texts = ["x" * n for n in (5000, 2000, 50, 150, 999)]
    parts = slices("length", [length_of(text) for text in texts], [True] * 5)
    assert [part.value for part in parts] == [
        "under 100 characters",
        "100 to 299 characters",
        "300 to 999 characters",
        "1,000 to 2,999 characters",
        "3,000 characters or more",
    ]


def test_months_stand_in_time_and_missing_ones_last():
    months = [month_of(m) for m in (None, datetime(2026, 2, 1), datetime(2025, 12, 31))]  # noqa: DTZ001
    parts = slices("month", months, [True] * 3)
    assert [part.value for part in parts] == ["2025-12", "2026-02", "not known"]


def test_a_small_slice_says_so():
    parts = slices("channel", ["web"] * 30 + ["fax"] * 3, [True] * 33)
    assert {part.value: part.is_large_enough for part in parts} == {"fax": False, "web": True}
