"""The openai client against canned servers: what is sent, and what every failure means."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import httpx2
import pytest
from openai import AsyncAzureOpenAI, AsyncOpenAI

from routing.attempt import Failure, Trouble
from routing.routers.llm.clients.openai_provider import OpenAIProvider
from routing.routers.llm.endpoint import Endpoint
from routing.routers.llm.provider import ChatRequest, Completion

WANTED = ChatRequest("system", "user", 20, {"type": "object"})
KEY = "sk-very-secret"
Server = Callable[[httpx2.Request], httpx2.Response]


def completion(text: str = '{"category": "A"}', **more: Any) -> dict[str, Any]:
    choice = {"finish_reason": "stop", "message": {"content": text}}
    usage = {"prompt_tokens": 10, "completion_tokens": 3,
             "prompt_tokens_details": {"cached_tokens": 4}}  # fmt: skip
    return {"model": "m-1", "choices": [choice], "usage": usage} | more


def asked(server: Server, endpoint: Endpoint | None = None, times: int = 1) -> tuple[Any, Any]:
    """The last answer and the provider."""
    endpoint = endpoint or Endpoint("openai", "m", key=KEY)

    def client() -> AsyncOpenAI:
        http = httpx2.AsyncClient(transport=httpx2.MockTransport(server))
        if endpoint.classic_azure:
            return AsyncAzureOpenAI(azure_endpoint=endpoint.address, api_version="v", api_key=KEY,
                                    http_client=http, max_retries=0)  # fmt: skip
        return AsyncOpenAI(base_url=endpoint.address, api_key=KEY, http_client=http, max_retries=0)

    provider = OpenAIProvider(endpoint, client)

    async def work() -> Completion | Failure:
        for _ in range(times):
            answer = await provider.complete(WANTED)
        await provider.close()
        return answer

    return asyncio.run(work()), provider


def failing(status: int, code: str, message: str = "sorry", **headers: str) -> Server:
    error = {"error": {"message": message, "code": code, "type": code}}
    return lambda _request: httpx2.Response(status, json=error, headers=headers)


def test_text_usage_and_limits_come_back():
    headers = {"x-ratelimit-limit-requests": "100", "x-ratelimit-remaining-requests": "99"}
    answer, _ = asked(lambda _r: httpx2.Response(200, json=completion(), headers=headers))
    assert (answer.text, answer.model, answer.limits.requests_left) == (
        '{"category": "A"}',
        "m-1",
        99,
    )
    assert (answer.usage.input_tokens, answer.usage.output_tokens, answer.usage.cached_tokens) == (
        10,
        3,
        4,
    )


def test_what_a_server_does_not_take_is_given_up_and_not_asked_for_again():
    seen: list[dict[str, Any]] = []

    def picky(request: httpx2.Request) -> httpx2.Response:
        body = json.loads(request.content)
        seen.append(body)
        for name in ("logprobs", "temperature", "max_completion_tokens", "response_format"):
            if name in body:
                message = f"Unsupported parameter: '{name}' is not supported"
                return httpx2.Response(400, json={"error": {"message": message, "param": name}})
        return httpx2.Response(200, json=completion())

    answer, provider = asked(picky, times=2)
    assert isinstance(answer, Completion)
    assert (provider.abilities.form, provider.abilities.logprobs) == ("text", False)
    assert seen[-1].keys() == {"model", "messages", "max_tokens"}
    assert len(seen) == 7


def test_a_server_that_sends_no_probabilities_is_not_asked_for_them_again():
    _, provider = asked(lambda _r: httpx2.Response(200, json=completion()))
    assert not provider.abilities.logprobs


@pytest.mark.parametrize(
    ("server", "trouble", "words"),
    [
        (failing(401, "invalid_api_key"), Trouble.STOP, "wrong or no longer valid"),
        (failing(403, "forbidden"), Trouble.STOP, "may not use m"),
        (failing(404, "model_not_found"), Trouble.STOP, 'no model "m"'),
        (failing(404, "", "Not Found"), Trouble.STOP, "check the base URL"),
        (failing(429, "insufficient_quota"), Trouble.STOP, "no quota left"),
        (failing(402, "pay"), Trouble.STOP, "no quota left"),
        (failing(429, "rate_limit_exceeded"), Trouble.BUSY, "rate limit"),
        (failing(500, "x"), Trouble.SERVER, "500"),
        (failing(529, "overloaded"), Trouble.SERVER, "529"),
        (failing(400, "content_filter"), Trouble.FILTER, "content filter"),
        (failing(400, "context_length_exceeded"), Trouble.REQUEST, "too long"),
        (failing(400, "odd"), Trouble.REQUEST, "400"),
    ],
)
def test_every_failure_is_a_trouble_with_a_sentence_that_holds_no_key(server, trouble, words):
    failure, _ = asked(server)
    assert failure.trouble is trouble
    assert words in failure.message
    assert KEY not in repr(failure)


def test_the_wait_a_refusal_names_is_passed_on_even_as_a_reset_header():
    failure, _ = asked(failing(429, "x", **{"retry-after-ms": "20"}))
    assert failure.retry_after == 0.02
    failure, _ = asked(failing(429, "x", **{"x-ratelimit-remaining-requests": "0",
                                           "x-ratelimit-reset-requests": "1m2s"}))  # fmt: skip
    assert failure.retry_after == 62


def test_a_lost_connection_is_a_trouble_of_its_own():
    def gone(_request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ReadError("reset")

    failure, _ = asked(gone)
    assert failure.trouble is Trouble.CONNECTION


@pytest.mark.parametrize("body", [b"", b"[]", b'{"choices": []}', b'{"choices": [{"mess'])
def test_a_body_that_cannot_be_read_is_a_broken_answer_and_not_a_crash(body):
    answer, _ = asked(lambda _r: httpx2.Response(200, content=body))
    assert (answer.finish, answer.text) == ("broken", body.decode())


@pytest.mark.parametrize(
    ("body", "trouble", "words"),
    [
        (b"<html><body>Please log in</body></html>", Trouble.NO_ANSWER, "a web page: Please log"),
        (b'{"error": {"code": 429, "message": "slow down"}}', Trouble.BUSY, "rate limit"),
        (b'{"error": {"type": "rate_limit_exceeded"}}', Trouble.BUSY, "rate limit"),
        (b'{"error": {"message": "overloaded"}, "choices": []}', Trouble.SERVER, "overloaded"),
        (b'{"error": {"code": "invalid_api_key"}}', Trouble.STOP, "wrong or no longer valid"),
        (b'{"error": "out of order"}', Trouble.NO_ANSWER, "out of order"),
        (b'{"error": {"code": 400, "message": "no such field"}}', Trouble.REQUEST, "no such field"),
    ],
)
def test_an_error_with_status_200_is_an_error(body, trouble, words):
    failure, _ = asked(lambda _r: httpx2.Response(200, content=body))
    assert failure.trouble is trouble
    assert words in failure.message


def test_an_answer_that_speaks_of_an_error_is_an_answer():
    body = completion('{"category": "error"}') | {"error": None}
    answer, _ = asked(lambda _r: httpx2.Response(200, json=body))
    assert answer.text == '{"category": "error"}'


def test_what_a_key_is_not_allowed_to_ask_for_is_left_out_as_for_400():
    def reasoning(request: httpx2.Request) -> httpx2.Response:
        body = json.loads(request.content)
        for name in ("logprobs", "temperature"):
            if name in body:
                error = {"message": f"You are not allowed to request {name} from this model"}
                return httpx2.Response(403, json={"error": error})
        if "max_tokens" in body:
            error = {"message": "max_tokens is not supported; use max_completion_tokens instead"}
            return httpx2.Response(400, json={"error": error})
        return httpx2.Response(200, json=completion())

    answer, provider = asked(reasoning, Endpoint("compatible", "m", "http://h/v1"))
    assert isinstance(answer, Completion)
    assert not provider.abilities.logprobs


def test_the_servers_own_words_are_told_and_the_key_is_not():
    failure, _ = asked(failing(400, "odd", f"unknown field x for {KEY}"))
    assert failure.message == "the provider refused the request (400: unknown field x for …)"


def test_limits_are_shared_by_endpoint_and_account_and_tell_no_key():
    made = {
        name: OpenAIProvider(Endpoint("openai", model, key=key)).limits_id
        for name, model, key in (
            ("one", "m", KEY), ("same", "m", KEY), ("model", "n", KEY), ("account", "m", "sk-2"),
        )
    }  # fmt: skip
    assert made["one"] == made["same"]
    assert len(set(made.values())) == 3
    assert KEY not in repr(made)


def test_the_usage_of_a_cut_body_is_saved_where_it_stands():
    body = json.dumps({"usage": completion()["usage"], **completion()})[:-20].encode()
    answer, _ = asked(lambda _r: httpx2.Response(200, content=body))
    assert answer.finish == "broken"
    assert answer.usage.input_tokens == 10


@pytest.mark.parametrize(
    ("endpoint", "url"),
    [
        (Endpoint("openai", "m", key=KEY), "https://api.openai.com/v1/chat/completions"),
        (Endpoint("compatible", "m", "http://h:1/v1/"), "http://h:1/v1/chat/completions"),
        (Endpoint("azure", "dep", "https://r.openai.azure.com", key=KEY),
         "https://r.openai.azure.com/openai/deployments/dep/chat/completions?api-version=v"),
        (Endpoint("azure", "dep", "https://r.openai.azure.com/openai/v1/", key=KEY),
         "https://r.openai.azure.com/openai/v1/chat/completions"),
    ],
)  # fmt: skip
def test_each_kind_of_endpoint_has_its_url(endpoint, url):
    seen: list[str] = []

    def server(request: httpx2.Request) -> httpx2.Response:
        seen.append(str(request.url))
        return httpx2.Response(200, json=completion())

    asked(server, endpoint)
    assert seen == [url]


def test_requests_that_meet_one_complaint_together_give_in_once():
    def no_schema(request: httpx2.Request) -> httpx2.Response:
        if json.loads(request.content).get("response_format", {}).get("type") == "json_schema":
            return httpx2.Response(400, json={"error": {"message": "no json_schema here"}})
        return httpx2.Response(200, json=completion())

    endpoint = Endpoint("compatible", "m", "http://localhost")

    def client() -> AsyncOpenAI:
        http = httpx2.AsyncClient(transport=httpx2.MockTransport(no_schema))
        return AsyncOpenAI(
            base_url="http://localhost", api_key="x", http_client=http, max_retries=0
        )

    provider = OpenAIProvider(endpoint, client)

    async def work() -> list[Completion | Failure]:
        return await asyncio.gather(*(provider.complete(WANTED) for _ in range(5)))

    assert all(isinstance(answer, Completion) for answer in asyncio.run(work()))
    assert provider.abilities.form == "json"


def test_a_complaint_is_read_wherever_the_server_puts_it():
    def strict(request: httpx2.Request) -> httpx2.Response:
        if "logprobs" in json.loads(request.content):
            detail = [{"loc": ["body", "logprobs"], "msg": "extra fields not permitted"}]
            return httpx2.Response(422, json={"detail": detail})
        return httpx2.Response(200, json=completion())

    answer, provider = asked(strict)
    assert isinstance(answer, Completion)
    assert not provider.abilities.logprobs


def test_a_proxy_that_wants_a_login_is_named():
    answer, _ = asked(failing(407, "x"))
    assert isinstance(answer, Failure)
    assert answer.trouble is Trouble.STOP
    assert "proxy" in answer.message
