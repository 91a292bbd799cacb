"""Marks of an axis enclose what is drawn, and are few and even."""

from hypothesis import given
from hypothesis import strategies as st

from roi.numbers import month_ticks, ticks


@given(st.lists(st.floats(-1e9, 1e9), min_size=1))
def test_marks_enclose_all_values_and_zero(values: list[float]):
    marks = ticks(values)
    assert marks[0] <= min(0.0, *values)
    assert marks[-1] >= max(0.0, *values)
    assert len(marks) <= 9


@given(st.integers(1, 120))
def test_months_begin_at_the_start(horizon: int):
    assert month_ticks(horizon)[0] == 0
    assert len(month_ticks(horizon)) <= 12
