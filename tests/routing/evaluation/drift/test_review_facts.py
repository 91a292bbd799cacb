"""Facts about reviews: mistakes of a category, swapped labels and new ones gather evidence."""

from __future__ import annotations

import numpy as np
import pytest

from routing.evaluation.drift.alarm import Kind
from routing.evaluation.drift.review_facts import About, ReviewFact, ReviewFacts
from routing.evaluation.drift.reviewed import Reviewed
from routing.evaluation.drift.traits import Reader
from tests.routing.evaluation.drift.conftest import CATEGORIES, Desk

BILLING, FRAUD, LOGIN = range(3)


@pytest.fixture
def facts(desk: Desk) -> ReviewFacts:
    """The facts of a reference with five mistakes in a hundred."""
    tickets = desk.tickets(2_000)
    reader = Reader.of(tickets, CATEGORIES)
    seen = Reviewed.of(reader.read(tickets), desk.reviews(tickets, 1.0), reader)
    return ReviewFacts(seen, len(reader.categories), error=0.01)


def kinds(facts: ReviewFacts, predicted: int, actual: int, reviews: int = 60) -> set[Kind]:
    """The kinds of facts that are enough after so many equal reviews among right ones."""
    found: set[Kind] = set()
    for _ in range(reviews):
        found |= {facts.facts[each].kind for each in facts.see(predicted, actual)}
        facts.see(LOGIN, LOGIN)
    return found


def test_right_decisions_are_evidence_of_nothing(facts):
    assert kinds(facts, BILLING, BILLING, 500) == set()


def test_mistakes_of_a_category_name_it(facts):
    assert Kind.ACCURACY_CATEGORY in kinds(facts, BILLING, FRAUD)


def test_two_categories_that_changed_their_names_are_a_swap(facts):
    found: set[Kind] = set()
    for _ in range(60):
        for pair in ((BILLING, FRAUD), (FRAUD, BILLING)):
            found |= {facts.facts[each].kind for each in facts.see(*pair)}
    assert Kind.LABEL_SWAP in found


def test_labels_that_the_reference_did_not_know_speak_of_a_split(facts):
    assert Kind.CATEGORY_SPLIT in kinds(facts, BILLING, 99)


def test_each_fact_applies_to_its_own_reviews(desk: Desk):
    tickets = desk.tickets(50)
    reader = Reader.of(tickets, CATEGORIES)
    seen = Reviewed.of(reader.read(tickets), desk.reviews(tickets, 1.0, wrong=0.5), reader)
    decided = ReviewFact(Kind.ACCURACY_CATEGORY, About.PREDICTED, (BILLING,), 0.1)
    pair = ReviewFact(Kind.LABEL_SWAP, About.PAIR, (BILLING, FRAUD), 0.1)
    everything = ReviewFact(Kind.ACCURACY, About.ALL, (), 0.1)
    assert np.array_equal(decided.applies(seen), seen.traits.category == BILLING)
    assert everything.applies(seen).all()
    assert np.array_equal(everything.true(seen), seen.wrong)
    assert set(seen.actual[pair.true(seen)].tolist()) <= {BILLING, FRAUD}
