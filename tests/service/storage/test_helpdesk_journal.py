"""The journal of a live push says whether a ticket is pending, in doubt, or settled."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from helpdesk.journal import Intent, Outcome, Planned, Status
from service.storage.helpdesk_journal import EventJournal
from tests.service.conftest import event

AT = datetime(2026, 11, 2, tzinfo=UTC)
PLANNED = Planned("T1", "1", "2")


@pytest.fixture
def journal(database) -> EventJournal:
    return EventJournal(database, event(), PLANNED)


def test_a_ticket_for_which_nothing_was_sent_is_pending(journal):
    assert list(journal.pending()) == [PLANNED]
    assert (list(journal.in_doubt()), journal.outcome()) == ([], None)


def test_an_intent_without_an_outcome_is_in_doubt_and_keeps_its_stamp(journal):
    journal.intend([Intent("T1", "1", "2", "v7", AT)])
    assert list(journal.pending()) == []
    assert [each.stamp for each in journal.in_doubt()] == ["v7"]
    assert journal.outcome() is None


def test_what_came_of_it_settles_it_also_for_a_process_that_comes_later(journal, database):
    journal.intend([Intent("T1", "1", "2", "v7", AT)])
    found = Outcome("T1", Status.ASSIGNED, "", AT, "2", written=True)
    journal.settle([found])
    later = EventJournal(database, event(), PLANNED)
    assert later.outcome() == found
    assert (list(later.pending()), list(later.in_doubt())) == ([], [])


def test_a_write_that_certainly_did_not_count_makes_it_pending_again(journal):
    journal.intend([Intent("T1", "1", "2", "v7", AT)])
    journal.settle([Outcome("T1", Status.PENDING, "refused by the limit", AT)])
    assert list(journal.pending()) == [PLANNED]


def test_another_event_of_the_same_ticket_has_lines_of_its_own(journal, database):
    journal.intend([Intent("T1", "1", "2", "v7", AT)])
    other = EventJournal(database, event(2), PLANNED)
    assert list(other.pending()) == [PLANNED]
