"""The Batch API through the openai client: upload, find, poll, fetch."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx2
import pytest
from openai import AsyncOpenAI

from routing.errors import RouterError, Unavailable
from routing.routers.llm.batch_api import OpenAIBatches
from routing.routers.llm.clients.openai_provider import OpenAIProvider
from routing.routers.llm.endpoint import Endpoint
from routing.routers.llm.pricing import Price
from routing.routers.llm.router import LlmRouter
from routing.routers.router import BatchAnswers
from routing.taxonomy import Category, Taxonomy
from tests.conftest import ticket
from tests.routing.routers.llm.clients.test_openai_provider import completion

ENDPOINT = Endpoint("openai", "m", key="k")
TAXONOMY = Taxonomy((Category("A"), Category("B")))


class BatchServer:
    """Files and batches in memory."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.batches: list[dict[str, Any]] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        path = request.url.path.removeprefix("/v1")
        if request.method == "POST" and path == "/files":
            content = request.read()
            lines = [part for part in content.splitlines() if part.startswith(b'{"custom_id"')]
            self.files["file-in"] = b"\n".join(lines)
            return self.file("file-in")
        if request.method == "POST" and path == "/batches":
            asked = json.loads(request.content)
            self.batches.append({"id": "batch_1", "status": "in_progress", **asked})
            return self.batch(0)
        if path == "/batches":
            data = [self.whole(b) for b in self.batches]
            return httpx2.Response(200, json={"object": "list", "data": data, "has_more": False})
        if path.startswith("/batches/"):
            return self.batch(0)
        if path.endswith("/content"):
            return httpx2.Response(200, content=self.files[path.split("/")[2]])
        return httpx2.Response(404, json={"error": {"message": "nothing here"}})

    def file(self, name: str) -> httpx2.Response:
        return httpx2.Response(200, json={"id": name, "object": "file", "bytes": 1,
                                          "created_at": 1, "filename": "x", "purpose": "batch",
                                          "status": "processed"})  # fmt: skip

    def whole(self, batch: dict[str, Any]) -> dict[str, Any]:
        return {"object": "batch", "created_at": 1, **batch}

    def batch(self, place: int) -> httpx2.Response:
        return httpx2.Response(200, json=self.whole(self.batches[place]))

    def finish(self) -> None:
        """Answer every line of the input, the last one with an error."""
        asked = [json.loads(line) for line in self.files["file-in"].splitlines()]
        answers = [
            {"custom_id": a["custom_id"], "response": {"status_code": 200, "body": completion()}}
            for a in asked[:-1]
        ]
        error = {"error": {"message": "You are not allowed to request logprobs"}}
        wrong = {"custom_id": asked[-1]["custom_id"],
                 "response": {"status_code": 403, "body": error}}  # fmt: skip
        # A server that repeats a line, the second time with another answer.
        twice = {"status_code": 200, "body": completion('{"category": "B"}')}
        answers.append({"custom_id": asked[0]["custom_id"], "response": twice})
        self.files["file-out"] = "\n".join(json.dumps(a) for a in answers).encode()
        self.files["file-err"] = json.dumps(wrong).encode()
        self.batches[0] |= {"status": "completed", "output_file_id": "file-out",
                            "error_file_id": "file-err"}  # fmt: skip


def made(server: BatchServer, run: str = "run-1") -> tuple[OpenAIBatches, LlmRouter]:
    def client() -> AsyncOpenAI:
        http = httpx2.AsyncClient(transport=httpx2.MockTransport(server))
        return AsyncOpenAI(api_key="k", http_client=http, max_retries=0)

    provider = OpenAIProvider(ENDPOINT)
    router = LlmRouter(provider, "id", TAXONOMY, price=Price(2.0, 8.0, 1.0))
    return OpenAIBatches(ENDPOINT, provider, router, run, client), router


def test_upload_find_poll_and_fetch():
    server = BatchServer()
    batches, router = made(server)
    questions = [router.question(ticket(key)) for key in (1, 2, 3)]

    async def work() -> None:
        batch = await batches.hand_over("r1", questions)
        assert not (await batches.look(batch)).ended
        (found,) = await batches.find()
        assert (found.asked, found.request) == ({q.key for q in questions}, "r1")
        server.finish()
        ended = await batches.look(batch)
        assert ended.ended
        answers = await batches.answers(ended, {q.key: q for q in questions})
        assert [(a.category, a.key) for a in answers.attempts] == [
            ("A", q.key) for q in questions[:2]
        ]
        first = answers.attempts[0]
        assert first.cost_usd == pytest.approx((6 * 1.0 + 4 * 0.5 + 3 * 4.0) / 1e6)
        assert first.id == batches.pledge("r1", questions[0]).id
        assert answers.refused.keys() == {questions[2].key}
        await batches.close()

    asyncio.run(work())
    line = json.loads(server.files["file-in"].splitlines()[0])
    assert (line["method"], line["url"]) == ("POST", "/v1/chat/completions")
    assert line["body"]["model"] == "m"


def test_batches_of_other_runs_are_left_alone():
    server = BatchServer()
    mine, router = made(server)
    other, _ = made(server, "run-2")

    async def work() -> None:
        await mine.hand_over("r1", [router.question(ticket(1))])
        assert await other.find() == []
        await mine.close()
        await other.close()

    asyncio.run(work())


def test_a_wrong_key_is_one_sentence():
    def locked(_request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(401, json={"error": {"message": "no", "code": "invalid_api_key"}})

    batches, _ = made(locked)  # type: ignore[arg-type]
    with pytest.raises(RouterError, match="key for openai is wrong"):
        asyncio.run(batches.find())


def test_a_line_that_was_never_asked_is_neither_answered_nor_refused():
    server = BatchServer()
    batches, router = made(server)
    question = router.question(ticket(1))

    async def work() -> None:
        batch = await batches.hand_over("r1", [question])
        line = {"custom_id": question.key, "error": {"code": "batch_expired", "message": "late"}}
        server.files["file-err"] = json.dumps(line).encode()
        server.batches[0] |= {"status": "expired", "error_file_id": "file-err"}
        assert await batches.answers(batch, {question.key: question}) == BatchAnswers()
        await batches.close()

    asyncio.run(work())


def test_a_server_that_is_unwell_may_be_asked_again():
    batches, _ = made(lambda _request: httpx2.Response(503, json={}))  # type: ignore[arg-type]
    with pytest.raises(Unavailable, match="503"):
        asyncio.run(batches.find())
