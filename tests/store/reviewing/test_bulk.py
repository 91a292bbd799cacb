"""Bulk accept: a sample first, then all the rest at once, and all of it can be taken back."""

from __future__ import annotations

from dataclasses import replace

from routing.decision import Disposition, ReviewKind
from store import runs, tickets
from store.reviewing import bulk, locks, review_figures, reviews
from store.reviewing.bulk import SampleCheck
from store.reviewing.locks import Holder
from store.reviewing.reviews import Review, Verdict
from store.reviewing.waiting import ReviewFilter
from store.workspace import Workspace
from tests.conftest import ticket
from tests.store.test_runs import decision

ANA = Holder("Ana", "tab 1")


def routed(
    workspace: Workspace,
    fill,
    count: int = 20,
    kind: ReviewKind = ReviewKind.UNSURE,
    label: str | None = None,
) -> None:
    fill(workspace, [ticket(key, label) for key in range(1, count + 1)])
    run = runs.start(workspace, "fake", {}, 1)
    given = [
        replace(decision(key), disposition=Disposition.REVIEW, review_kind=kind)
        for key in range(1, count + 1)
    ]
    runs.RunJournal(workspace, run.run_id).write(given)


def check(workspace: Workspace, key: int, category: str = "A") -> None:
    sample = Review(key, "Ana", Verdict.CHOSEN, category, run_id=1, origin="sample")
    reviews.record(workspace, sample)


def test_the_sample_stays_the_same_while_it_is_checked_and_counts_what_was_right(workspace, fill):
    routed(workspace, fill)
    sample = bulk.candidates(workspace, 1, ReviewFilter()).slice(0, 5)
    assert bulk.checked(workspace, sample, 1) == SampleCheck()
    for place, key in enumerate(sample["ticket_key"].to_pylist()):
        check(workspace, key, "A" if place else "B")
    assert bulk.candidates(workspace, 1, ReviewFilter()).slice(0, 5) == sample
    assert bulk.checked(workspace, sample, 1) == SampleCheck(done=5, right=4)


def test_a_suggestion_is_not_right_where_the_export_knows_better(workspace, fill):
    routed(workspace, fill, label="X")
    sample = bulk.candidates(workspace, 1, ReviewFilter()).slice(0, 5)
    for key in sample["ticket_key"].to_pylist():
        check(workspace, key)
    found = SampleCheck(done=5, right=0, known=5, known_otherwise=5)
    assert bulk.checked(workspace, sample, 1) == found
    known = bulk.known_labels(workspace, 1, ReviewFilter())
    assert known["otherwise"].to_pylist() == [True] * 20
    assert bulk.candidates(workspace, 1, ReviewFilter(unplaced=True)).num_rows == 0


def test_accepting_leaves_alone_what_was_decided_or_is_held(workspace, fill):
    routed(workspace, fill)
    pile = bulk.candidates(workspace, 1, ReviewFilter())
    first, second, *_ = pile["ticket_key"].to_pylist()
    check(workspace, first, "B")
    held = pile.slice(1, 1)
    locks.hold(workspace, held, Holder("Ben", "tab 2"))
    assert bulk.accept(workspace, pile, 1, ANA, "29 of 29 right") == 18
    assert tickets.labels(workspace) == {}
    assert reviews.category_of(workspace, second) is None
    assert review_figures.by_basis(workspace) == {"bulk": 18, "shown": 1}
    assert reviews.of_ticket(workspace, pile["ticket_key"][5].as_py())[0].note == "29 of 29 right"


def test_a_bulk_accept_can_be_taken_back_as_a_whole(workspace, fill):
    routed(workspace, fill)
    bulk.accept(workspace, bulk.candidates(workspace, 1, ReviewFilter()), 1, ANA, "evidence")
    accepted = bulk.newest(workspace)
    assert (accepted.reviewer, accepted.tickets, accepted.note) == ("Ana", 20, "evidence")
    assert bulk.take_back(workspace, accepted, "Ben") == 20
    assert review_figures.by_basis(workspace) == {}
    assert bulk.newest(workspace) is None
    assert len(review_figures.audit(workspace)) == 40


def test_tickets_that_want_a_person_each_are_never_accepted_together(workspace, fill):
    routed(workspace, fill, kind=ReviewKind.BY_HAND)
    assert bulk.candidates(workspace, 1, ReviewFilter()).num_rows == 0


def test_a_sample_proves_something_once(workspace, fill):
    routed(workspace, fill)
    first = bulk.candidates(workspace, 1, ReviewFilter()).slice(0, 5)
    for key in first["ticket_key"].to_pylist():
        check(workspace, key)
    bulk.accept(
        workspace,
        bulk.candidates(workspace, 1, ReviewFilter()).slice(0, 12),
        1,
        ANA,
        "evidence",
    )
    later = bulk.candidates(workspace, 1, ReviewFilter())
    assert bulk.checked(workspace, later, 1) == SampleCheck()
    assert later.num_rows == 8
    bulk.take_back(workspace, bulk.newest(workspace), "Ana")
    again = bulk.candidates(workspace, 1, ReviewFilter()).slice(0, 5)
    assert bulk.checked(workspace, again, 1) == SampleCheck(done=5, right=5)
