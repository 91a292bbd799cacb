"""What of a ticket is sent, and which labelled examples with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from routing.ticket import Ticket

MAX_TEXT_CHARACTERS: Final = 8_000
_CUT_MARK: Final = "\n[…]\n"


@dataclass(frozen=True, slots=True)
class OutgoingTicket:
    """What of a ticket leaves this machine, and what a reviewer should know about it."""

    text: str
    notes: tuple[str, ...] = ()


class Examples(Protocol):
    """Chooses labelled examples for a ticket, never from the ticket's own fold."""

    @property
    def fingerprint(self) -> str:
        """Hash of all examples there are and of how they are chosen."""
        ...

    def for_ticket(self, ticket: Ticket) -> Sequence[tuple[str, str]]:
        """Pairs of text and category; the text is ready to leave this machine."""
        ...

    def categories(self, ticket: Ticket) -> Sequence[str]:
        """The categories to choose among for a ticket; empty for all."""
        ...


@dataclass(frozen=True, slots=True)
class NoExamples:
    """No examples at all."""

    fingerprint: str = "none"

    def for_ticket(self, _ticket: Ticket) -> Sequence[tuple[str, str]]:
        """None."""
        return ()

    def categories(self, _ticket: Ticket) -> Sequence[str]:
        """All."""
        return ()


def as_it_is(ticket: Ticket) -> OutgoingTicket:
    """The ticket's own text, unmasked."""
    return OutgoingTicket(ticket.text)


def shortened(text: str) -> str:
    """Beginning and end of a text that is too long; what is in between rarely decides."""
    text = text.strip()
    if len(text) <= MAX_TEXT_CHARACTERS:
        return text
    head = MAX_TEXT_CHARACTERS * 3 // 4
    return text[:head] + _CUT_MARK + text[head - MAX_TEXT_CHARACTERS :]
