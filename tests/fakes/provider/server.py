"""The fake provider as a server: `python -m tests.fakes.provider.server PORT BEHAVIOUR`."""

from __future__ import annotations

import asyncio
import gc
import json
import math
import random
import sys
from typing import Any

from aiohttp import web

from tests.fakes.provider.batches import Batches
from tests.fakes.provider.behaviour import Behaviour
from tests.fakes.provider.bucket import Bucket
from tests.fakes.provider.ledger import Ledger
from tests.fakes.provider.model import answer, case, logprobs, tickets_in, tokens

PAGE = "<html><head><title>Log in</title></head><body>Please log in to go on</body></html>"


class FakeProvider:
    """Answers like a provider, with limits, a ledger, and trouble as asked for."""

    def __init__(self, behaviour: Behaviour) -> None:
        self.batches = Batches(self)
        self.behave(behaviour)

    def behave(self, behaviour: Behaviour) -> None:
        self.is_ = behaviour
        self.random = random.Random(behaviour.seed)
        self.requests = Bucket(behaviour.rpm, behaviour.burst_seconds)
        self.tokens = Bucket(behaviour.tpm, behaviour.burst_seconds)
        self.ledger = Ledger()
        self.batches.forget()

    async def complete(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        since = self.ledger.arrived()
        outcome = "gone"
        try:
            answering = asyncio.ensure_future(self._answered(request, body, since))
            if not self.is_.bills_the_gone:
                response, outcome = await answering
                return response
            response, outcome = await asyncio.shield(answering)
            return response
        finally:
            self.ledger.left(outcome)

    async def _answered(
        self, request: web.Request, body: dict[str, Any], since: float
    ) -> tuple[web.StreamResponse, str]:
        refusal = self._unwelcome(request, body)
        if refusal:
            return refusal
        options = self.refusal_of_options(body)
        if options:
            return _error(*options), str(options[0])
        prompt = sum(tokens(message["content"]) for message in body["messages"])
        most = room_in(body)
        wait = max(self.requests.lacks(1), self.tokens.lacks(prompt + most))
        if wait > 0:
            if self.is_.charge_refusals:
                self.requests.spend(1)
                wait = max(wait, self.requests.lacks(1))
            return self._limited(wait), "429"
        if self.random.random() < self.is_.busy:
            return self._limited(self.is_.busy_seconds), "busy"
        self.requests.spend(1)
        self.tokens.spend(prompt + most)
        self.ledger.charged_tokens += prompt + most
        # The headers say what is left at the moment of admission, as the real ones do.
        headers = self._headers()
        down = self.is_.down
        if down and down[0] <= since < down[1]:
            return _error(503, "overloaded", "server_error", headers), "down"
        return await self._trouble_or_answer(request, body, prompt, headers)

    async def _trouble_or_answer(
        self, request: web.Request, body: dict[str, Any], prompt: int, headers: dict[str, str]
    ) -> tuple[web.StreamResponse, str]:
        dice = self.random.random()
        trouble = self.is_
        latency = trouble.latency * (1 + trouble.jitter * (2 * self.random.random() - 1))
        if self.random.random() < trouble.slow:
            latency *= 10
        if dice < trouble.errors:
            await asyncio.sleep(latency / 2)
            return _error(500, "internal error", "server_error", headers), "500"
        if dice < trouble.errors + trouble.resets:
            await asyncio.sleep(latency / 2)
            if request.transport:
                request.transport.abort()
            return web.Response(), "reset"
        if dice < trouble.errors + trouble.resets + trouble.hangs:
            await asyncio.sleep(trouble.hang_seconds)
            return _error(504, "too late", "server_error", headers), "hang"
        kind = "good"
        again = any(self.ledger.billed.get(case(t)) for t in tickets_in(body))
        spared = trouble.merciful and again
        if self.random.random() < trouble.malformed and not spared:
            kind = self.random.choice(trouble.malformed_kinds)
        await asyncio.sleep(latency)
        if trouble.page:
            return web.Response(text=PAGE, content_type="text/html", headers=headers), "page"
        if self.random.random() < trouble.inside:
            error = {"code": trouble.inside_code, "message": "Not at the moment, said the upstream"}
            return web.json_response({"error": error}, headers=headers), "inside"
        if trouble.thinks and room_in(body) < trouble.thinks + 20:
            kind = "no room"
        whole = json.dumps(self.completion(body, kind))
        sent = whole[:-20] if kind == "body" else whole
        return web.Response(text=sent, content_type="application/json", headers=headers), kind

    def completion(self, body: dict[str, Any], kind: str, share: float = 1.0) -> dict[str, Any]:
        """The body of an answer, billed at that share of the price."""
        text, finish, refusal = ("", "length", None) if kind == "no room" else answer(body, kind)
        prompt = sum(tokens(message["content"]) for message in body["messages"])
        spoken = room_in(body) if kind == "no room" else tokens(text) + self.is_.thinks
        numbers = [case(ticket) for ticket in tickets_in(body)]
        usd = share * (prompt * self.is_.usd_in + spoken * self.is_.usd_out) / 1e6
        self.ledger.bill(numbers, kind, prompt, spoken, usd)
        choice: dict[str, Any] = {
            "index": 0,
            "finish_reason": finish,
            "message": {"role": "assistant", "content": text, "refusal": refusal},
        }
        if kind == "thoughts":
            choice["message"]["reasoning_content"] = f"Hm.\nAnswer: {answer(body, 'name')[0]}"
        if body.get("logprobs") and self.is_.probabilities:
            choice["logprobs"] = logprobs(text)
        usage = {
            "prompt_tokens": prompt,
            "completion_tokens": spoken,
            "total_tokens": prompt + spoken,
            "prompt_tokens_details": {"cached_tokens": 0},
        }
        whole = {"id": "x", "object": "chat.completion", "created": 1, "model": body["model"],
                 "choices": [choice]}  # fmt: skip
        return whole | ({"usage": usage} if self.is_.usage else {})

    def _unwelcome(
        self, request: web.Request, body: dict[str, Any]
    ) -> tuple[web.Response, str] | None:
        key = request.headers.get("authorization", "").removeprefix("Bearer ")
        key = request.headers.get("api-key", key)
        if self.is_.key and key != self.is_.key:
            return _error(401, "Incorrect API key provided", "invalid_api_key"), "401"
        if self.is_.model and body.get("model") != self.is_.model:
            return _error(404, "The model does not exist", "model_not_found"), "404"
        if self.is_.quota_gone:
            return _error(429, "You exceeded your current quota", "insufficient_quota"), "quota"
        form = (body.get("response_format") or {}).get("type", "text")
        wanted = {"json_schema": "schema", "json_object": "json"}.get(form)
        if wanted and wanted not in self.is_.forms:
            return _error(400, f"response_format {form} is not supported", "unsupported"), "400"
        if body.get("logprobs") and "logprobs" not in self.is_.forms:
            return _error(400, "logprobs are not supported", "unsupported"), "400"
        return None

    def refusal_of_options(self, body: dict[str, Any]) -> tuple[int, str, str] | None:
        """What a reasoning model does not take: status, words and code."""
        if not self.is_.reasoning:
            return None
        for name in ("logprobs", "temperature"):
            if name in body:
                return 403, f"You are not allowed to request {name} from this model", "forbidden"
        if "max_tokens" in body:
            words = "max_tokens is not supported with this model, use max_completion_tokens"
            return 400, words, "unsupported_parameter"
        return None

    def _limited(self, wait: float) -> web.Response:
        headers = self._headers() | {
            "retry-after-ms": str(math.ceil(wait * 1000)),
            "retry-after": str(math.ceil(wait)),
        }
        return _error(429, "Rate limit reached", "rate_limit_exceeded", headers)

    def _headers(self) -> dict[str, str]:
        if not self.is_.telling:
            return {}
        return self.requests.headers("requests") | self.tokens.headers("tokens")

    async def report(self, _request: web.Request) -> web.Response:
        return web.json_response(self.ledger.report())

    async def change(self, request: web.Request) -> web.Response:
        self.behave(Behaviour.from_json(await request.text()))
        return web.json_response({})


def _error(
    status: int, message: str, code: str, headers: dict[str, str] | None = None
) -> web.Response:
    error = {"error": {"message": message, "type": code, "code": code, "param": None}}
    return web.json_response(error, status=status, headers=headers)


def room_in(body: dict[str, Any]) -> int:
    """Tokens the answer may have."""
    return int(body.get("max_completion_tokens") or body.get("max_tokens") or 16)


def application(provider: FakeProvider) -> web.Application:
    app = web.Application(client_max_size=50_000_000)
    app.router.add_post("/v1/files", provider.batches.upload)
    app.router.add_get("/v1/files/{id}/content", provider.batches.content)
    app.router.add_post("/v1/batches", provider.batches.create)
    app.router.add_get("/v1/batches", provider.batches.all)
    app.router.add_get("/v1/batches/{id}", provider.batches.one)
    app.router.add_post("/v1/chat/completions", provider.complete)
    app.router.add_post("/openai/v1/chat/completions", provider.complete)
    app.router.add_post("/openai/deployments/{name}/chat/completions", provider.complete)
    app.router.add_get("/ledger", provider.report)
    app.router.add_post("/behave", provider.change)
    return app


def main() -> None:
    port, behaviour = int(sys.argv[1]), Behaviour.from_json(sys.argv[2])
    gc.freeze()
    web.run_app(
        application(FakeProvider(behaviour)), host="127.0.0.1", port=port, print=_ready,
        access_log=None, handler_cancellation=True, shutdown_timeout=0.1,
    )  # fmt: skip


def _ready(*_words: object) -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
