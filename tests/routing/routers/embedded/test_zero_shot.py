"""Routing by the taxonomy's own words, with the real model."""

from __future__ import annotations

from pathlib import Path

import pytest

from routing.routers.embedded import EmbeddedRouter, Embedder
from routing.routers.embedded.features import Features
from routing.routers.embedded.zero_shot import BySharedWords, phrases_of
from routing.taxonomy import Category, Taxonomy
from routing.ticket import Ticket

DESK = Taxonomy(
    (
        Category("Billing", "Invoices, charges, refunds, prices."),
        Category("Technical Support", "Errors, outages, bugs, how to set something up."),
        Category("Fraud/Security", "Phishing, stolen cards, unknown logins."),
    )
)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("You took the money twice this month!!", "Billing"),
        ("the page stays white when I click on save", "Technical Support"),
        ("somebody got into my account from abroad", "Fraud/Security"),
    ],
)
def test_tickets_find_their_category_without_a_single_label(
    model_directory: Path, text: str, expected: str
):
    router = EmbeddedRouter.fit(DESK, [], Embedder(model_directory))
    (decision,) = router.route([Ticket(1, "1", "", text)])
    assert decision.category == expected
    assert not decision.calibrated


def test_phrases_are_the_name_the_clauses_and_the_examples():
    category = Category("Card_lost", "Lost cards; stolen cards.", ("Where is my card?",))
    assert phrases_of(category) == [
        "Card lost",
        "Lost cards",
        "stolen cards",
        "Where is my card?",
    ]


def test_a_name_of_signs_only_still_has_a_phrase():
    assert phrases_of(Category("___")) == ["___"]


def test_without_a_model_shared_words_decide_and_none_leave_all_alike():
    found = BySharedWords(DESK).predict(Features(["wrong invoices", "12345"], None, None))
    assert DESK.names[found.probabilities[0].argmax()] == "Billing"
    assert found.probabilities[1] == pytest.approx([1 / 3] * 3)
    assert found.out_of_scope[1] == 1
