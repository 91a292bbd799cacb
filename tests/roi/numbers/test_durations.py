"""Times as people say them: no unit ever counts to where the next one begins."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roi.numbers.durations import ago, duration


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0 s"), (89, "89 s"), (90, "2 min"), (3569, "59 min"), (3571, "1 h 0 min"),
     (7200, "2 h 0 min")],
)  # fmt: skip
def test_a_wait_is_said_in_the_unit_that_fits(seconds, said):
    assert duration(seconds) == said


@given(st.floats(90, 1e6))
def test_minutes_beside_hours_are_under_sixty(seconds):
    found = re.fullmatch(r"(?:([\d,]+) h )?(\d+) min", duration(seconds))
    assert found
    assert int(found[2]) < 60


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(9.9, "just now"), (10, "10 s ago"), (59, "59 s ago"), (60, "1 min ago"), (3599, "59 min ago"),
     (3600, "1 h ago"), (1e6, "277 h ago")],
)  # fmt: skip
def test_the_past_is_rounded_down(seconds, said):
    assert ago(seconds) == said
