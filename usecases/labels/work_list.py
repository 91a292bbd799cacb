"""Labels that are probably wrong as a work list: the most doubtful first, ten at a time.

Three of ten come by lot from all of the list instead of from its top: what is found among these
beyond the place the ranking has come to is a random sample of the rest, and says how much of it is
wrong. Nothing here changes a label of the export, nor accuracy: who sees both the label and a
suggestion is no blind judge.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from routing.decision import Alternative
from routing.evaluation.statistics.intervals import Measured, proportion
from store import tickets
from store.learning import label_checks
from store.learning.label_checks import BY_LOT, RANKED, Doubted
from store.reviewing import locks, reviews
from store.reviewing.locks import Claim, Holder
from store.reviewing.reviews import Review, Verdict
from store.workspace import Workspace
from usecases.actor import Actor
from usecases.reviewing.card import Card, Suggestion
from usecases.reviewing.decisions import decide_held, undo_review
from usecases.reviewing.session import HELD

LOT: Final = 10
# Which of each ten come by lot.
LOT_PLACES: Final = (2, 5, 8)


@dataclass(frozen=True, slots=True)
class LabelAudit:
    """How far the work list is, and what it says of the rest.

    size: labels on the list. decided: those that a person kept or changed on it; changed: the
    changed ones.
    rest: how many are left beyond the place the ranking has come to. wrong_of_rest: the share of
    them that is wrong, from those of the rest that came by lot; None before any did.
    """

    size: int
    decided: int
    changed: int
    rest: int
    wrong_of_rest: Measured | None

    @property
    def lot(self) -> int:
        """Which ten the next one belongs to, from 1."""
        return self.decided // LOT + 1

    @property
    def place(self) -> int:
        """The place of the next one among its ten, from 1."""
        return self.decided % LOT + 1


def audit(workspace: Workspace) -> LabelAudit:
    """What was decided on the list of the newest check."""
    return audit_of(label_checks.doubted(workspace))


def audit_of(found: list[Doubted]) -> LabelAudit:
    """The same of a list with what people said of it.

    >>> ranked = [Doubted(k, k, 0.5, "A", "B", RANKED) for k in range(3)]
    >>> beyond = [Doubted(k, k, 0.5, "A", "B" if k % 2 else "A", BY_LOT) for k in range(3, 7)]
    >>> audit_of([*ranked, *beyond, Doubted(9, 9, 0.5, "A")]).wrong_of_rest.value
    0.5
    """
    decided = [each for each in found if each.said is not None]
    reached = max((each.rank for each in decided if each.origin == RANKED), default=-1)
    beyond = [each for each in found if each.rank > reached]
    drawn = [each for each in beyond if each.origin == BY_LOT]
    return LabelAudit(
        len(found), len(decided), sum(each.is_changed for each in decided),
        sum(each.said is None for each in beyond),
        proportion(sum(each.is_changed for each in drawn), len(drawn)),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class LabelWork:
    """The doubted labels that one browser tab goes through."""

    workspace: Workspace
    holder: Holder
    origin: str = RANKED

    def held(self) -> list[Claim]:
        """The tickets held for this reviewer; none when the list is worked off."""
        found = label_checks.doubted(self.workspace)
        open_ones = [each for each in found if each.said is None]
        wanted = next_keys(open_ones, len(found) - len(open_ones))
        return locks.hold_these(self.workspace, self.holder, wanted, HELD)

    def card(self, claim: Claim) -> Card | None:
        """The ticket with its label and what the check would put in its place."""
        ticket = tickets.one(self.workspace, claim.ticket_key)
        check = label_checks.of_ticket(self.workspace, claim.ticket_key)
        if ticket is None or check is None:
            return None
        return Card(
            ticket,
            (
                Suggestion(check.suggested, check.confidence, "change_to"),
                Suggestion(check.category, check.own_confidence, "keep_label"),
            ),
            why=check.sentence, label="doubted", origin=RANKED,
            suggested=Alternative(check.suggested, check.confidence),
        )  # fmt: skip

    def decide(self, review: Review, actor: Actor) -> None:
        """Record what was decided, and whether the ticket came by lot.

        Raises WorkspaceError where somebody else has it by now.
        """
        open_ones = [each for each in label_checks.doubted(self.workspace) if each.said is None]
        origin = BY_LOT if is_by_lot(open_ones, review.ticket_key) else RANKED
        decide_held(self.workspace, replace(review, origin=origin), self.holder, actor)

    def undo(self, actor: Actor) -> None:
        """Take the last decision back; its ticket comes back."""
        last = reviews.last_of(self.workspace, self.holder.reviewer)
        if last is None or last.origin not in (RANKED, BY_LOT):
            return
        undo_review(self.workspace, last.review_id, actor, origin=last.origin)
        if last.verdict is not Verdict.NOTED:
            locks.retake(self.workspace, Claim(last.ticket_key, last.blind), self.holder)


def is_by_lot(open_ones: list[Doubted], key: int) -> bool:
    """Whether a ticket was offered for its lot, which is among the first ten; its rank is not."""
    first = [each.key for each in sorted(open_ones, key=lambda each: each.lot)[:LOT]]
    top = [each.key for each in sorted(open_ones, key=lambda each: each.rank)[:LOT]]
    return key in first and key not in top


def next_keys(open_ones: list[Doubted], decided: int) -> list[int]:
    """The keys in the order they are offered in, when so many were decided before.

    >>> found = [Doubted(k, k, 1 - k / 10, "A") for k in range(8)]
    >>> next_keys(found, 0)[:4]
    [0, 1, 7, 2]
    """
    ranked = sorted(open_ones, key=lambda each: each.rank)
    by_lot = sorted(open_ones, key=lambda each: each.lot)
    keys: dict[int, None] = {}
    for place in range(decided, decided + len(open_ones)):
        source = by_lot if place % LOT in LOT_PLACES else ranked
        key = next(each.key for each in source if each.key not in keys)
        keys[key] = None
        if len(keys) > 4 * HELD:
            break
    return list(keys)
