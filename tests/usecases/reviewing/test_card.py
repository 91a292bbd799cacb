"""What the browser is told of a ticket: everything, or the text alone where it is decided blind."""

from __future__ import annotations

import json

import pytest

from routing.decision import Alternative
from store.reviewing.reviews import Basis, Verdict
from tests.conftest import ticket
from usecases.reviewing.answer import Answer
from usecases.reviewing.card import Card, Suggestion

FULL = Card(
    ticket(7, subject="<b>Hi</b>", body="Charged twice"),
    (Suggestion("Zebra", 0.81), Suggestion("Yak", 0.1), Suggestion("Xerus"), Suggestion("Wolf")),
    why="not sure enough", label="UNSURE", reason="words like zebra", run_id=3,
    suggested=Alternative("Zebra", 0.81),
)  # fmt: skip


def test_the_three_likeliest_categories_come_along_with_their_confidence():
    told = FULL.for_browser()
    assert [each["category"] for each in told["suggestions"]] == ["Zebra", "Yak", "Xerus"]
    assert (told["why"], told["subject"]) == ("Not sure enough.", "<b>Hi</b>")


@pytest.mark.parametrize("basis", [Basis.BLIND, Basis.GUIDED])
def test_of_a_ticket_decided_blind_nothing_that_a_router_says_reaches_the_browser(basis):
    hidden = Card(FULL.ticket, FULL.suggestions, FULL.why, FULL.label, FULL.reason, basis=basis)
    told = json.dumps(hidden.for_browser()).lower()
    assert "charged twice" in told
    for word in ("zebra", "yak", "0.81", "unsure", "not sure"):
        assert word not in told


def test_the_review_says_what_was_suggested():
    review = FULL.review(Answer("a", 7, Verdict.CHOSEN, "Yak", seconds=4.0), "Ana")
    assert (review.category, review.suggested, review.confidence) == ("Yak", "Zebra", 0.81)
    assert (review.run_id, review.basis, review.seconds) == (3, "shown", 4.0)
