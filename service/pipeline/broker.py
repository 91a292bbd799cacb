"""What the service asks of a message queue, whichever it is."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from typing import Protocol


class Queue(StrEnum):
    """Where messages wait. urgent: before the others. desk: writes, for one writer at a time."""

    TICKETS = "routecase.tickets"
    URGENT = "routecase.urgent"
    DESK = "routecase.desk"
    OUTCOMES = "routecase.outcomes"


class Broker(Protocol):
    """A message queue that gives at least once what it has confirmed."""

    def publish(self, queue: Queue, body: str) -> None:
        """Hand a message over; it is confirmed when this returns, else BrokerDown is raised."""
        ...

    def waiting(self, queues: Collection[Queue] = ...) -> int:
        """How many messages wait in these queues, in all where none are named; or BrokerDown.

        Those at work are left out.
        """
        ...
