"""The connection test: one tiny question, and one clear sentence about what came of it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from time import perf_counter
from typing import Final

from routing.attempt import Failure, Trouble
from routing.errors import RouterError
from routing.routers.llm.clients.openai_provider import OpenAIProvider
from routing.routers.llm.endpoint import Endpoint
from routing.routers.llm.prompt import default_prompt
from routing.routers.llm.provider import ChatRequest, Completion, Provider
from routing.routers.llm.schema import answer_schema, answer_tokens
from routing.taxonomy import Category, Taxonomy

SECONDS: Final = 20.0
_TAXONOMY: Final = Taxonomy((Category("Billing", "Invoices and payments."), Category("Other")))
_QUESTION: Final = "Where can I find my invoice?"


@dataclass(frozen=True, slots=True)
class Connection:
    """What the test found.

    sentence: for the user, as it stands.
    requests_per_minute, tokens_per_minute: what the provider's headers told, None for nothing.
    """

    works: bool
    sentence: str
    requests_per_minute: float | None = None
    tokens_per_minute: float | None = None


def check_connection(
    endpoint: Endpoint, provider: Provider | None = None, seconds: float = SECONDS
) -> Connection:
    """Ask one tiny question; costs a fraction of a cent and never raises."""
    try:
        asked = provider or OpenAIProvider(endpoint.checked())
    except RouterError as missing:
        return Connection(works=False, sentence=str(missing))
    return asyncio.run(_tried(asked, endpoint, seconds))


async def _tried(provider: Provider, endpoint: Endpoint, seconds: float) -> Connection:
    started = perf_counter()
    try:
        completion = await asyncio.wait_for(provider.complete(_test_request()), seconds)
    except TimeoutError:
        sentence = f"{endpoint.address} did not answer within {seconds:.0f} seconds; try again."
        return Connection(works=False, sentence=sentence)
    finally:
        await provider.close()
    if isinstance(completion, Failure):
        return Connection(works=False, sentence=_sentence(completion, endpoint))
    return _worked(completion, endpoint, perf_counter() - started)


def _test_request() -> ChatRequest:
    prompt, names = default_prompt(), _TAXONOMY.names
    return ChatRequest(
        system=prompt.system(_TAXONOMY, ()),
        user=prompt.user([_QUESTION], schema=True, stated=False),
        max_tokens=answer_tokens(names, 1, stated=True),
        schema=answer_schema(names, 1, stated=False),
    )


def _worked(completion: Completion, endpoint: Endpoint, seconds: float) -> Connection:
    limit = completion.limits.requests if completion.limits.period == 60 else None  # noqa: PLR2004 - a minute
    limited = f" It allows {limit:,.0f} requests a minute." if limit else ""
    sentence = f"{completion.model or endpoint.model} answered in {seconds:.1f} s.{limited}"
    return Connection(
        works=True,
        sentence=sentence,
        requests_per_minute=limit,
        tokens_per_minute=completion.limits.tokens,
    )


def _sentence(failure: Failure, endpoint: Endpoint) -> str:
    if failure.trouble is Trouble.STOP:
        return failure.message
    if failure.trouble is Trouble.BUSY:
        return "The key works, but its rate limit is used up at the moment; try again in a minute."
    if failure.trouble in (Trouble.UNREACHABLE, Trouble.CONNECTION):
        return f"{endpoint.address} cannot be reached; check the base URL and the network."
    return f"{endpoint.address} answers, but with an error ({failure.message}); try again later."
