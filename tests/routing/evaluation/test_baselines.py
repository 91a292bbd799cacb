"""The router beside what it must beat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest

from routing.errors import EvaluationError
from routing.evaluation.baselines import also_ahead_on_texts, baselines, majority_class, people


def counted(
    actual: Sequence[str], predicted: Sequence[str], first: Sequence[str | None] = ()
) -> Counter[tuple[str, str, str | None]]:
    return Counter(zip(actual, predicted, first or [None] * len(actual), strict=True))


def test_people_are_scored_only_where_their_first_category_is_known():
    baseline = people(counted("abba", "abaa", ["b", None, "b", ""]))
    assert baseline.accuracy.n == 2
    assert baseline.accuracy.value == 0.5
    assert baseline.lead.value == 0  # right once each: the first by the router, the third by people


def test_without_first_categories_there_is_no_human_baseline():
    assert people(counted("a", "a")) is None
    assert [b.name for b in baselines(counted("a", "a"))] == ['always "a"']


def test_a_router_better_than_people_is_said_to_be():
    actual = ["a", "b"] * 200
    first = ["a", "a"] * 60 + actual[120:]
    assert people(counted(actual, actual, first)).sentence.startswith(
        "better than people by 15.0 points"
    )


def test_the_majority_class_is_the_commonest_and_ties_go_by_name():
    assert majority_class(counted("bab", "bbb")).name == 'always "b"'
    assert majority_class(counted("ba", "ab")).name == 'always "a"'


def test_no_ticket_gives_a_plain_error():
    with pytest.raises(EvaluationError, match="no ticket"):
        majority_class({})


def test_a_lead_that_rests_on_copies_of_few_texts_is_no_clear_one():
    often, once = (
        baselines({("a", "a", "b"): 60 * n, ("b", "b", "b"): 40 * n, ("a", "b", "a"): 48 * n})
        for n in (10, 1)
    )
    (_, people), (_, held) = often, also_ahead_on_texts(often, once)
    assert people.lead.is_clear
    assert (held.lead.value, held.name) == (people.lead.value, "people")
    assert not held.lead.is_clear
    assert held.lead.interval.low == once[1].lead.interval.low
    assert also_ahead_on_texts(often, ()) == often
