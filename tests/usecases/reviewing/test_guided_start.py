"""A guided start in one browser tab: one ticket at a time, nothing suggested, undo of its own."""

from __future__ import annotations

from routing.learning.cold_start import Draw
from store.learning import seed_tickets
from store.reviewing import reviews
from store.reviewing.reviews import Basis, Review, Verdict
from tests.conftest import ticket
from usecases.actor import Actor, Role
from usecases.reviewing.answer import Answer
from usecases.reviewing.guided_start import GuidedStart

ANA = Actor("Ana", Role.REVIEWER)


def test_labels_are_given_one_by_one_and_the_last_is_taken_back(workspace, fill):
    fill(workspace, [ticket(key, None) for key in (1, 2)])
    seed_tickets.keep(workspace, [1, 2], [Draw(0, 0, 1, 0.5), Draw(1, 1, 1, 0.5)])
    start = GuidedStart(workspace, "Ana")
    (claim,) = start.held()
    card = start.card(claim)
    assert (card.basis, card.suggestions, card.origin) == (Basis.GUIDED, (), "guided start")
    assert not start.can_undo()
    start.decide(card.review(Answer("a", 1, Verdict.CHOSEN, "A"), "Ana"), ANA)
    assert start.held()[0].ticket_key != claim.ticket_key
    assert start.can_undo()
    start.undo(ANA)
    assert start.held() == [claim]


def test_what_was_done_elsewhere_is_not_taken_back_here(workspace, fill):
    fill(workspace, [ticket(1, None)])
    reviews.record(workspace, Review(1, "Ana", Verdict.NOTED, note="x"))
    start = GuidedStart(workspace, "Ana")
    start.undo(ANA)
    assert reviews.last_of(workspace, "Ana").verdict is Verdict.NOTED
