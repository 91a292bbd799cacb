"""What stands behind an LLM router: one small Protocol, and the words exchanged with it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from routing.attempt import Failure, Limits
from routing.routers.llm.endpoint import Endpoint

# New in every process: a key cannot be guessed from what is made of it.
_SALT: Final = secrets.token_bytes(16)


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """What a completion is asked for.

    schema: JSON schema of the answer; used only where the server takes it.
    logprobs: whether token probabilities help; left out where the server has none.
    stated: whether the model is asked to say how sure it is.
    """

    system: str
    user: str
    max_tokens: int
    schema: Mapping[str, Any]
    logprobs: bool = True
    stated: bool = False


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
class Completion:
    """What came back.

    reasoning: what the model thought aloud beside its answer, where the server tells it.
    finish: why the model stopped: `stop`, `length`, `content_filter`, or `broken` for an answer
        that cannot be read at all.
    usage: None where the server does not tell.
    """

    text: str
    finish: str = "stop"
    reasoning: str = ""
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
    def limits_id(self) -> str:
        """What shares one set of limits: endpoint, model and account; never a key itself."""
        ...

    @property
    def abilities(self) -> Abilities:
        """What the server takes, as far as is known by now."""
        ...

    async def complete(self, chat: ChatRequest) -> Completion | Failure:
        """Ask once; the provider's own retries are off."""
        ...

    async def close(self) -> None:
        """Give connections free."""
        ...


def limits_id(endpoint: Endpoint) -> str:
    """What tells an endpoint under one account from all others in this process.

    >>> one = Endpoint("openai", "m", key="sk-1")
    >>> limits_id(one) == limits_id(Endpoint("openai", "m", key="sk-1"))
    True
    >>> limits_id(one) == limits_id(Endpoint("openai", "m", key="sk-2"))
    False
    """
    account = hashlib.blake2b(endpoint.key.encode(), digest_size=12, key=_SALT).hexdigest()
    return f"{endpoint.identity}-{account}"
