"""Other prompts to try: what a model makes of the mistakes, and plain rules without one."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from string import Template
from typing import Any, Final

from routing.attempt import Failure
from routing.learning.prompt_tuning import Candidate, Examples, Mistake
from routing.routers.llm.provider import ChatRequest, Provider, Usage
from routing.taxonomy import UNKNOWN
from routing.ticket import Ticket

WORDS: Final = Path(__file__).parent / "prompt_proposals.toml"
MAX_TOKENS: Final = 2_000
SHOWN: Final = 20
MAX_CHARACTERS: Final = 300
RULES: Final = 5
PLACES: Final = ("$categories", "$examples")
SCHEMA: Final = {
    "type": "object",
    "properties": {"instructions": {"type": "string"}, "why": {"type": "string"}},
    "required": ["instructions", "why"],
    "additionalProperties": False,
}


async def rewritten(
    provider: Provider, best: Candidate, mistakes: Sequence[Mistake], text: Callable[[Ticket], str]
) -> tuple[Candidate | None, Usage | None]:
    """The instructions as a model writes them anew, None where they cannot be used; and the usage.

    text: what of a ticket may leave this machine, masked.
    """
    completion = await provider.complete(rewriting_request(best, mistakes, text))
    if isinstance(completion, Failure):
        return None, None
    return _read(completion.text, best), completion.usage


def rewriting_request(
    best: Candidate, mistakes: Sequence[Mistake], text: Callable[[Ticket], str]
) -> ChatRequest:
    """The request, to the letter."""
    words = _words()
    shown = [
        {
            "text": text(each.ticket)[:MAX_CHARACTERS],
            "answered": each.answered,
            "belongs": each.ticket.category,
        }
        for each in mistakes[:SHOWN]
    ]
    lines = "\n".join(json.dumps(each, ensure_ascii=False) for each in shown)
    return ChatRequest(
        system=Template(words["system"]).substitute(),
        user=Template(words["user"]).substitute(
            present=best.instructions, mistakes=lines.replace("<", "\\u003c")
        ),
        max_tokens=MAX_TOKENS,
        schema=SCHEMA,
        logprobs=False,
    )


def plain_proposals(best: Candidate, mistakes: Sequence[Mistake]) -> list[Candidate]:
    """Candidates that need no model: other examples, and a rule for what is mistaken most."""
    kinds: tuple[Examples, ...] = ("static", "nearest", "shortlist")
    found = [
        Candidate(best.instructions, kind, f"examples: {kind}")
        for kind in kinds
        if kind != best.examples and "$examples" in best.instructions
    ]
    pairs = Counter(
        (each.answered, str(each.ticket.category))
        for each in mistakes
        if UNKNOWN not in (each.answered, each.ticket.category)
    )
    rules = [
        Template(_words()["rule"]).substitute(answered=answered, actual=actual)
        for (answered, actual), _ in pairs.most_common(RULES)
    ]
    if rules:
        found.append(_with("\n".join(rules), best, "rules for what is mistaken most"))
    if sum(each.answered == UNKNOWN for each in mistakes) > len(mistakes) / 3:
        found.append(_with(_words()["unsure"], best, "fewer Unknown"))
    return found


def _with(rule: str, best: Candidate, why: str) -> Candidate:
    """The instructions with one more paragraph behind the categories."""
    rule = rule.replace("$", "$$")
    where = "$categories"
    instructions = best.instructions.replace(where, f"{where}\n\n{rule}", 1)
    return Candidate(instructions, best.examples, why)


def _read(text: str, best: Candidate) -> Candidate | None:
    """The instructions of an answer, None where the categories have no place in them."""
    start, end = text.find("{"), text.rfind("}")
    try:
        found: Any = json.loads(text[start : end + 1])
        instructions, why = str(found["instructions"]).strip(), str(found.get("why") or "")
    except (ValueError, LookupError, TypeError, AttributeError):
        return None
    if any(instructions.count(place) != best.instructions.count(place) for place in PLACES):
        return None
    return Candidate(instructions, best.examples, " ".join(why.split())[:MAX_CHARACTERS])


@cache
def _words() -> dict[str, str]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))
