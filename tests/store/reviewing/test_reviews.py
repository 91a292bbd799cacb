"""Reviews: recorded for good beside the actual category, taken back by a row of their own."""

from __future__ import annotations

import pytest

from routing.errors import WorkspaceError
from routing.policy import Policy
from store import imports, policies, runs, tickets
from store.reviewing import review_figures, reviews
from store.reviewing.reviews import Basis, Review, Verdict
from store.workspace import Workspace
from tests.conftest import ticket
from tests.store.test_runs import decision


def category_of(workspace: Workspace, key: int = 1) -> str | None:
    return tickets.one(workspace, key).category


def look(category: str, key: int = 1, chance: float = 0.1, **known: object) -> Review:
    """A blind look at a ticket that was drawn by lot."""
    return chosen(category, key, basis=Basis.BLIND, chance=chance, **known)


def chosen(category: str, key: int = 1, **known: object) -> Review:
    return Review(key, "Ana", Verdict.CHOSEN, category, **known)  # type: ignore[arg-type]


@pytest.mark.parametrize("basis", list(Basis))
def test_no_review_replaces_what_the_export_says(workspace, fill, basis):
    fill(workspace, [ticket(1, "A")])
    reviews.record(workspace, chosen("B", basis=basis, chance=0.5))
    assert (category_of(workspace), reviews.category_of(workspace, 1)) == ("A", "B")


def test_of_a_ticket_without_a_label_only_a_blind_look_drawn_by_lot_says_the_category(
    workspace, fill
):
    fill(workspace, [ticket(key) for key in range(1, 6)])
    given = [
        chosen("B"), chosen("B", key=2, basis=Basis.BULK), chosen("B", key=3, basis=Basis.BLIND),
        look("B", key=4), chosen("B", key=5, basis=Basis.GUIDED, chance=0.01),
    ]  # fmt: skip
    reviews.record_all(workspace, given)
    assert [category_of(workspace, key) for key in range(1, 6)] == [None, None, None, "B", "B"]
    assert review_figures.by_basis(workspace) == {"blind": 2, "bulk": 1, "guided": 1, "shown": 1}


def test_undo_goes_back_to_the_look_before_and_then_to_nothing(workspace, fill):
    fill(workspace, [ticket(1)])
    first, second = reviews.record(workspace, look("B")), reviews.record(workspace, look("C"))
    reviews.undo(workspace, second, "Ana")
    assert category_of(workspace) == "B"
    reviews.undo(workspace, first, "Ben")
    assert category_of(workspace) is None
    assert [r.verdict for r in reviews.of_ticket(workspace, 1)] == ["undone"] * 2 + ["chosen"] * 2


def test_nothing_is_taken_back_twice_and_an_undo_is_not_undone(workspace, fill):
    fill(workspace, [ticket(1, "A")])
    back = reviews.undo(workspace, reviews.record(workspace, chosen("B")), "Ana")
    for number in (1, back):
        with pytest.raises(WorkspaceError, match="taken back already"):
            reviews.undo(workspace, number, "Ana")
    with pytest.raises(WorkspaceError, match="no review 99"):
        reviews.undo(workspace, 99, "Ana")
    assert len(review_figures.audit(workspace)) == 2


def test_a_review_records_what_was_suggested_by_which_router_and_policy(workspace, fill):
    fill(workspace, [ticket(1)])
    run = runs.start(workspace, "fake", {}, 1)
    journal = runs.RunJournal(workspace, run.run_id)
    journal.describe("fake-7", ())
    journal.write([decision(1, "A")])
    version = policies.save(workspace, Policy(0.99), {})
    policies.apply(workspace, run.run_id, version)
    reviews.record(workspace, chosen("B", run_id=run.run_id, seconds=4.5))
    row = review_figures.audit(workspace).iloc[0]
    assert (row["suggested"], row["fingerprint"], row["policy_id"]) == ("A", "fake-7", 1)
    assert row["review_reason"].endswith("below the threshold 0.99")
    assert not row["accepted"]
    assert row["seconds"] == 4.5


def test_a_blind_second_look_changes_no_category(workspace, fill):
    fill(workspace, [ticket(1, "A")])
    reviews.record(workspace, chosen("B"))
    reviews.record(workspace, chosen("C", blind=True))
    assert reviews.category_of(workspace, 1) == "B"


def test_two_people_at_once_decide_a_ticket_once(workspace, fill):
    fill(workspace, [ticket(1)])
    reviews.record(workspace, chosen("B"), only_if_open=True)
    with pytest.raises(WorkspaceError, match="Somebody else has just decided"):
        reviews.record(workspace, chosen("C"), only_if_open=True)
    assert reviews.category_of(workspace, 1) == "B"


def test_many_reviews_are_written_all_or_none(workspace, fill):
    fill(workspace, [ticket(1), ticket(2)])
    with pytest.raises(WorkspaceError):
        reviews.record_all(workspace, [chosen("B"), chosen("", key=2)])
    assert review_figures.audit(workspace).empty
    assert category_of(workspace) is None


@pytest.mark.parametrize(
    ("review", "sentence"),
    [
        (Review(1, " ", Verdict.SKIPPED), "needs a name"),
        (Review(1, "Ana", Verdict.CHOSEN), "Choose the category"),
        (Review(1, "Ana", Verdict.SKIPPED, "A"), "Choose the category"),
        (Review(1, "Ana", Verdict.SPLIT, "A"), "each of the two problems"),
        (Review(1, "Ana", Verdict.SPLIT, "A", "A"), "different categories"),
        (look("A", chance=0.0), "between 0 and 1"),
    ],
)
def test_a_review_that_does_not_say_what_it_must_is_refused(workspace, review, sentence):
    with pytest.raises(WorkspaceError, match=sentence):
        reviews.record(workspace, review)


def test_a_ticket_is_sent_to_review_once_until_someone_decided_it(workspace, fill):
    fill(workspace, [ticket(1, "A"), ticket(2, "A")])
    assert reviews.send(workspace, [1, 2], "Ana", note="looks wrong") == 2
    assert reviews.send(workspace, [1, 2], "Ben") == 0
    reviews.record(workspace, chosen("B"))
    assert reviews.send(workspace, [1, 2], "Ben") == 1
    assert category_of(workspace, 2) == "A"


def test_the_last_act_of_a_reviewer_is_what_undo_would_take_back(workspace, fill):
    fill(workspace, [ticket(1), ticket(2)])
    assert reviews.last_of(workspace, "Ana") is None
    first = reviews.record(workspace, chosen("A"))
    second = reviews.record(workspace, Review(2, "Ana", Verdict.SKIPPED))
    reviews.undo(workspace, second, "Ana")
    assert reviews.last_of(workspace, "Ana").review_id == first


def test_a_key_is_not_given_twice_where_a_review_holds_it(workspace, fill):
    taken = fill(workspace, [ticket(1, "A")])
    reviews.record(workspace, chosen("B"))
    imports.remove(workspace, taken.import_id)
    fill(workspace, [ticket(1, "A", id="new")], sha256="two")
    assert [t.key for t in tickets.labelled(workspace)] == [2]
