"""From the inbox to the queue: what no queue has confirmed yet, and what it seems to have lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from service.errors import BrokerDown
from service.events import TicketEvent
from service.pipeline.broker import Broker, Queue
from service.storage.inbox import Inbox

# So many seconds after it was sent, an open event may be sent again, once the queue is empty.
RESEND_SECONDS: Final = 30.0


class Sweeper:
    """Runs in one process at a time; clock: seconds since 1970."""

    def __init__(self, inbox: Inbox, broker: Broker, clock: Callable[[], float]) -> None:
        self._inbox = inbox
        self._broker = broker
        self._clock = clock

    def sweep(self) -> int:
        """Send what waits; how many events were sent. A queue that is down gets them later."""
        if self._inbox.paused:
            return 0
        try:
            return self._send(self._inbox.unsent()) + self._send(self._lost())
        except BrokerDown:
            return 0

    def _lost(self) -> list[TicketEvent]:
        """Open events though nothing waits: lost, or just at work, where they are found answered.

        A queue that still holds messages says nothing of those behind them.
        """
        overdue = self._inbox.overdue(self._clock() - RESEND_SECONDS)
        return overdue if overdue and not self._broker.waiting() else []

    def _send(self, events: list[TicketEvent]) -> int:
        sent: list[TicketEvent] = []
        try:
            for each in events:
                queue = Queue.URGENT if each.urgent else Queue.TICKETS
                self._broker.publish(queue, each.to_json())
                sent.append(each)
        finally:
            if sent:
                self._inbox.sent(sent, self._clock())
        return len(sent)
