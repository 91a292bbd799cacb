"""The three kinds of misroutes, counted by way and week."""

from __future__ import annotations

from datetime import datetime

from routing.decision import Decision
from routing.policy import Policy
from store import runs, tickets
from store.exploring import misroutes
from store.learning import label_checks
from store.learning.label_checks import LabelCheck
from store.reviewing import reviews
from store.reviewing.reviews import Review, Verdict
from store.tickets import Filters
from tests.conftest import ticket

MONDAY = datetime(2026, 3, 2)  # noqa: DTZ001 - as stored
DOUBTED = LabelCheck(1, "A", "B", 0.9, 0.1, 3, 3, 0.9, wrong=True)


def test_people_misroute_where_first_and_actual_category_differ(workspace, fill):
    fill(
        workspace,
        [
            ticket(1, "A", first_category="B", created_at=MONDAY),
            ticket(2, "A", first_category="A", created_at=MONDAY),
            ticket(3, "A", created_at=MONDAY),
            ticket(4, None, first_category="B"),
        ],
    )
    cells = cells_of(workspace, "people", None)
    assert ways(cells) == {("B", "A", True): 1, ("A", "A", False): 1}
    assert set(cells["week"]) == {MONDAY}


def test_the_router_misroutes_where_it_was_sure_and_wrong(workspace, fill):
    fill(workspace, [ticket(key, "A") for key in (1, 2, 3)])
    run = runs.start(workspace, "fake", {}, 1)
    said = [("A", 0.9), ("B", 0.9), ("B", 0.1)]
    made = [Decision(key, name, sure, "fake") for key, (name, sure) in enumerate(said, 1)]
    runs.RunJournal(workspace, run.run_id).write([Policy(0.5).dispose(each) for each in made])
    cells = cells_of(workspace, "router", run.run_id)
    assert ways(cells) == {("B", "A", True): 1, ("A", "A", False): 1}
    assert cells_of(workspace, "router", None).empty


def test_a_doubtful_label_counts_until_a_person_has_looked_at_it(workspace, fill):
    fill(workspace, [ticket(key, "A") for key in (1, 2, 3)])
    fine = LabelCheck(2, "A", "B", 0.1, 0.9, 0, 3, 0.1, wrong=False)
    label_checks.keep(workspace, "now", [DOUBTED, fine])
    cells = cells_of(workspace, "labels", None)
    assert ways(cells) == {("A", "B", True): 1, ("A", "A", False): 1}
    assert label_checks.counts(workspace) == (2, 1)
    assert tickets.keys(workspace, Filters(outcome="doubtful", suggested="B"), None).tolist() == [1]
    first = reviews.record(workspace, Review(1, "Ann", Verdict.CHOSEN, "A", origin="misroutes"))
    assert label_checks.counts(workspace) == (2, 0)
    reviews.undo(workspace, first, "Ann")
    assert label_checks.counts(workspace) == (2, 1)
    reviews.record(workspace, Review(1, "Ann", Verdict.CHOSEN, "B", origin="misroutes"))
    assert label_checks.counts(workspace) == (2, 0)


def test_the_most_doubtful_label_comes_first(workspace, fill):
    fill(workspace, [ticket(key, "A") for key in (1, 2)])
    surer = LabelCheck(2, "A", "B", 0.99, 0.01, 3, 3, 0.99, wrong=True)
    label_checks.keep(workspace, "now", [DOUBTED, surer])
    assert tickets.keys(workspace, Filters(outcome="doubtful"), None).tolist() == [2, 1]


def test_a_check_is_kept_whole_with_what_it_was_made_for(workspace, fill):
    fill(workspace, [ticket(1, "A")])
    assert label_checks.made_for(workspace) is None
    label_checks.keep(workspace, "now", [DOUBTED])
    assert label_checks.of_ticket(workspace, 1) == DOUBTED
    assert label_checks.of_ticket(workspace, 2) is None
    assert label_checks.made_for(workspace) == "now"
    label_checks.keep(workspace, "later", [], "Nothing to learn from.")
    assert label_checks.of_ticket(workspace, 1) is None
    assert label_checks.verdict(workspace) == "Nothing to learn from."


def test_what_a_misroute_takes_longer_is_compared_within_a_category(workspace, fill):
    slow = [ticket(n, "Slow", first_category="Slow", handle_seconds=900.0) for n in range(1, 9)]
    quick = [ticket(n, "Quick", first_category="Quick", handle_seconds=100.0) for n in (9, 10)]
    moved = [ticket(n, "Quick", first_category="Slow", handle_seconds=160.0) for n in (11, 12)]
    fill(workspace, [*slow, *quick, *moved])
    extra = misroutes.extra_handling(workspace)
    assert (extra.n, extra.seconds, extra.standard_error) == (2, 60.0, 0.0)


def test_without_handle_times_nothing_is_claimed(workspace, fill):
    fill(workspace, [ticket(1, "A", first_category="B")])
    assert misroutes.extra_handling(workspace) is None


def test_texts_and_tickets_that_went_right_are_read_for_comparison(workspace, fill):
    fill(
        workspace,
        [
            ticket(1, "A", first_category="B"),
            ticket(2, "A", first_category="A"),
            ticket(3, "B"),
            ticket(4, "C"),
        ],
    )
    assert misroutes.texts(workspace, [1])["body"].tolist() == ["Body 1"]
    found = misroutes.others(workspace, ["A", "B"], [1], 10)
    assert sorted(found) == ["Subject 2\nBody 2", "Subject 3\nBody 3"]


def ways(cells) -> dict[tuple[str, str, bool], int]:
    counted = cells.groupby(["start", "finish", "is_wrong"])["tickets"].sum()
    return {way: int(n) for way, n in counted.items()}


def cells_of(workspace, kind: str, run_id: int | None):
    cells = misroutes.cells(workspace, Filters(), run_id)
    return cells[cells["kind"] == kind]
