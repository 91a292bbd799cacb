"""What stands behind an LLM router: one small Protocol, and the words exchanged with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from routing.attempt import Failure, Limits


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a completion is asked for.

    schema: JSON schema of the answer; used only where the server takes it.
    logprobs: whether token probabilities help; left out where the server has none.
    """

    system: str
    user: str
    most_tokens: int
    schema: Mapping[str, Any]
    logprobs: bool = True


@dataclass(frozen=True, slots=True)
class Token:
    """A token of the answer with the natural logarithm of its probability, and its rivals."""

    text: str
    logprob: float
    rivals: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Usage:
    """What is charged for; cached tokens are part of the input tokens."""

    input_tokens: int
    output_tokens: int
    cached_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """What came back.

    finish: why the model stopped: `stop`, `length`, `content_filter`, or `broken` for an answer
        that cannot be read at all.
    usage: None where the server does not tell.
    """

    text: str
    finish: str = "stop"
    refusal: str | None = None
    tokens: tuple[Token, ...] = ()
    usage: Usage | None = None
    model: str = ""
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Abilities:
    """What the server has been found to take; the prompt is worded accordingly.

    form: `schema` (strict JSON schema), `json` (any JSON) or `text`.
    """

    form: str = "schema"
    logprobs: bool = True


class Provider(Protocol):
    """An endpoint that completes prompts."""

    @property
    def name(self) -> str:
        """The name shown to people: openai, azure, compatible."""
        ...

    @property
    def model(self) -> str:
        """The model or deployment that is asked."""
        ...

    @property
    def abilities(self) -> Abilities:
        """What the server takes, as far as is known by now."""
        ...

    async def complete(self, wanted: Wanted) -> Said | Failure:
        """Ask once; the provider's own retries are off."""
        ...

    async def close(self) -> None:
        """Give connections free."""
        ...
