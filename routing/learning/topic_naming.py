"""A name and a description for a topic, from a language model."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template
from typing import Any, Final

from routing.attempt import Failure
from routing.routers.llm.provider import ChatRequest, Provider, Usage

WORDS: Final = Path(__file__).parent / "topic_naming.toml"
MAX_TOKENS: Final = 200
MAX_NAME_CHARACTERS: Final = 60
MAX_DESCRIPTION_CHARACTERS: Final = 300
SCHEMA: Final = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "description": {"type": "string"}},
    "required": ["name", "description"],
    "additionalProperties": False,
}


@dataclass(frozen=True, slots=True)
class Naming:
    """What a model made of a topic.

    problem: one sentence where there is no usable name; usage: what was charged for.
    """

    name: str = ""
    description: str = ""
    problem: str = ""
    usage: Usage | None = None
    model: str = ""


async def name_topic(
    provider: Provider, terms: Sequence[str], texts: Sequence[str], taken: Sequence[str]
) -> Naming:
    """Ask for a name.

    texts: examples as they may leave this machine, masked. taken: names not to use again.
    """
    completion = await provider.complete(naming_request(terms, texts, taken))
    if isinstance(completion, Failure):
        return Naming(problem=completion.message)
    found = _read(completion.text)
    if found is None:
        return Naming(problem="The model gave no name that can be read.", usage=completion.usage)
    return Naming(*found, usage=completion.usage, model=completion.model)


def naming_request(terms: Sequence[str], texts: Sequence[str], taken: Sequence[str]) -> ChatRequest:
    """The request, to the letter."""
    words = _words()
    data = json.dumps({"words": list(terms), "texts": list(texts)}, ensure_ascii=False)
    return ChatRequest(
        system=Template(words["system"]).substitute(taken=json.dumps(list(taken))),
        user=Template(words["user"]).substitute(data=data.replace("<", "\\u003c")),
        max_tokens=MAX_TOKENS,
        schema=SCHEMA,
        logprobs=False,
    )


def _read(text: str) -> tuple[str, str] | None:
    """Name and description, on one line each; None where there is no name."""
    start, end = text.find("{"), text.rfind("}")
    try:
        found: Any = json.loads(text[start : end + 1])
        name = " ".join(str(found["name"]).split())[:MAX_NAME_CHARACTERS].strip()
        description = " ".join(str(found.get("description") or "").split())
    except (ValueError, LookupError, TypeError, AttributeError):
        return None
    return (name, description[:MAX_DESCRIPTION_CHARACTERS]) if name else None


@cache
def _words() -> dict[str, str]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))
