"""The sweeper sends what no queue has confirmed, and once more what an empty queue has lost."""

from __future__ import annotations

from collections.abc import Collection

from service.errors import BrokerDown
from service.events import TicketEvent
from service.pipeline.broker import Queue
from service.pipeline.sweeper import RESEND_SECONDS, Sweeper
from service.storage.inbox import Inbox
from tests.service.conftest import event

NOW = 1_000.0


class FakeBroker:
    """A queue that keeps what it is given; `down_after`: how many it takes before it breaks."""

    def __init__(self, down_after: int = 99) -> None:
        self.sent: list[tuple[Queue, str]] = []
        self.down_after = down_after

    def publish(self, queue: Queue, body: str) -> None:
        if len(self.sent) >= self.down_after:
            raise BrokerDown
        self.sent.append((queue, TicketEvent.from_json(body).event))

    def waiting(self, queues: Collection[Queue] = ()) -> int:
        return len(self.sent)


def sweeper(inbox: Inbox, broker: FakeBroker, now: float = NOW) -> Sweeper:
    return Sweeper(inbox, broker, lambda: now)


def test_every_event_is_sent_once_urgent_ones_first_and_in_their_own_queue(inbox):
    broker = FakeBroker()
    inbox.add(event(1), NOW)
    inbox.add(event(2, urgent=True), NOW)
    assert sweeper(inbox, broker).sweep() == 2
    assert broker.sent == [(Queue.URGENT, "E2"), (Queue.TICKETS, "E1")]
    assert sweeper(inbox, broker).sweep() == 0


def test_a_queue_that_breaks_in_the_middle_gets_the_rest_later(inbox):
    for number in (1, 2, 3):
        inbox.add(event(number), NOW)
    assert sweeper(inbox, FakeBroker(down_after=1)).sweep() == 0
    assert sweeper(inbox, whole := FakeBroker()).sweep() == 2
    assert [name for _, name in whole.sent] == ["E2", "E3"]


def test_what_an_empty_queue_has_lost_is_sent_again_and_not_before_its_time(inbox):
    inbox.add(event(1), NOW)
    sweeper(inbox, FakeBroker()).sweep()
    assert sweeper(inbox, FakeBroker(), NOW + RESEND_SECONDS - 1).sweep() == 0
    assert sweeper(inbox, FakeBroker(), NOW + RESEND_SECONDS + 1).sweep() == 1


def test_while_the_queue_still_holds_messages_nothing_counts_as_lost(inbox):
    inbox.add(event(1), NOW)
    busy = FakeBroker()
    sweeper(inbox, busy).sweep()
    assert sweeper(inbox, busy, NOW + RESEND_SECONDS + 1).sweep() == 0


def test_a_paused_inbox_sends_nothing(inbox):
    inbox.add(event(1), NOW)
    inbox.pause(paused=True)
    assert sweeper(inbox, FakeBroker()).sweep() == 0
