"""A category follows from the text, a priority does not."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from routing.intake.columns.association import association
from tests.routing.intake.made_exports import Desk, made_rows

ROWS = made_rows(Desk({}, rows=200), seed=5)
TEXTS = [row["body"] for row in ROWS]


def test_a_category_is_told_from_the_text_and_chance_is_not():
    assert (association(TEXTS, [row["category"] for row in ROWS]) or 0) > 0.8
    for other in ("priority", "state", "agent", "flag"):
        assert (association(TEXTS, [row[other] for row in ROWS]) or 0) < 0.25


def test_few_rows_prove_nothing():
    assert association(TEXTS[:39], ["a"] * 39) is None


@settings(max_examples=25)
@given(st.lists(st.tuples(st.text(max_size=8), st.sampled_from("abc")), min_size=40, max_size=60))
def test_the_figure_is_a_share(rows: list[tuple[str, str]]):
    found = association([text for text, _ in rows], [label for _, label in rows])
    assert found is None or 0 <= found <= 1


def test_random_labels_are_rarely_told():
    rng = random.Random(1)
    shares = [association(TEXTS, [rng.choice("abcd") for _ in TEXTS]) or 0.0 for _ in range(20)]
    assert max(shares) < 0.3
