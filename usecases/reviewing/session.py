"""The tickets that one browser tab goes through: held for its reviewer, decided, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol

import pyarrow as pa

from routing.decision import Alternative, Decision
from routing.taxonomy import UNKNOWN
from store import settings, tickets
from store.reviewing import blind_looks, locks, reviews
from store.reviewing.locks import BlindLooks, Claim, Holder
from store.reviewing.reviews import Basis, Review, Verdict
from store.reviewing.waiting import count_left, disputed, judgements, run_answer, wanted_by
from store.runs import Run
from store.workspace import Workspace
from usecases.actor import Actor
from usecases.reviewing.card import Card, Suggestion
from usecases.reviewing.decisions import decide_held, undo_review
from usecases.reviewing.hidden_suggestions import is_hidden

# The one on screen and those that the browser holds ready: nearly four seconds of two keys each.
HELD: Final = 8
Origin = Literal["queue", "sample", "disagreement"]


class Reviewing(Protocol):
    """What a browser tab goes through, ticket by ticket."""

    @property
    def origin(self) -> str:
        """Where its reviews come from, as the record says it."""
        ...

    def held(self) -> list[Claim]:
        """The tickets held for it, the one on screen first."""
        ...

    def card(self, claim: Claim) -> Card | None:
        """The ticket as its reviewer sees it; None where it is gone."""
        ...

    def decide(self, review: Review, actor: Actor) -> None:
        """Record what was decided. Raises WorkspaceError where that cannot be."""
        ...

    def undo(self, actor: Actor) -> None:
        """Take the last decision back, and hold its ticket again."""
        ...


@dataclass(frozen=True, slots=True)
class ReviewSession:
    """Tickets of a run to go through, and who does it.

    queued: the tickets in their order. wanted: those asked for by hand come first.
    origin: what is gone through, as the record says it; only the `queue` takes second looks, and
        tickets drawn by lot where it is not narrowed. Those of a `sample` are decided blind; a
        `disagreement` is a ticket that two people judged differently.
    closed: tabs of this reviewer that are closed by now.
    """

    workspace: Workspace
    run: Run
    holder: Holder
    queued: pa.Table
    wanted: bool = True
    origin: Origin = "queue"
    closed: Sequence[str] = ()

    def held(self) -> list[Claim]:
        """The tickets held for this reviewer; none when nothing is left."""
        if self.origin == "disagreement":
            return locks.hold_these(self.workspace, self.holder, self._disputed_keys(), HELD)
        share, looks = 0.0, None
        if self.origin == "queue":
            share = settings.SECOND_LOOKS.of(self.workspace)
            # Who narrows the queue wants those tickets; the lot goes on in the whole one.
            if self.wanted:
                looks = BlindLooks(self.run.run_id, settings.BLIND_LOOKS.of(self.workspace))
        return locks.hold(
            self.workspace, self.queued, self.holder, HELD, wanted=self.wanted,
            second_looks=share, blind_looks=looks, closed=self.closed,
        )  # fmt: skip

    def card(self, claim: Claim) -> Card | None:
        """The ticket with what the run says of it, unless it is to be decided blind."""
        ticket = tickets.one(self.workspace, claim.ticket_key)
        if ticket is None:
            return None
        if self.origin == "disagreement":
            return self._disputed(Card(ticket, origin=self.origin))
        run_id, reviewer = self.run.run_id, self.holder.reviewer
        hidden = is_hidden(self.workspace, self.run, claim.ticket_key, reviewer)
        if claim.blind or self.origin == "sample" or hidden:
            chance = (
                None if claim.blind
                else blind_looks.chance(self.workspace, claim.ticket_key, reviewer)
            )  # fmt: skip
            return Card(
                ticket, origin=self.origin, run_id=run_id, blind=claim.blind, basis=Basis.BLIND,
                chance=chance,
            )  # fmt: skip
        sent = wanted_by(self.workspace, claim.ticket_key)
        answer = run_answer(self.workspace, run_id, claim.ticket_key)
        label = "sent" if sent else ""
        if answer is None:
            return Card(ticket, why=sent or "", label=label, origin=self.origin)
        kind = answer.review_kind
        return Card(
            ticket, _suggestions(answer), sent or answer.review_reason or "",
            label or (kind.name if kind else ""), answer.reason, self.origin, run_id,
        )  # fmt: skip

    def decide(self, review: Review, actor: Actor) -> None:
        """Record the review of a ticket this tab holds.

        Raises WorkspaceError where somebody else has it by now.
        """
        decide_held(self.workspace, review, self.holder, actor)

    def undo(self, actor: Actor) -> None:
        """Take the last thing back that this reviewer did; its ticket comes back.

        Raises WorkspaceError where it was taken back before.
        """
        last = reviews.last_of(self.workspace, self.holder.reviewer)
        if last is None:
            return
        undo_review(self.workspace, last.review_id, actor)
        if last.verdict is not Verdict.NOTED:
            locks.retake(self.workspace, Claim(last.ticket_key, last.blind), self.holder)

    def left(self) -> int:
        """How many tickets still wait, those on somebody's screen included."""
        if self.origin == "disagreement":
            return len(self._disputed_keys())
        return count_left(self.workspace, self.queued, wanted=self.wanted)

    def _disputed_keys(self) -> list[int]:
        return disputed(self.workspace, self.holder.reviewer)

    def _disputed(self, card: Card) -> Card:
        said = judgements(self.workspace, card.ticket.key)
        names = dict.fromkeys(category for category, _, _ in said)
        notes = "; ".join(f"“{note}”" for _, note, _ in said if note)
        return Card(
            card.ticket, tuple(Suggestion(name) for name in names), notes, "disputed",
            origin=card.origin,
        )  # fmt: skip


def _suggestions(answer: Decision) -> tuple[Suggestion, ...]:
    """The answer and its alternatives, each category once."""
    best = Alternative(answer.category, answer.confidence)
    first = () if answer.category == UNKNOWN else (best,)
    found: dict[str, Suggestion] = {}
    for each in (*first, *answer.alternatives):
        found.setdefault(each.category, Suggestion(each.category, each.confidence))
    return tuple(found.values())
