"""What a cause accounts for raises no alarm of its own; what is left over does."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from routing.evaluation.drift.alarm import Kind
from routing.evaluation.drift.causes import BY_EXPLANATORY_POWER, RECENT, Cause, is_more_telling
from routing.evaluation.drift.memory import Past
from routing.evaluation.drift.review_facts import About, ReviewFact
from routing.evaluation.drift.reviewed import Reviewed
from routing.evaluation.drift.ticket_facts import Fact
from routing.evaluation.drift.traits import Traits

REFUND = Fact(Kind.CATEGORY_SHARE, ("Refund",), "category", 1, 1e-4, equal=True)
GERMAN = Fact(Kind.LANGUAGE, ("German",), "language", 1, 1e-4, equal=True)
SURE = Fact(Kind.CONFIDENCE, ("lower",), "confidence", 0.5, 1e-4)
LIMIT = 1e4


def traits(category: np.ndarray, language: np.ndarray | None = None) -> Traits:
    """Tickets of these categories and languages, alike in all else."""
    n = len(category)
    zero, no, one = np.zeros(n, np.int64), np.zeros(n, dtype=bool), np.ones(n)
    spoken = zero if language is None else language
    return Traits(np.arange(n), one, zero, np.arange(n), zero, category, spoken, no, no, one, one,
                  one, 0 * one)  # fmt: skip


def past(found: Traits) -> Past:
    return Past(found, np.arange(len(found)))


BASE = traits((np.arange(1_000) % 20 == 0).astype(np.int64))
# Half of the tickets are German now, and all of these are taken for refunds.
NOW = np.arange(400) % 2
MOVED = past(traits(NOW, NOW))


def test_refunds_that_are_all_german_are_explained_by_the_language():
    cause = Cause(Kind.LANGUAGE, 0, (GERMAN,))
    assert cause.explains(REFUND, 0, MOVED, BASE, LIMIT)


def test_refunds_that_grow_among_the_other_tickets_as_well_are_not():
    third = (np.arange(400) % 3 == 0).astype(np.int64)
    cause = Cause(Kind.LANGUAGE, 0, (GERMAN,))
    assert not cause.explains(REFUND, 0, past(traits(third, NOW)), BASE, LIMIT)


def test_a_cause_without_tickets_explains_none():
    assert not Cause(Kind.NEW_TOPIC, 0).explains(REFUND, 0, MOVED, BASE, LIMIT)


def test_single_tickets_are_accounted_for_by_their_places():
    cause = Cause(Kind.NEW_TOPIC, 0, rows=np.flatnonzero(NOW))
    assert cause.explains(REFUND, 0, MOVED, BASE, LIMIT)
    assert not cause.tickets(MOVED.traits).any()
    assert cause.tickets(MOVED.traits, MOVED.row).sum() == 200


@pytest.mark.parametrize("kind", [Kind.MODEL, Kind.CONFIDENCE, Kind.CANARY])
def test_another_router_explains_what_it_decides_while_it_is_new(kind: Kind):
    cause = Cause(kind, 100)
    assert cause.explains(REFUND, 100 + RECENT, MOVED, BASE, LIMIT)
    assert not cause.explains(REFUND, 101 + RECENT, MOVED, BASE, LIMIT)
    assert not cause.explains(GERMAN, 100, MOVED, BASE, LIMIT)


def test_confidence_is_alarmed_once_at_a_time_whenever_it_began():
    assert Cause(Kind.CONFIDENCE, 0).explains(SURE, 99_999, MOVED, BASE, LIMIT)


def test_a_new_topic_belongs_to_the_cause_that_most_of_its_tickets_belong_to():
    cause = Cause(Kind.LANGUAGE, 0, (GERMAN,))
    assert cause.explains_topic(MOVED.only(NOW == 1), unsure=False)
    assert not cause.explains_topic(MOVED, unsure=False)


def test_a_topic_is_the_routers_doing_only_where_the_router_was_unsure():
    assert Cause(Kind.MODEL, 0).explains_topic(MOVED, unsure=True)
    assert not Cause(Kind.MODEL, 0).explains_topic(MOVED, unsure=False)


def test_categories_that_moved_explain_the_topics_of_that_time():
    near, far = Cause(Kind.CATEGORY_SHARE, 0), Cause(Kind.CATEGORY_SHARE, 5_000)
    assert near.explains_topic(MOVED, unsure=False)
    assert not far.explains_topic(MOVED, unsure=False)


def reviewed(category: np.ndarray, actual: np.ndarray) -> Reviewed:
    """Reviews of known labels 0 to 3, of which the last is `Unknown`."""
    n = len(actual)
    return Reviewed(
        traits(category), actual, np.arange(n), np.ones(n, dtype=bool), ("a", "b", "c", "?"), 4, 3
    )


ALL = ReviewFact(Kind.ACCURACY, About.ALL, (), 1e-4)
# Everything of category 0 is of category 1 in truth; category 2 is right.
WRONG = reviewed(np.arange(200) % 2 * 2, np.where(np.arange(200) % 2, 2, 1))


def test_mistakes_in_one_category_explain_those_of_all():
    assert Cause(Kind.ACCURACY_CATEGORY, 0, codes=(0,)).explains_review(ALL, WRONG, 0.05)
    assert not Cause(Kind.ACCURACY_CATEGORY, 0, codes=(2,)).explains_review(ALL, WRONG, 0.05)


def test_a_fall_of_all_accuracy_accounts_for_every_review():
    assert Cause(Kind.ACCURACY, 0).reviews(WRONG).all()
    assert Cause(Kind.PROMISE, 0).reviews(WRONG).all()


def test_a_split_category_accounts_for_labels_that_are_new_and_for_unknown_ones():
    strange = reviewed(np.zeros(3, np.int64), np.array([0, 3, 4]))
    assert Cause(Kind.CATEGORY_SPLIT, 0).reviews(strange).tolist() == [False, True, True]
    assert not Cause(Kind.LENGTH, 0).reviews(strange).any()


def test_kinds_are_ordered_by_how_much_they_tell():
    assert all(is_more_telling(*pair) for pair in pairwise(BY_EXPLANATORY_POWER))
    assert not is_more_telling(Kind.LANGUAGE, Kind.LANGUAGE)
    assert not is_more_telling(Kind.PROMISE, Kind.LANGUAGE)
