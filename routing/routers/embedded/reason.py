"""The reason of a decision, in one to three sentences for a person."""

from __future__ import annotations

from collections.abc import Sequence

from routing.routers.embedded.neighbours import Neighbour

NO_TEXT = "The ticket has no text."
NO_CATEGORY = "The taxonomy has no category to choose from."
FAR = "It is far from everything known, so no category is claimed."
DESCRIBED = "It is nearest to the description of {category}; there are no labelled tickets."
FOREIGN = "It seems to be written in {language}, which the model hardly knows: trust lowered."


def reason(
    category: str,
    words: Sequence[str],
    neighbours: Sequence[Neighbour],
    *,
    learned: bool,
    far: bool = False,
    language: str | None = None,
) -> str:
    """Put together what counted.

    category: the likeliest one, also when the ticket was too far from it to be claimed.
    language: named when trust was lowered for it.

    >>> reason("Billing", ["refund"], [Neighbour("17", "Billing", 0.91)], learned=True)
    'Words that counted: "refund". Nearest labelled tickets: 17 (Billing, 0.91).'
    """
    parts = [FAR] if far else []
    if language:
        parts.append(FOREIGN.format(language=language))
    if words:
        quoted = ", ".join(f'"{word}"' for word in words)
        parts.append(f"Words that counted: {quoted}.")
    if neighbours:
        named = (f"{n.ticket_id} ({n.category}, {n.similarity:.2f})" for n in neighbours)
        parts.append(f"Nearest labelled tickets: {', '.join(named)}.")
    if not learned:
        parts.append(DESCRIBED.format(category=category))
    return " ".join(parts)
