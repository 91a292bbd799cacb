"""OpenAI, Azure OpenAI and every server that speaks the same protocol."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from routing.attempt import Failure, Trouble
from routing.routers.llm.answer.completion import error_in, read_completion
from routing.routers.llm.clients import failures, headers
from routing.routers.llm.clients.request_options import RequestOptions
from routing.routers.llm.endpoint import Endpoint
from routing.routers.llm.provider import Abilities, ChatRequest, Completion, limits_id

if TYPE_CHECKING:
    from openai import APIStatusError, AsyncOpenAI

# So many things about a request a server may refuse, one after the other.
MAX_CONCESSIONS: Final = 6


class OpenAIProvider:
    """Asks the chat completions of an endpoint through the `openai` client.

    What a server does not take (a schema, token probabilities, a temperature) is found out from
    its refusals and not asked for again.

    temperature: 0 for the likeliest answer, up to 2 for ever bolder ones.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        client: Callable[[], AsyncOpenAI] | None = None,
        temperature: float = 0.0,
    ) -> None:
        self._endpoint = endpoint
        self._make = client or endpoint.client
        self._client: AsyncOpenAI | None = None
        self._options = RequestOptions(endpoint.declared.token_limit, temperature)

    @property
    def name(self) -> str:
        """The kind of endpoint: openai, azure, compatible."""
        return self._endpoint.kind

    @property
    def model(self) -> str:
        """The model or deployment that is asked."""
        return self._endpoint.model

    @property
    def identity(self) -> str:
        """What tells this model from all others."""
        return self._endpoint.identity

    @property
    def limits_id(self) -> str:
        """What shares one set of limits."""
        return limits_id(self._endpoint)

    @property
    def abilities(self) -> Abilities:
        """What the server takes, as far as is known by now."""
        return self._options.abilities

    async def complete(self, chat: ChatRequest) -> Completion | Failure:
        """Ask once; what the server does not take is left out and asked without."""
        from openai import APIConnectionError, APIStatusError  # noqa: PLC0415 - see Endpoint.client

        for _ in range(MAX_CONCESSIONS):
            options = self._options
            try:
                return await self._ask(chat, options)
            except APIStatusError as error:
                if error.status_code in failures.WORDING and self._concede(error, options):
                    continue
                return failures.from_status(error, self._endpoint)
            except APIConnectionError as error:
                return failures.from_connection(error, self._endpoint)
        return Failure(Trouble.STOP, "The server refuses every form of request; check its log.")

    async def close(self) -> None:
        """Give connections free."""
        client, self._client = self._client, None
        if client is not None:
            await client.close()
            # The transport closes its sockets in the next turns of the loop.
            await asyncio.sleep(0)

    async def _ask(self, chat: ChatRequest, options: RequestOptions) -> Completion | Failure:
        import httpx2  # noqa: PLC0415 - see Endpoint.client

        if self._client is None:
            self._client = self._make()
        # The client's typed method walks through the whole request for its types, which takes
        # longer than everything else together; what is sent is the same.
        answer = await self._client.post(
            "/chat/completions",
            cast_to=httpx2.Response,
            body=options.body(self._endpoint.model, chat),
        )
        error = error_in(answer.content)
        if error is not None:
            return failures.from_body(error, answer.headers, self._endpoint)
        completion = read_completion(answer.content)
        if (
            chat.logprobs
            and options.abilities.logprobs
            and completion.text
            and not completion.tokens
        ):
            self._options = self._options.without_logprobs()
        return replace(completion, limits=headers.limits(answer.headers))

    def _concede(self, error: APIStatusError, asked: RequestOptions) -> bool:
        """Give up what the server complains about; False when it is none of our extras."""
        if asked != self._options:
            # Others that were under way have met the same complaint, and given in.
            return True
        simpler = asked.without(failures.complaint(error))
        self._options = simpler or asked
        return simpler is not None

    def body(self, chat: ChatRequest) -> dict[str, Any]:
        """The request as it is sent, also line by line to the Batch API."""
        return self._options.body(self._endpoint.model, chat)
