"""The answers of a reviewer: each is taken once, however often the browser sends it.

The browser goes on to the next ticket at once and sends an answer until it hears that it was taken;
a screen that is drawn anew in the middle of it must neither lose nor double one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from routing.errors import WorkspaceError
from store.reviewing.locks import Claim
from store.reviewing.reviews import Review, Verdict
from usecases.reviewing.answer import Answer
from usecases.reviewing.card import Card
from usecases.reviewing.session import Reviewing

MISSED: Final = "This ticket was not on screen here; nothing was recorded."


@dataclass(slots=True)
class AnswerLog:
    """The cards that one browser tab has, and the answers taken from it.

    cards: by origin and ticket, as they were sent: an answer is recorded with what was in view,
        even where a later look at the ticket would hide or show more.
    taken: the numbers of answers that were dealt with.
    problem: what went wrong last, in words for the reviewer; "" for nothing.
    """

    cards: dict[tuple[str, int], Card] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    problem: str = ""

    def take(
        self,
        sent: Sequence[Mapping[str, Any]],
        reviewer: str,
        decide: Callable[[Review], object],
        undo: Callable[[], object],
    ) -> list[str]:
        """Deal with the answers not seen before; the numbers of all that need not come again.

        decide, undo: record a review, take back the last one; what they refuse becomes `problem`.
        """
        for each in sent:
            number = str(each.get("number", ""))
            if number not in self.taken:
                try:
                    self._take(each, reviewer, decide, undo)
                except WorkspaceError as problem:
                    self.problem = str(problem)
                self.taken.add(number)
        return [str(each.get("number", "")) for each in sent]

    def _take(
        self,
        sent: Mapping[str, Any],
        reviewer: str,
        decide: Callable[[Review], object],
        undo: Callable[[], object],
    ) -> None:
        answer = Answer.read(sent)
        if answer.verdict is Verdict.UNDONE:
            undo()
            return
        place = answer.origin, answer.ticket_key
        card = self.cards.get(place)
        if card is None:
            raise WorkspaceError(MISSED)
        decide(card.review(answer, reviewer))
        if answer.verdict is not Verdict.NOTED:
            del self.cards[place]

    def shown(self, claim: Claim, source: Reviewing) -> Card | None:
        """The card of a held ticket, as it was sent before where it was; None where it is gone."""
        place = source.origin, claim.ticket_key
        card = self.cards.get(place) or source.card(claim)
        if card is not None:
            self.cards[place] = card
        return card

    def take_problem(self) -> str:
        """What went wrong, once."""
        problem, self.problem = self.problem, ""
        return problem
