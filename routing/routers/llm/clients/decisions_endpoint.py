"""OpenAI's decisions endpoint: a choice with a probability for every category, where offered."""

from __future__ import annotations

import asyncio
import json
import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from routing.attempt import Failure
from routing.errors import RouterError
from routing.routers.llm.answer.completion import read_usage
from routing.routers.llm.clients import failures, headers
from routing.routers.llm.endpoint import Endpoint
from routing.routers.llm.provider import Abilities, ChatRequest, Completion, Token, limits_id
from routing.taxonomy import UNKNOWN, Taxonomy

if TYPE_CHECKING:
    from openai import AsyncOpenAI

# The endpoint takes 2 to 255 choices, `Unknown` being one of them.
MAX_CATEGORIES: Final = 254
_NAME: Final = "category"


class DecisionsProvider:
    """Asks one ticket at a time as a question with choices; made for packs of one.

    The answer comes back in the form that every other provider's does: the category as JSON, and
    the probabilities as if they were its tokens'.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        taxonomy: Taxonomy,
        client: Callable[[], AsyncOpenAI] | None = None,
    ) -> None:
        if not 1 <= len(taxonomy.names) <= MAX_CATEGORIES:
            raise RouterError(f"The decisions endpoint takes 1 to {MAX_CATEGORIES} categories.")
        self._endpoint = endpoint
        self._make = client or endpoint.client
        self._client: AsyncOpenAI | None = None
        self._choices = [
            {"value": c.name, "description": c.description or c.name} for c in taxonomy.categories
        ] + [{"value": UNKNOWN, "description": "None of the others, or not sure."}]

    name = "openai decisions"
    abilities = Abilities()

    @property
    def model(self) -> str:
        """The model that is asked."""
        return self._endpoint.model

    @property
    def limits_id(self) -> str:
        """What shares one set of limits."""
        return limits_id(self._endpoint)

    async def complete(self, chat: ChatRequest) -> Completion | Failure:
        """Ask once."""
        from openai import APIConnectionError, APIStatusError  # noqa: PLC0415 - see Endpoint.client

        try:
            return await self._ask(chat)
        except APIStatusError as error:
            return failures.from_status(error, self._endpoint)
        except APIConnectionError as error:
            return failures.from_connection(error, self._endpoint)

    async def close(self) -> None:
        """Give connections free."""
        client, self._client = self._client, None
        if client is not None:
            await client.close()
            await asyncio.sleep(0)

    async def _ask(self, chat: ChatRequest) -> Completion:
        import httpx2  # noqa: PLC0415 - see Endpoint.client

        if self._client is None:
            self._client = self._make()
        question = {
            "type": "choice",
            "name": _NAME,
            "instructions": chat.system,
            "choices": self._choices,
        }
        body = {"model": self.model, "input": chat.user, "questions": [question]}
        answer = await self._client.post("/decisions", cast_to=httpx2.Response, body=body)
        return _completion(answer)


def _completion(answer: Any) -> Completion:
    limits = headers.limits(answer.headers)
    try:
        body = json.loads(answer.content)
        first, usage = body["answers"][0], read_usage(body.get("usage"), "input", "output")
        if first["type"] == "refusal":
            return Completion("", refusal="refused", usage=usage, limits=limits)
        choice = str(first["choice"])
        shares = {str(p["value"]): float(p["probability"]) for p in first.get("probabilities", ())}
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return Completion("", finish="broken", limits=limits)
    sure = shares.get(choice, float(first.get("confidence") or 0.0))
    model = str(body.get("model") or "")
    text, tokens = _spelt(choice, sure, shares)
    return Completion(text, tokens=tokens, usage=usage, model=model, limits=limits)


def _spelt(choice: str, sure: float, shares: Mapping[str, float]) -> tuple[str, tuple[Token, ...]]:
    """The choice as an answer in JSON, with the probabilities at the choice itself."""
    before, name, after = '{"category": "', json.dumps(choice, ensure_ascii=False)[1:-1], '"}'
    rivals = tuple((other, _log(share)) for other, share in shares.items())
    spelt = Token(before, 0.0), Token(name, _log(sure), rivals), Token(after, 0.0)
    return before + name + after, spelt


def _log(share: float) -> float:
    return math.log(min(1.0, max(1e-12, share)))
