"""One ticket as a reviewer sees it, and the review that an answer to it becomes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from roi.numbers import moment
from routing.decision import Alternative
from routing.ticket import Ticket
from store.reviewing.reviews import Basis, Review
from usecases.reviewing.answer import Answer

MAX_SECONDS: Final = 180.0
MAX_SUGGESTIONS: Final = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A category offered with the ticket; confidence: None where no router gives one.

    note: the key of the words that stand beside it, such as what choosing it does to the label.
    """

    category: str
    confidence: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A ticket as a reviewer sees it.

    suggestions: the likeliest categories, best first; none where the ticket is decided blind.
    why: why a person is wanted; label: the same in two or three words.
    reason: what the router says for itself.
    origin, run_id, blind, chance: go into the record of the review.
    basis: what the person has in view.
    suggested: what is recorded as the suggestion where no run says it.
    """

    ticket: Ticket
    suggestions: tuple[Suggestion, ...] = ()
    why: str = ""
    label: str = ""
    reason: str = ""
    origin: str = "queue"
    run_id: int | None = None
    blind: bool = False
    basis: Basis = Basis.SHOWN
    chance: float | None = None
    suggested: Alternative | None = None

    @property
    def is_blind(self) -> bool:
        """Whether nothing is suggested on purpose."""
        return self.basis is not Basis.SHOWN

    def review(self, answer: Answer, reviewer: str) -> Review:
        """The review that the answer is, with what was in view when it was given."""
        best = self.suggested
        return Review(
            self.ticket.key, reviewer, answer.verdict, answer.category, answer.second_category,
            note=answer.note, origin=self.origin, blind=self.blind, run_id=self.run_id,
            seconds=min(max(answer.seconds, 0.0), MAX_SECONDS),
            suggested=best.category if best else None,
            confidence=best.confidence if best else None, basis=self.basis, chance=self.chance,
        )  # fmt: skip

    def for_browser(self) -> dict[str, Any]:
        """What the browser is told: of a ticket decided blind nothing that a router says."""
        ticket = self.ticket
        at = moment(ticket.created_at) if ticket.created_at else ""
        known = [f"Ticket {ticket.id}", at, ticket.channel or "", ticket.language or ""]
        told: dict[str, Any] = {
            "key": ticket.key, "origin": self.origin,
            "head": " · ".join(part for part in known if part),
            "subject": ticket.subject or "(no subject)", "body": ticket.body,
            "blind": self.is_blind, "label": "", "why": "", "reason": "", "suggestions": [],
        }  # fmt: skip
        if self.is_blind:
            return told
        why = f"{self.why[:1].upper()}{self.why[1:].rstrip('.')}." if self.why else ""
        return told | {
            "label": self.label, "why": why, "reason": self.reason,
            "suggestions": [
                {"category": s.category, "confidence": s.confidence, "note": s.note}
                for s in self.suggestions[:MAX_SUGGESTIONS]
            ],
        }  # fmt: skip
