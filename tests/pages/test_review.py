"""The Review screen: every verdict on a button, the next ticket at once, nothing decided twice."""

from __future__ import annotations

import pytest

from routing.decision import Decision
from routing.policy import Policy
from routing.taxonomy import Category, Taxonomy
from store import review_locks, reviews, runs, settings, taxonomies, tickets
from store.reviews import Basis, Review, Verdict


@pytest.fixture
def board(routed, screen):
    """The screen with a name typed in: sixteen tickets of Fraud wait, all of high risk."""
    return screen("review", reviewer="Ana")


def shown(app) -> int:
    """The key of the ticket on screen."""
    return next(int(b.key.rsplit("_", 1)[1]) for b in app.button if b.key.startswith("choose_0"))


def newest(workspace):
    return reviews.last_of(workspace, "Ana")


def press(app, start: str):
    return next(b for b in app.button if b.key.startswith(start)).click().run()


def test_nobody_reviews_without_a_name(routed, screen):
    app = screen("review")
    assert "Who reviews?" in [each.value for each in app.header]
    app.text_input(key="reviewer").set_value("Ana").run()
    assert shown(app) == 2


def test_a_click_on_a_category_records_it_and_shows_the_next_ticket(board, routed):
    first = shown(board)
    assert not press(board, "choose_0").exception
    review = newest(routed)
    assert (review.ticket_key, review.verdict, review.category) == (first, "chosen", "Fraud")
    assert (review.origin, review.run_id, review.suggested) == ("queue", 1, "Fraud")
    assert 0 <= review.seconds < 180
    assert shown(board) != first
    assert "**1** done today · **15** left" in board.markdown[0].value


def test_undo_brings_the_ticket_back(board, routed):
    first = shown(board)
    press(board, "choose_0")
    press(board, "undo_")
    assert shown(board) == first
    assert tickets.one(routed, first).category == "Fraud"
    assert newest(routed) is None


def test_skip_shows_another_ticket_and_decides_nothing(board, routed):
    first = shown(board)
    press(board, "skip_")
    assert shown(board) != first
    assert newest(routed).verdict == Verdict.SKIPPED


def test_any_other_category_and_unknown_can_be_chosen(board, routed):
    press(board, "other_")
    labels = [b.label for b in board.button if b.key.startswith("any_")]
    assert labels == ["Billing", "Unknown"]
    press(board, "any_5")
    assert newest(routed).category == "Unknown"


def test_many_categories_come_as_a_list(filled, screen):
    wide = Taxonomy(tuple(Category(f"Category {n}", "d") for n in range(40)))
    version = taxonomies.save(filled, wide, "the tests")
    run = runs.start(filled, "embedded", {"router": "embedded"}, version.taxonomy_id)
    answer = Decision(1, "Category 1", 0.4, "embedded")
    runs.RunJournal(filled, run.run_id).write([Policy(0.9).dispose(answer)])
    app = screen("review", reviewer="Ana")
    press(app, "other_")
    assert next(b for b in app.button if b.key == "listed_1").disabled
    app.selectbox(key="list_1").select("Category 39").run()
    press(app, "listed_")
    assert newest(filled).category == "Category 39"


def test_two_problems_are_recorded_with_the_main_one_first(board, routed):
    press(board, "split_")
    record = next(b for b in board.button if b.key.startswith("split_both"))
    assert record.disabled
    board.selectbox(key=f"part_1_{shown(board)}").select("Billing").run()
    press(board, "split_both")
    review = newest(routed)
    assert (review.verdict, review.category, review.second_category) == (
        "split", "Fraud", "Billing",
    )  # fmt: skip


def test_a_note_stands_by_itself_and_goes_with_a_decision(board, routed):
    first = shown(board)
    press(board, "note_")
    board.text_area(key=f"words_{first}").set_value("odd address").run()
    press(board, "noted_")
    assert (shown(board), newest(routed).note) == (first, "odd address")
    press(board, "note_")
    board.text_area(key=f"words_{first}").set_value("sure now").run()
    press(board, "choose_0")
    assert (newest(routed).verdict, newest(routed).note) == ("chosen", "sure now")


def test_a_ticket_that_another_has_taken_over_is_not_decided_twice(board, routed):
    key = shown(board)
    routed.execute("review_locks.release", {"session": board.session_state["review_session"]})
    reviews.record(routed, Review(key, "Ben", Verdict.CHOSEN, "Billing"))
    press(board, "choose_0")
    assert "Somebody else has just decided" in board.warning[0].value
    assert reviews.category_of(routed, key) == "Billing"


def test_filters_narrow_what_is_offered(routed, screen):
    app = screen("review", reviewer="Ana", why="Language")
    assert "Nothing is left to review." in [each.value for each in app.header]
    app.selectbox(key="why").select("BY_HAND").run()
    assert shown(app) == 2
    app.selectbox(key="suggested").select("Billing").run()
    assert not [b for b in app.button if b.key.startswith("choose")]
    app.selectbox(key="suggested").set_value(None).run()
    app.toggle(key="unplaced").set_value(True).run()
    assert not [b for b in app.button if b.key.startswith("choose")]


def test_the_order_can_be_changed(routed, screen):
    app = screen("review", reviewer="Ana", order="Surest first")
    assert app.selectbox(key="order").value == "sure"
    assert not app.exception


def test_what_was_sent_by_hand_says_who_asked_and_comes_first(routed, screen):
    reviews.send(routed, [1], "Ben", note="is this Fraud? [x](http://h)")
    app = screen("review", reviewer="Ana")
    assert shown(app) == 1
    assert any("Ben asked for it" in each.value for each in app.caption)


def test_the_text_of_a_ticket_is_shown_as_text(board):
    page = "".join(each.proto.body for each in board.get("html"))
    assert "<script>" not in page
    assert "&lt;script&gt;alert(2)&lt;/script&gt;" in page


def test_two_tabs_have_two_tickets(routed, screen):
    one, other = screen("review", reviewer="Ana"), screen("review", reviewer="Ben")
    assert shown(one) != shown(other)
    one.run()
    assert "Ben at work, too" in one.markdown[0].value
    assert review_locks.others(routed, review_locks.Holder("x", "y")) == ["Ana", "Ben"]


def test_a_ticket_whose_import_was_taken_back_leaves_the_desk(board, routed):
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


def test_a_drawn_ticket_is_shown_without_its_suggestion_and_its_answer_is_a_blind_look(
    routed, screen
):
    settings.BLIND_LOOKS.set(routed, 1.0)
    app = screen("review", reviewer="Ana")
    assert not any(b.key.startswith("choose_") for b in app.button)
    assert "Blind look" in " ".join(each.value for each in app.markdown)
    press(app, "any_1")
    last = newest(routed)
    assert (last.basis, last.chance, last.is_gold) == ("blind", 1.0, True)
