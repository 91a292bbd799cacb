"""Answers of a browser: each is taken once, with what was in view, however often it is sent."""

from __future__ import annotations

import pytest

from routing.errors import WorkspaceError
from store.reviewing.reviews import Basis, Review, Verdict
from tests.conftest import ticket
from usecases.reviewing.answer_log import MISSED, AnswerLog
from usecases.reviewing.card import Card

SENT = {"number": "a1", "ticket": 7, "origin": "queue", "verdict": "chosen", "category": "Billing"}
BLIND = Card(ticket(7), origin="queue", basis=Basis.BLIND, chance=0.1)


class Desk:
    """Records what it is told to decide; `fails` is raised instead."""

    def __init__(self, fails: Exception | None = None) -> None:
        self.reviews: list[Review] = []
        self.undone = 0
        self.fails = fails

    def decide(self, review: Review) -> None:
        if self.fails:
            raise self.fails
        self.reviews.append(review)

    def undo(self) -> None:
        self.undone += 1


def log() -> AnswerLog:
    return AnswerLog({("queue", 7): BLIND})


def take(log: AnswerLog, desk: Desk, *sent: dict) -> list[str]:
    return log.take(sent, "Ana", desk.decide, desk.undo)


def test_an_answer_that_is_sent_again_is_not_recorded_again():
    desk, known = Desk(), log()
    assert take(known, desk, SENT) == ["a1"]
    assert take(known, desk, SENT, {**SENT, "number": "a2", "verdict": "undone"}) == ["a1", "a2"]
    assert (len(desk.reviews), desk.undone, known.take_problem()) == (1, 1, "")


def test_it_is_recorded_with_what_was_in_view_when_the_ticket_was_sent():
    desk = Desk()
    take(log(), desk, {**SENT, "seconds": 999, "note": "odd"})
    (review,) = desk.reviews
    assert (review.basis, review.chance, review.is_gold) == (Basis.BLIND, 0.1, True)
    assert (review.reviewer, review.seconds, review.note) == ("Ana", 180.0, "odd")


def test_a_ticket_that_was_never_on_screen_is_not_decided():
    desk, known = Desk(), log()
    take(known, desk, {**SENT, "ticket": 8}, {**SENT, "number": "a2", "origin": "sample"})
    assert (desk.reviews, known.take_problem(), known.take_problem()) == ([], MISSED, "")


def test_what_is_refused_is_told_and_not_tried_again():
    desk, known = Desk(WorkspaceError("Somebody else has it.")), log()
    assert take(known, desk, SENT) == ["a1"]
    assert known.take_problem() == "Somebody else has it."
    assert take(known, replace_fault(desk), SENT) == ["a1"]
    assert desk.reviews == []


def replace_fault(desk: Desk) -> Desk:
    desk.fails = None
    return desk


def test_what_breaks_in_the_middle_is_tried_again():
    desk, known = Desk(RuntimeError("disk")), log()
    with pytest.raises(RuntimeError):
        take(known, desk, SENT)
    take(known, replace_fault(desk), SENT)
    assert len(desk.reviews) == 1


def test_a_note_leaves_the_ticket_on_screen_and_a_decision_takes_it_off():
    desk, known = Desk(), log()
    take(
        known,
        desk,
        {"number": "n", "ticket": 7, "origin": "queue", "verdict": "noted", "note": "x"},
    )
    assert known.cards
    take(known, desk, SENT)
    assert not known.cards
    assert [each.verdict for each in desk.reviews] == [Verdict.NOTED, Verdict.CHOSEN]
