"""What a reviewer did, as the browser sends it: each answer is taken once, however often it comes.

The browser goes on to the next ticket at once and sends an answer until it hears that it was taken;
a screen that is drawn anew in the middle of it must neither lose nor double one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from routing.errors import WorkspaceError
from store.reviewing.reviews import Review, Verdict

if TYPE_CHECKING:
    from store.reviewing.locks import Claim
    from usecases.reviewing.card import Card
    from usecases.reviewing.session import Reviewing

GIVEN: Final = (Verdict.CHOSEN, Verdict.SPLIT, Verdict.SKIPPED, Verdict.NOTED, Verdict.UNDONE)
MAX_NOTE: Final = 2_000
MISSED: Final = "This ticket was not on screen here; nothing was recorded."


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer; number: made up by the browser, another one for each answer.

    verdict: `undone` takes back the last one and names no ticket.
    origin: of the card it answers: one ticket can be shown in several ways.
    seconds: how long the ticket was on screen.
    """

    number: str
    ticket_key: int
    verdict: Verdict
    category: str | None = None
    second_category: str | None = None
    note: str = ""
    seconds: float = 0.0
    origin: str = ""

    @classmethod
    def read(cls, sent: Mapping[str, Any]) -> Answer:
        """An answer from what the browser sent.

        Raises WorkspaceError where it is none.

        >>> Answer.read({"number": "a", "ticket": 7, "verdict": "skipped"}).verdict.value
        'skipped'
        """
        try:
            verdict, seconds = Verdict(sent["verdict"]), float(sent.get("seconds", 0))
            answer = cls(
                str(sent["number"]), int(sent.get("ticket") or 0), verdict,
                _words(sent, "category"), _words(sent, "second"),
                (_words(sent, "note") or "")[:MAX_NOTE],
                seconds if isfinite(seconds) else 0.0, _words(sent, "origin") or "",
            )  # fmt: skip
        except (KeyError, TypeError, ValueError) as problem:
            raise WorkspaceError("The browser sent no answer; load the page again.") from problem
        if answer.verdict not in GIVEN:
            raise WorkspaceError("The browser sent no answer; load the page again.")
        return answer


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

    def told(self) -> str:
        """What went wrong, once."""
        problem, self.problem = self.problem, ""
        return problem


def _words(sent: Mapping[str, Any], name: str) -> str | None:
    value = sent.get(name)
    return str(value) if value else None
