"""The Review screen: the next tickets are held in the browser, and nobody reviews without a name.

What an answer does is tested with the use case (`tests/usecases/reviewing`), the keys in a browser.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from store import settings
from store.reviewing import locks, reviews
from store.reviewing.reviews import Basis, Review, Verdict
from usecases.reviewing.session import HELD


@pytest.fixture
def board(routed, screen):
    """The screen with a name typed in: sixteen tickets of Fraud wait, all of high risk."""
    return screen("review", reviewer="Ana")


def told(app) -> dict[str, Any]:
    """What the browser is told of the tickets held for it."""
    (card,) = [each for each in app.get("bidi_component") if "review_card" in each.proto.id]
    found: dict[str, Any] = json.loads(card.proto.json)
    return found


def shown(app) -> int | None:
    """The key of the ticket on screen."""
    return next((card["key"] for card in told(app)["cards"]), None)


def newest(workspace):
    return reviews.last_of(workspace, "Ana")


def test_nobody_reviews_without_a_name(routed, screen):
    app = screen("review")
    assert "Who reviews?" in [each.value for each in app.header]
    app.text_input(key="reviewer").set_value("Ana").run()
    assert shown(app) == 2


def test_a_link_names_no_reviewer(routed, screen):
    app = screen("review")
    app.query_params["reviewer"] = "Eve"
    app.run()
    assert "Who reviews?" in [each.value for each in app.header]


def test_the_ticket_comes_with_its_suggestions_and_what_the_categories_mean(board):
    found = told(board)
    assert [each["category"] for each in found["cards"][0]["suggestions"]] == ["Fraud"]
    assert [each["name"] for each in found["categories"]] == ["Billing", "Fraud", "Unknown"]
    assert found["categories"][1]["description"] == "Danger"
    assert "16 left" in found["status"]
    assert len(found["cards"]) == HELD


def test_filters_narrow_what_is_offered(routed, screen):
    app = screen("review", reviewer="Ana", why="Language")
    assert "Nothing is left to review." in [each.value for each in app.header]
    app.selectbox(key="why").select("BY_HAND").run()
    assert shown(app) == 2
    app.selectbox(key="suggested").select("Billing").run()
    assert shown(app) is None
    app.selectbox(key="suggested").set_value(None).run()
    app.toggle(key="unplaced").set_value(True).run()
    assert shown(app) is None


def test_the_order_can_be_changed(routed, screen):
    app = screen("review", reviewer="Ana", order="Surest first")
    assert app.selectbox(key="order").value == "sure"
    assert not app.exception


def test_what_was_sent_by_hand_says_who_asked_and_comes_first(routed, screen):
    reviews.send(routed, [1], "Ben", note="is this Fraud? [x](http://h)")
    app = screen("review", reviewer="Ana")
    assert shown(app) == 1
    assert "Ben asked for it" in told(app)["cards"][0]["why"]


def test_two_tabs_have_two_tickets(routed, screen):
    one, other = screen("review", reviewer="Ana"), screen("review", reviewer="Ben")
    assert shown(one) != shown(other)
    one.run()
    assert "Ben at work, too" in told(one)["status"]
    assert locks.others(routed, locks.Holder("x", "y")) == ["Ana", "Ben"]


def test_a_ticket_whose_import_was_taken_back_leaves_the_screen(board, routed):
    gone = shown(board)
    with routed.writing() as cursor:
        cursor.execute("DELETE FROM tickets WHERE ticket_key = ?", [gone])
    board.run()
    assert not board.exception
    assert shown(board) != gone


def test_reviews_leave_accuracy_as_it_is_and_blind_looks_stand_beside_it(routed, screen):
    accuracy = screen("accuracy")
    before = {each.label: each.value for each in accuracy.metric}
    for key in (34, 36, 38, 40):
        reviews.record(routed, Review(key, "Ana", Verdict.CHOSEN, "Billing"))
    accuracy.run()
    assert {each.label: each.value for each in accuracy.metric} == before
    for key in range(1, 31):
        look = Review(key, "Ben", Verdict.CHOSEN, "Billing", basis=Basis.BLIND, chance=0.5)
        reviews.record(routed, look)
    accuracy.run()
    after = {each.label: each.value for each in accuracy.metric}
    assert before.items() <= after.items()
    assert "%" in after["Right by blind looks"]
    assert after["People say what the export says"] == "50.0\u202f%"


def test_nothing_that_a_router_says_of_a_drawn_ticket_reaches_the_browser(routed, screen):
    settings.BLIND_LOOKS.set(routed, 1.0)
    app = screen("review", reviewer="Ana")
    found = told(app)
    assert [card["blind"] for card in found["cards"]] == [True] * HELD
    for card in found["cards"]:
        assert (card["suggestions"], card["why"], card["reason"], card["label"]) == ([], "", "", "")
    assert found["nearest"] == {}
