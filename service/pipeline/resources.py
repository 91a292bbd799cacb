"""What each step of the queue works with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from service.pipeline.broker import Broker
from service.storage.inbox import Inbox


@dataclass(frozen=True, slots=True)
class StepResources:
    """What a step of the queue works with.

    clock: seconds since 1970. wait: sleeps that many seconds; raises Stopping when the process is
    to end, so that the queue gives the event to somebody else.
    """

    inbox: Inbox
    broker: Broker
    clock: Callable[[], float]
    wait: Callable[[float], None]
