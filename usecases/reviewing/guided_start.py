"""The tickets of a guided start: one at a time, and nothing is suggested."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from store.learning import seed_tickets
from store.reviewing import reviews
from store.reviewing.locks import Claim
from store.reviewing.reviews import Basis, Review, Verdict
from store.workspace import Workspace
from usecases.actor import Actor
from usecases.reviewing.card import Card
from usecases.reviewing.decisions import record_review, undo_review

ORIGIN: Final = "guided start"


@dataclass(frozen=True, slots=True)
class GuidedStart:
    """What one person labels of a guided start: by these labels the first router is judged."""

    workspace: Workspace
    reviewer: str
    origin: str = ORIGIN

    def held(self) -> list[Claim]:
        """The ticket to label now; none when all are labelled."""
        ticket = seed_tickets.next_ticket(self.workspace)
        return [Claim(ticket.key, blind=False)] if ticket else []

    def card(self, claim: Claim) -> Card | None:
        """The ticket alone."""
        ticket = seed_tickets.next_ticket(self.workspace)
        if ticket is None or ticket.key != claim.ticket_key:
            return None
        return Card(
            ticket, origin=ORIGIN, basis=Basis.GUIDED,
            chance=seed_tickets.chance(self.workspace, ticket.key),
        )  # fmt: skip

    def decide(self, review: Review, actor: Actor) -> None:
        """Record the label. Raises WorkspaceError where somebody else has given one just now."""
        noted = review.verdict is Verdict.NOTED
        record_review(self.workspace, review, actor, only_if_open=not noted)

    def can_undo(self) -> bool:
        """Whether the last thing this person did belongs to the guided start."""
        return self._last() is not None

    def undo(self, actor: Actor) -> None:
        """Take the last label back. Raises WorkspaceError where that was done before."""
        if last := self._last():
            undo_review(self.workspace, last.review_id, actor, origin=ORIGIN)

    def _last(self) -> Review | None:
        last = reviews.last_of(self.workspace, self.reviewer)
        return last if last and last.origin == ORIGIN else None
