"""What was accepted stands once, outlives the process, and is open until its outcome is known."""

from __future__ import annotations

import pytest

from routing.decision import Decision, Disposition
from service.errors import ServiceError
from service.events import EventOutcome, EventStatus, RoutedEvent
from service.storage.database import Database
from service.storage.inbox import Counts, Inbox
from tests.service.conftest import event


def outcome(number: int = 1, status: EventStatus = EventStatus.ASSIGNED) -> EventOutcome:
    decision = Decision(0, "Billing", 0.9, "embedded").disposed(Disposition.AUTO)
    routed = RoutedEvent(event(number), decision, "p1", "7")
    return EventOutcome(event(number), status, 5.0, "", routed, "7", "7", written=True)


def test_an_event_that_comes_twice_stands_once(inbox):
    assert inbox.add(event(), 1.0)
    assert not inbox.add(event(body="other words"), 2.0)
    assert inbox.unsent() == [event()]


def test_what_was_accepted_is_there_after_a_kill(tmp_path):
    inbox = Inbox(Database(tmp_path / "live" / "s.sqlite"))
    inbox.add(event(), 1.0)
    del inbox  # nothing was closed
    assert Inbox(Database(tmp_path / "live" / "s.sqlite")).unsent() == [event()]
    assert (tmp_path / "live" / "s.sqlite").stat().st_mode & 0o077 == 0


def test_urgent_events_go_first_and_else_the_oldest(inbox):
    for each in (event(1), event(2), event(3, urgent=True)):
        inbox.add(each, 1.0)
    assert [each.event for each in inbox.unsent()] == ["E3", "E1", "E2"]


def test_sent_events_are_sent_again_only_when_they_are_overdue(inbox):
    inbox.add(event(), 1.0)
    inbox.sent([event()], 10.0)
    assert (inbox.unsent(), inbox.overdue(9.0), inbox.overdue(11.0)) == ([], [], [event()])


def test_an_outcome_closes_its_event_and_told_again_it_stands_once(inbox):
    inbox.add(event(), 1.0)
    for _ in range(2):
        inbox.close(outcome())
    assert inbox.is_closed(event())
    assert [each for _, each in inbox.outcomes(0, 10)] == [outcome()]
    assert inbox.counts() == Counts(0, 0, 0, 1)


def test_a_dead_letter_that_comes_late_does_not_undo_an_outcome(inbox):
    inbox.add(event(), 1.0)
    inbox.close(outcome())
    inbox.close(EventOutcome(event(), EventStatus.DEAD, 9.0, "late"))
    assert inbox.dead_letters() == []


def test_a_dead_letter_names_its_cause_and_is_sent_again_on_request(inbox):
    inbox.add(event(), 1.0)
    inbox.sent([event()], 2.0)
    inbox.close(EventOutcome(event(), EventStatus.DEAD, 9.0, "the provider is gone"))
    (letter,) = inbox.dead_letters()
    assert (letter.event, letter.cause) == (event(), "the provider is gone")
    assert inbox.retry([event()]) == 1
    assert inbox.unsent() == [event()]


def test_a_reader_in_order_sees_a_decision_again_when_its_outcome_changed(inbox):
    for number in (1, 2):
        inbox.add(event(number), 1.0)
        inbox.close(outcome(number))
    seen = inbox.outcomes(0, 10)[-1][0]
    inbox.close(outcome(1, EventStatus.CONFLICT))
    assert [each.status for _, each in inbox.outcomes(seen, 10)] == [EventStatus.CONFLICT]


def test_a_transaction_that_fails_leaves_nothing(database):
    def fails() -> None:
        with database.writing() as connection:
            connection.execute("UPDATE deployment SET paused = 1")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert not Inbox(database).paused


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ServiceError, match="ROUTECASE_SERVICE"):
        Database(tmp_path / "file" / "s.sqlite")
