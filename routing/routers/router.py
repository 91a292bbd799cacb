"""The one Protocol every router answers to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from routing.decision import Decision
from routing.ticket import Ticket


class Router(Protocol):
    """What turns tickets into routing decisions."""

    @property
    def name(self) -> str:
        """The name shown to people, for example `embedded`."""
        ...

    @property
    def fingerprint(self) -> str:
        """Hash of everything that determines the answers: history, taxonomy, model, options.

        Two routers with one fingerprint give the same answers, so an answer may be reused.
        """
        ...

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a user should know before trusting the answers, one plain sentence each."""
        ...

    def route(self, tickets: Sequence[Ticket]) -> list[Decision]:
        """One decision per ticket, in the same order; a failure is a decision with an error."""
        ...
