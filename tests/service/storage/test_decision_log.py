"""Every decision by ticket: the newest is given, and stands once however often it came."""

from __future__ import annotations

import pytest

from routing.decision import Decision, Disposition
from service.decision_record import shown_decision
from service.events import RoutedEvent
from service.storage.decision_log import DecisionLog, LoggedDecision, keep_decision
from tests.service.conftest import event

DECIDED = Decision(0, "Billing", 0.9, "embedded", disposition=Disposition.AUTO)


@pytest.fixture
def log(database) -> DecisionLog:
    return DecisionLog(database)


def keep(database, number: int, at: float, outcome: str = "assigned") -> None:
    with database.writing() as connection:
        routed = RoutedEvent(event(number), DECIDED, "p1")
        keep_decision(connection, routed, at, f'{{"status": "{outcome}"}}')


def test_of_a_ticket_the_newest_decision_is_given(log):
    calls = [LoggedDecision(shown_decision("T1", DECIDED), profile, 1.0) for profile in "ab"]
    log.add(calls)
    assert log.of_ticket("T1") == calls[1]
    assert log.of_ticket("T2") is None


def test_an_event_that_comes_twice_stands_once_with_its_last_outcome(log, database):
    keep(database, 1, 10.0, "unknown")
    keep(database, 2, 11.0)
    keep(database, 1, 12.0, "assigned")
    assert [(each.event, each.outcome) for each in log.latest(9)] == [
        ("E1", "assigned"), ("E2", "assigned")
    ]  # fmt: skip


def test_the_same_outcome_told_again_changes_nothing(log, database):
    keep(database, 1, 10.0)
    before = log.latest(9)
    keep(database, 1, 99.0)
    assert log.latest(9) == before


def test_no_more_are_given_than_were_asked_for(log, database):
    for number in range(1, 6):
        keep(database, number, float(number))
    assert [each.event for each in log.latest(2)] == ["E5", "E4"]
