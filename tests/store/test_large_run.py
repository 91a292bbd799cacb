"""The journal of a run of many tickets: decisions in columns, and texts that come again."""

from __future__ import annotations

import pytest

from routing.decision import Alternative, Decision
from routing.decision_columns import to_table
from routing.engine.worker_processes import Repeat
from store import runs
from store.large_run import LargeRunJournal
from tests.conftest import ticket


@pytest.fixture
def journal(workspace, fill) -> LargeRunJournal:
    """Of tickets 1 to 6; 3 and 5 say what 1 says, 6 says what 2 says but in its subject."""
    said = {1: "a", 2: "b", 3: "a", 4: "c", 5: "a"}
    rows = [ticket(k, id=f"T-{k}", subject="", body=body) for k, body in said.items()]
    fill(workspace, [*rows, ticket(6, id="T-6", subject="b", body="")])
    return LargeRunJournal(workspace, runs.start(workspace, "fake", {}, 1).run_id)


def decision(key: int) -> Decision:
    return Decision(key, "A", 0.9, "fake", (Alternative("B", 0.1),), ticket_id=f"T-{key}")


def test_a_table_is_written_as_its_decisions_are(journal):
    journal.write_table([2, 1], to_table([decision(2), decision(1)]))
    assert journal.decisions([1, 2]) == [decision(1), decision(2)]
    assert journal.decisions([2, 1, 2]) == [decision(2), decision(1), decision(2)]
    assert [t.key for batch in journal.pending() for t in batch] == [3, 4, 5, 6]


def test_a_ticket_repeats_the_first_one_of_its_very_text(journal):
    assert journal.repeats([]) == [Repeat(3, "T-3", 1), Repeat(5, "T-5", 1)]


def test_what_is_kept_apart_repeats_nothing_and_is_not_repeated(journal):
    assert journal.repeats([1]) == [Repeat(5, "T-5", 3)]


def test_the_first_one_may_have_been_answered_in_an_earlier_stretch(journal):
    journal.write([decision(1), decision(3)])
    assert journal.repeats([]) == [Repeat(5, "T-5", 1)]
