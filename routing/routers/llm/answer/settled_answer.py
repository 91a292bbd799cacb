"""When enough was said about a ticket: the first usable answer, or none after three bad ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from routing.attempt import Answer, Attempt, Question
from routing.taxonomy import UNKNOWN

MAX_ANSWERS: Final = 3
MAX_UNSURE: Final = 2
NO_TEXT: Final = "the ticket has no text"


def settled(question: Question, attempts: Sequence[Attempt], router: str) -> Answer | None:
    """The answer that counts; None where the model is to be asked again.

    An answer without a confidence counts when asking once more has brought no better one. router:
    its name. Tokens and costs are those of all answered attempts.
    """
    if not question.text:
        return Answer(UNKNOWN, 0.0, router, reason=NO_TEXT)
    good = next((a for a in attempts if a.category is not None and not a.problem), None)
    unsure = next((a for a in attempts if a.category is not None), None)
    bad = [a for a in attempts if a.problem]
    if good is None and len(bad) < (MAX_UNSURE if unsure else MAX_ANSWERS):
        return None
    chosen = good or unsure or bad[-1]
    paid = [a for a in attempts if a.answered]
    return Answer(
        category=chosen.category or UNKNOWN,
        confidence=chosen.confidence,
        router=router,
        alternatives=chosen.alternatives,
        reason=" ".join((chosen.reason, *question.notes)).strip(),
        input_tokens=sum(a.input_tokens for a in paid),
        output_tokens=sum(a.output_tokens for a in paid),
        cached_tokens=sum(a.cached_tokens for a in paid),
        cost_usd=sum(a.cost_usd for a in paid),
        latency_seconds=chosen.latency_seconds,
        error=None if chosen.category else chosen.problem,
    )
