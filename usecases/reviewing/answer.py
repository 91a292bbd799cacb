"""What a reviewer did with a ticket, as the browser sends it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any, Final

from routing.errors import WorkspaceError
from store.reviewing.reviews import Verdict

GIVEN: Final = (Verdict.CHOSEN, Verdict.SPLIT, Verdict.SKIPPED, Verdict.NOTED, Verdict.UNDONE)
MAX_NOTE: Final = 2_000


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
                _text(sent, "category"), _text(sent, "second"),
                (_text(sent, "note") or "")[:MAX_NOTE],
                seconds if isfinite(seconds) else 0.0, _text(sent, "origin") or "",
            )  # fmt: skip
        except (KeyError, TypeError, ValueError) as problem:
            raise WorkspaceError("The browser sent no answer; load the page again.") from problem
        if answer.verdict not in GIVEN:
            raise WorkspaceError("The browser sent no answer; load the page again.")
        return answer


def _text(sent: Mapping[str, Any], name: str) -> str | None:
    value = sent.get(name)
    return str(value) if value else None
