"""Requests to the routing thread, and how their answers reach whoever asked."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass

from routing.decision import Decision
from routing.ticket import Ticket


@dataclass(frozen=True, slots=True)
class Answered:
    """Decisions in the order of the tickets, and the fingerprint of the profile that gave them."""

    decisions: list[Decision]
    profile: str


@dataclass(frozen=True, slots=True)
class RoutingRequest:
    """Tickets, and who hears of the answer: a future of a thread, or one of an event loop."""

    tickets: tuple[Ticket, ...]
    answered: Future[Answered] | asyncio.Future[Answered]

    @property
    def loop(self) -> asyncio.AbstractEventLoop | None:
        """The loop in which the answer is wanted, None for a thread that waits."""
        return self.answered.get_loop() if isinstance(self.answered, asyncio.Future) else None


Told = tuple[RoutingRequest, Answered | Exception]


def tell(told: Sequence[Told]) -> None:
    """Hand answers to whoever asked; an event loop is woken once for all of its own."""
    by_loop: dict[asyncio.AbstractEventLoop, list[Told]] = {}
    for request, answer in told:
        if request.loop:
            by_loop.setdefault(request.loop, []).append((request, answer))
        else:
            _settle(request, answer)
    for loop, own in by_loop.items():
        # A loop that is closed has nobody left who waits.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(_settle_all, own)


def _settle_all(told: Sequence[Told]) -> None:
    for request, answer in told:
        _settle(request, answer)


def _settle(request: RoutingRequest, answer: Answered | Exception) -> None:
    if request.answered.cancelled():
        return
    if isinstance(answer, Exception):
        request.answered.set_exception(answer)
    else:
        request.answered.set_result(answer)
