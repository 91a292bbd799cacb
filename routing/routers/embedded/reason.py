"""The reason of a decision, in one to three sentences for a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

NO_TEXT: Final = "The ticket has no text."
NOTHING_STANDS_OUT: Final = "No single word or earlier ticket stands out."
NO_CATEGORY: Final = "The taxonomy has no category to choose from."
FAR: Final = "It is far from everything known, so no category is claimed."
DESCRIBED: Final = "Nearest to the description of {category}; there are no labelled tickets."
FOREIGN: Final = "It seems to be in {language}, which the model hardly knows: trust halved."


@dataclass(frozen=True, slots=True)
class Precedent:
    """A labelled ticket like the one at hand.

    similarity: the cosine, 1 for the same.
    """

    ticket_id: str
    category: str
    similarity: float


def reason(
    category: str,
    words: Sequence[str],
    precedents: Sequence[Precedent],
    *,
    learned: bool = True,
    far: bool = False,
    foreign: str | None = None,
) -> str:
    """Put together what counted.

    category: the likeliest one, also when the ticket was too far from it to be claimed.
    precedents: the nearest labelled tickets, as far as any is near.
    learned: whether there were labelled tickets, or the descriptions were all there was.
    foreign: the language that trust was lowered for.

    >>> reason("Billing", ["refund"], [Precedent("17", "Billing", 0.91)])
    'Words that counted: "refund". Nearest labelled tickets: 17 (Billing, 0.91).'
    """
    parts = [FAR] if far else []
    if foreign:
        parts.append(FOREIGN.format(language=foreign))
    if words:
        quoted = ", ".join(f'"{word}"' for word in words)
        parts.append(f"Words that counted: {quoted}.")
    if precedents:
        named = (f"{p.ticket_id} ({p.category}, {p.similarity:.2f})" for p in precedents)
        parts.append(f"Nearest labelled tickets: {', '.join(named)}.")
    if not learned:
        parts.append(DESCRIBED.format(category=category))
    return " ".join(parts) or NOTHING_STANDS_OUT
