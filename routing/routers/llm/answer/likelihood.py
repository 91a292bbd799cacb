"""Confidence and rivals of an answer, from the tokens that spell its category."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Collection, Sequence
from typing import Final

from routing.decision import Alternative
from routing.routers.llm.provider import Completion, Token

MIN_ALTERNATIVE: Final = 0.01


def likelihood(completion: Completion, name: str, place: str | None) -> tuple[float, Token] | None:
    """The probability of a name as it is spelt, and its first token; None without tokens.

    place: the id of its entry where there are several.
    """
    span = _span(completion.text, name, place)
    if not completion.tokens or span is None:
        return None
    spelling = _within(completion.tokens, completion.text, span)
    if not spelling:
        return None
    return math.exp(min(0.0, sum(token.logprob for token in spelling))), spelling[0]


def rivals(
    first: Token, names: Collection[str], chosen: str, rest: float
) -> tuple[Alternative, ...]:
    """Categories that only one other beginning fits, with that beginning's probability.

    rest: what the chosen category leaves for them.
    """
    found: dict[str, float] = {}
    for text, logprob in first.rivals:
        start = text.strip(' "').casefold()
        fits = [name for name in names if start and name.casefold().startswith(start)]
        if len(fits) == 1 and fits[0] != chosen:
            found[fits[0]] = max(found.get(fits[0], 0.0), min(rest, math.exp(logprob)))
    ranked = sorted(found.items(), key=lambda item: -item[1])
    return tuple(Alternative(n, p) for n, p in ranked if p >= MIN_ALTERNATIVE)


def _span(text: str, name: str, place: str | None) -> tuple[int, int] | None:
    """Where the name stands in the answer; after its id when there are several."""
    start = 0
    if place is not None:
        key = re.search(rf'"(?:id"\s*:\s*"?)?{place}"?\s*[:,}}]', text)
        if not key:
            return None
        start = key.end()
    found = text.find(json.dumps(name, ensure_ascii=False), start)
    if found >= 0:
        return found + 1, found + 1 + len(name)
    found = text.find(name, start)
    return (found, found + len(name)) if found >= 0 else None


def _within(tokens: Sequence[Token], text: str, span: tuple[int, int]) -> list[Token]:
    """The tokens that spell a span of the text; none when tokens and text do not match."""
    if "".join(token.text for token in tokens)[: len(text)] != text:
        return []
    found, at = [], 0
    for token in tokens:
        if at < span[1] and at + len(token.text) > span[0]:
            found.append(token)
        at += len(token.text)
    return found
