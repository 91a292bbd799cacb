"""OpenAI, Azure OpenAI and every server that speaks the same protocol."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from routing.attempt import Failure, Trouble
from routing.routers.llm import failures, headers
from routing.routers.llm.endpoint import Endpoint
from routing.routers.llm.provider import Abilities, Said, Token, Usage, Wanted

if TYPE_CHECKING:
    from openai import APIStatusError, AsyncOpenAI

RIVALS: Final = 5
# So many things about a request a server may refuse, one after the other.
MOST_CONCESSIONS: Final = 6


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
        self._abilities = Abilities()
        self._limit_name = (
            "max_tokens" if endpoint.kind == "compatible" else "max_completion_tokens"
        )
        self._temperature: float | None = temperature

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
    def abilities(self) -> Abilities:
        """What the server takes, as far as is known by now."""
        return self._abilities

    async def complete(self, wanted: Wanted) -> Said | Failure:
        """Ask once; what the server does not take is left out and asked without."""
        from openai import APIConnectionError, APIStatusError  # noqa: PLC0415 - see Endpoint.client

        for _ in range(MOST_CONCESSIONS):
            try:
                return await self._ask(wanted)
            except APIStatusError as error:
                if error.status_code in failures.WORDING and self._concede(error):
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

    async def _ask(self, wanted: Wanted) -> Said:
        import httpx2  # noqa: PLC0415 - see Endpoint.client

        if self._client is None:
            self._client = self._make()
        # The client's typed method walks through the whole request for its types, which takes
        # longer than everything else together; what is sent is the same.
        answer = await self._client.post(
            "/chat/completions", cast_to=httpx2.Response, body=self.body(wanted)
        )
        said = read_completion(answer.content)
        if wanted.logprobs and self._abilities.logprobs and said.text and not said.tokens:
            self._abilities = replace(self._abilities, logprobs=False)
        return replace(said, limits=headers.limits(answer.headers))

    def body(self, wanted: Wanted) -> dict[str, Any]:
        """The request as it is sent, also line by line to the Batch API."""
        body: dict[str, Any] = {
            "model": self._endpoint.model,
            "messages": [
                {"role": "system", "content": wanted.system},
                {"role": "user", "content": wanted.user},
            ],
            self._limit_name: wanted.most_tokens,
        }
        if self._temperature is not None:
            body["temperature"] = self._temperature
        if self._abilities.form == "schema":
            schema = {"name": "routing", "strict": True, "schema": wanted.schema}
            body["response_format"] = {"type": "json_schema", "json_schema": schema}
        elif self._abilities.form == "json":
            body["response_format"] = {"type": "json_object"}
        if wanted.logprobs and self._abilities.logprobs:
            body |= {"logprobs": True, "top_logprobs": RIVALS}
        return body

    def _concede(self, error: APIStatusError) -> bool:
        """Give up what the server complains about; False when it is none of our extras."""
        complaint = f"{error.param or ''} {error.message}".lower()
        if "logprobs" in complaint and self._abilities.logprobs:
            self._abilities = replace(self._abilities, logprobs=False)
        elif "temperature" in complaint and self._temperature is not None:
            self._temperature = None
        elif "max_completion_tokens" in complaint or "max_tokens" in complaint:
            return self._other_limit(complaint)
        elif any(w in complaint for w in ("response_format", "schema", "grammar", "json")):
            return self._simpler_form()
        else:
            return False
        return True

    def _other_limit(self, complaint: str) -> bool:
        asked, other = "max_completion_tokens", "max_tokens"
        if self._limit_name != asked:
            asked, other = other, asked
        # "max_tokens is too large" is a complaint about the number, not about the name.
        named = any(
            word in complaint
            for word in (
                "unsupported",
                "not supported",
                "unrecognized",
                "unknown",
                "extra",
                "instead",
                "unexpected",
            )
        )
        if self._limit_name == asked and named:
            self._limit_name = other
            return True
        return False

    def _simpler_form(self) -> bool:
        simpler = {"schema": "json", "json": "text"}.get(self._abilities.form)
        if simpler is None:
            return False
        self._abilities = replace(self._abilities, form=simpler)
        return True


def read_completion(content: bytes) -> Said:
    """The completion as it stands in the body; `broken` when it cannot be read."""
    try:
        body = json.loads(content)
        choice = body["choices"][0]
        message = choice.get("message") or {}
        text = message.get("content") or ""
        return Said(
            text=text if isinstance(text, str) else json.dumps(text),
            finish=str(choice.get("finish_reason") or "stop"),
            refusal=message.get("refusal") or None,
            tokens=_tokens(choice.get("logprobs")),
            usage=_usage(body.get("usage")),
            model=str(body.get("model") or ""),
        )
    except (ValueError, LookupError, TypeError, AttributeError):
        return Said("", finish="broken", usage=_salvaged(content))


def _tokens(logprobs: Any) -> tuple[Token, ...]:
    if not isinstance(logprobs, Mapping):
        return ()
    return tuple(
        Token(
            str(entry.get("token", "")),
            float(entry.get("logprob", 0.0)),
            tuple((str(r["token"]), float(r["logprob"])) for r in entry.get("top_logprobs") or ()),
        )
        for entry in logprobs.get("content") or ()
    )


def _usage(usage: Any) -> Usage | None:
    if not isinstance(usage, Mapping):
        return None
    details = usage.get("prompt_tokens_details") or {}
    return Usage(
        input_tokens=int(usage.get("prompt_tokens") or 0),
        output_tokens=int(usage.get("completion_tokens") or 0),
        cached_tokens=int(details.get("cached_tokens") or 0),
    )


def _salvaged(content: bytes) -> Usage | None:
    """The usage in a body that is broken elsewhere: what it says has been charged for."""
    text = content.decode("utf-8", "replace")
    start = text.find('"usage"')
    brace = text.find("{", start)
    if start < 0 or brace < 0:
        return None
    try:
        return _usage(json.JSONDecoder().raw_decode(text, brace)[0])
    except ValueError:
        return None
