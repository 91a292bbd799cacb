"""A reviewer's tickets: the next ones are held ready, and each is shown as the rules allow."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routing.decision import Alternative, Disposition, ReviewKind
from routing.taxonomy import Category, Taxonomy
from store import runs, settings, taxonomies
from store.reviewing import review_figures, reviews
from store.reviewing.locks import Holder
from store.reviewing.reviews import Basis, Review, Verdict
from store.reviewing.waiting import ReviewFilter, judgements
from tests.conftest import ticket
from tests.store.test_runs import decision
from usecases.actor import LOCAL_OWNER
from usecases.reviewing.answer import Answer
from usecases.reviewing.queue import review_queue
from usecases.reviewing.session import HELD, Origin, ReviewSession

ANA, BEN, CAT = Holder("Ana", "tab 1"), Holder("Ben", "tab 2"), Holder("Cat", "tab 3")
TICKETS = 30


@pytest.fixture
def run(workspace, fill):
    fill(workspace, [ticket(key) for key in range(1, TICKETS + 1)])
    taxonomies.save(workspace, Taxonomy((Category("A"), Category("B"))), "the tests")
    run = runs.start(workspace, "fake", {}, 1)
    waiting = replace(
        decision(1), category="B", alternatives=(Alternative("A", 0.2),), reason="of words",
        disposition=Disposition.REVIEW, review_kind=ReviewKind.UNSURE,
    )  # fmt: skip
    runs.RunJournal(workspace, run.run_id).write(
        [replace(waiting, ticket_key=key) for key in range(1, TICKETS + 1)]
    )
    settings.BLIND_LOOKS.set(workspace, 0.0)
    return runs.one(workspace, run.run_id)


def session(
    workspace, run, holder=ANA, wanted: ReviewFilter | None = None, origin: Origin = "queue"
) -> ReviewSession:
    wanted = wanted or ReviewFilter()
    queued = review_queue(workspace, run.run_id, wanted)
    return ReviewSession(workspace, run, holder, queued, wanted.wanted, origin)


def keys(session: ReviewSession) -> list[int]:
    return [claim.ticket_key for claim in session.held()]


def decide(session: ReviewSession, key: int, category: str = "B") -> None:
    card = session.card(next(c for c in session.held() if c.ticket_key == key))
    review = card.review(Answer("x", key, Verdict.CHOSEN, category), session.holder.reviewer)
    session.decide(review, replace(LOCAL_OWNER, name=session.holder.reviewer))


def test_the_next_tickets_are_held_in_order_and_nobody_else_gets_them(workspace, run):
    ana, ben = session(workspace, run), session(workspace, run, BEN)
    assert keys(ana) == list(range(1, HELD + 1))
    assert keys(ben) == list(range(HELD + 1, 2 * HELD + 1))
    decide(ana, 1)
    assert keys(ana) == [*range(2, HELD + 1), 2 * HELD + 1]
    assert ana.left() == TICKETS - 1


def test_undo_brings_its_ticket_back_before_those_held_ready(workspace, run):
    ana = session(workspace, run)
    decide(ana, 1)
    ana.undo(LOCAL_OWNER)
    assert keys(ana) == list(range(1, HELD + 1))


def test_a_ticket_whose_import_was_taken_back_is_given_free(workspace, run):
    ana = session(workspace, run)
    assert keys(ana)[0] == 1
    with workspace.writing() as cursor:
        cursor.execute("DELETE FROM tickets WHERE ticket_key IN (1, 10)")
    assert keys(ana) == list(range(2, HELD + 2))


def test_after_a_kill_its_reviewer_gets_all_held_tickets_back_in_their_order(workspace, run):
    before = keys(session(workspace, run))
    again = session(workspace, run, Holder("Ana", "tab 9", server="the next process"))
    assert keys(again) == before


def test_every_fifth_ticket_held_is_a_blind_look_with_nothing_of_the_router(workspace, run):
    settings.BLIND_LOOKS.set(workspace, 0.5)
    ana = session(workspace, run)
    cards = [ana.card(claim) for claim in ana.held()][:5]
    assert [card.is_blind for card in cards] == [False] * 4 + [True]
    assert (cards[-1].chance, cards[-1].suggestions, cards[-1].reason) == (0.5, (), "")
    assert (cards[0].suggestions[0].category, cards[0].chance) == ("B", None)


def test_who_asks_for_a_suggestion_gets_no_drawn_ticket(workspace, run):
    settings.BLIND_LOOKS.set(workspace, 0.5)
    narrowed = session(workspace, run, wanted=ReviewFilter(category="B"))
    while held := narrowed.held():
        card = narrowed.card(held[0])
        assert not card.is_blind
        decide(narrowed, card.ticket.key)
    assert HELD < len(review_figures.audit(workspace)) < TICKETS


def test_a_sample_is_decided_blind_and_draws_nothing(workspace, run):
    sample = session(workspace, run, origin="sample")
    card = sample.card(sample.held()[0])
    assert (card.basis, card.suggestions, card.origin) == (Basis.BLIND, (), "sample")


def disagree(workspace, key: int) -> None:
    reviews.record(workspace, Review(key, "Ana", Verdict.CHOSEN, "A", note="an invoice"))
    reviews.record(workspace, Review(key, "Ben", Verdict.CHOSEN, "B", blind=True))


def test_a_disagreement_is_settled_by_a_third_person_who_sees_both(workspace, run):
    disagree(workspace, 3)
    for holder in (ANA, BEN):
        assert keys(session(workspace, run, holder, origin="disagreement")) == []
    cat = session(workspace, run, CAT, origin="disagreement")
    assert (keys(cat), cat.left()) == ([3], 1)
    card = cat.card(cat.held()[0])
    assert [each.category for each in card.suggestions] == ["A", "B"]
    assert (card.why, card.run_id) == ("“an invoice”", None)
    decide(cat, 3, "A")
    assert (keys(cat), cat.left()) == ([], 0)
    assert judgements(workspace, 3)[-1] == ("A", "", "Cat")
