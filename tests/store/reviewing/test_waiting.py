"""Waiting tickets stand in the asked order, and a filter offers only what matches."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routing.decision import Alternative, Disposition, ReviewKind
from store import runs
from store.reviewing.waiting import ReviewFilter, waiting_tickets
from tests.conftest import ticket
from tests.store.test_runs import decision


@pytest.mark.parametrize(("order", "first"), [("risk", 2), ("doubt", 3), ("sure", 1)])
def test_the_line_stands_in_the_order_that_was_asked_for(workspace, fill, order, first):
    fill(workspace, [ticket(key) for key in (1, 2, 3)])
    run = runs.start(workspace, "fake", {}, 1)
    known = [
        decision(1, "A", alternatives=(Alternative("B", 0.1),)),
        replace(decision(2, "Fraud", alternatives=(Alternative("B", 0.2),)), confidence=0.5),
        replace(decision(3, "A", alternatives=(Alternative("B", 0.39),)), confidence=0.4),
    ]
    runs.RunJournal(workspace, run.run_id).write(known)
    line = waiting_tickets(workspace, 1, ReviewFilter(order), frozenset({"Fraud"}))
    assert line["ticket_key"][0].as_py() == first


def test_a_narrowed_filter_offers_only_what_matches(workspace, fill):
    fill(workspace, [ticket(key) for key in (1, 2, 3)])
    run = runs.start(workspace, "fake", {}, 1)
    unsure = [
        replace(decision(key), disposition=Disposition.REVIEW, review_kind=ReviewKind.UNSURE)
        for key in (1, 2, 3)
    ]
    runs.RunJournal(workspace, run.run_id).write(unsure)
    none = waiting_tickets(workspace, 1, ReviewFilter(kind=ReviewKind.LANGUAGE), frozenset())
    some = waiting_tickets(workspace, 1, ReviewFilter(category="A", least=0.5), frozenset())
    assert (none.num_rows, some.num_rows) == (0, 3)
    assert not ReviewFilter(category="A").wanted
    assert ReviewFilter(unplaced=True).wanted
