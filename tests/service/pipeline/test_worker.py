"""A worker hands an event on: to the desk where it is sure, else to a person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routing.decision import Alternative, Decision, Disposition, ReviewKind
from routing.errors import ProviderRefuses, Unavailable
from service.errors import OnHold
from service.events import EventOutcome, EventStatus, RoutedEvent
from service.pipeline.broker import Queue
from service.pipeline.resources import StepResources
from service.pipeline.worker import MAX_STARTS, MAX_TRIES, Worker
from service.storage.paid_answers import Answers
from tests.service.conftest import event

LOST_CARD = Decision(0, "Lost card", 0.5, "embedded")
SURE = LOST_CARD.disposed(Disposition.AUTO)
UNSURE = LOST_CARD.disposed(Disposition.REVIEW, "unsure", ReviewKind.UNSURE)
SURE_OF_PARENT = LOST_CARD.disposed(
    Disposition.REVIEW, "sure of Card", ReviewKind.PARENT, Alternative("Card", 0.95)
)


class Published(list):
    """A queue that keeps what it is given."""

    def publish(self, queue: Queue, body: str) -> None:
        self.append((queue, body))

    def waiting(self, _queues=tuple(Queue)) -> int:
        return len(self)


class Router:
    """Decides the same on everything; a failure is raised."""

    profile, pays = "p1", False

    def __init__(self, says: Decision | Exception) -> None:
        self.says = says

    def decide(self, ticket):
        if isinstance(self.says, Exception):
            raise self.says
        return replace(self.says, ticket_id=ticket.id), self.profile

    def again(self, _profile, earlier, _ticket):
        return earlier

    def group(self, _profile, category):
        return {"Card": "7", "Lost card": "8"}[category]


@pytest.fixture
def handled(database, inbox):
    """What a worker publishes of one event."""

    def handle(says, *, writes=True) -> Published:
        queue = Published()
        around = StepResources(inbox, queue, lambda: 5.0, lambda _seconds: None)
        answers = Answers(database, "w1", lambda _worker: True)
        desks = frozenset({"zendesk"} if writes else ())
        inbox.add(event(), 1.0)
        Worker(around, answers, Router(says), desks).handle(event())
        return queue

    return handle


@pytest.mark.parametrize(("says", "group"), [(SURE, "8"), (SURE_OF_PARENT, "7")])
def test_it_goes_to_the_group_of_the_category_or_of_the_parent_it_is_sure_of(handled, says, group):
    ((queue, body),) = handled(says)
    assert queue is Queue.DESK
    assert RoutedEvent.from_json(body).group == group


@pytest.mark.parametrize(
    ("says", "writes", "status"),
    [(UNSURE, True, EventStatus.REVIEW), (SURE, False, EventStatus.DECIDED)],
)
def test_what_nobody_may_write_is_told_to_the_owner(handled, says, writes, status):
    ((queue, body),) = handled(says, writes=writes)
    assert queue is Queue.OUTCOMES
    assert EventOutcome.from_json(body).status is status


def test_what_cannot_be_decided_is_a_dead_letter_with_its_cause(handled):
    ((_, body),) = handled(Unavailable("the provider is down"))
    told = EventOutcome.from_json(body)
    assert (told.status, told.reason) == (EventStatus.DEAD, "the provider is down")
    assert MAX_TRIES > 1


def test_a_provider_that_takes_our_key_no_more_is_asked_once_and_the_event_waits(handled, inbox):
    """More often than a worker may die of an event: it is no fault of the event."""
    refusal = ProviderRefuses("The provider refused the key; set another one.")
    for _ in range(MAX_STARTS + 1):
        with pytest.raises(OnHold, match="refused the key"):
            handled(refusal)
    assert inbox.hindrance() == str(refusal)
    assert inbox.counts().dead == 0
    ((queue, _),) = handled(SURE)
    assert queue is Queue.DESK


def test_why_events_wait_is_said_once(database, inbox, caplog):
    queue = Published()
    around = StepResources(inbox, queue, lambda: 5.0, lambda _seconds: None)
    answers = Answers(database, "w1", lambda _worker: True)
    worker = Worker(around, answers, Router(ProviderRefuses("No credit.")), frozenset())
    for number in range(3):
        inbox.add(event(number), 1.0)
        with pytest.raises(OnHold):
            worker.handle(event(number))
    assert [each.message for each in caplog.records] == [
        "No credit. Events wait in the queue until then."
    ]
    assert queue == []
