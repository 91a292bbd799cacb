"""The Batch API of OpenAI and Azure: half the price, up to 24 hours."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from routing.attempt import Attempt, Failure, Question, Trouble
from routing.errors import RouterError
from routing.routers.llm.answer.completion import error_in, read_completion
from routing.routers.llm.clients import failures
from routing.routers.llm.clients.openai_provider import OpenAIProvider
from routing.routers.llm.endpoint import Endpoint
from routing.routers.llm.provider import Completion
from routing.routers.llm.router import LlmRouter
from routing.routers.router import Batch, BatchAnswers

if TYPE_CHECKING:
    from openai import AsyncOpenAI

PATH: Final = "/v1/chat/completions"
# Under these names a batch says which run it belongs to, so that a new process finds it, and which
# ids its answers have.
RUN: Final = "routecase_run"
REQUEST: Final = "routecase_request"
# What a line that was never asked says.
_NOT_ASKED: Final = frozenset({"batch_expired", "batch_cancelled"})
_ENDED: Final = frozenset({"completed", "expired", "cancelled"})
_REFUSED: Final = "failed"


class OpenAIBatches:
    """Batches of one run at a provider.

    run: a name for the run that no other run has; it travels in the metadata of its batches, so
        nothing about them has to be remembered here.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        provider: OpenAIProvider,
        router: LlmRouter,
        run: str,
        client: Callable[[], AsyncOpenAI] | None = None,
    ) -> None:
        self._endpoint = endpoint
        self._provider = provider
        self._router = router
        self._run = run
        self._make = client or endpoint.client
        self._made: AsyncOpenAI | None = None

    async def find(self) -> list[Batch]:
        """The batches of this run that may still bring answers."""
        found = []
        with failures.as_router_error(self._endpoint):
            async for batch in self._client.batches.list(limit=100):
                told = batch.metadata or {}
                if told.get(RUN) == self._run and batch.status != _REFUSED:
                    asked = await self._content(batch.input_file_id)
                    keys = frozenset(str(line["custom_id"]) for line in _lines(asked))
                    found.append(Batch(batch.id, told.get(REQUEST, batch.id), keys))
        return found

    def pledge(self, request: str, question: Question) -> Attempt:
        """What the question may cost at most, under the id its answer will have."""
        (pledge,) = self._router.pledge([question], batch=True)
        return replace(pledge, id=f"{request}-{question.key}")

    async def hand_over(self, request: str, questions: Sequence[Question]) -> Batch:
        """Upload the questions and start a batch."""
        lines = "".join(self._line(question) + "\n" for question in questions)
        with failures.as_router_error(self._endpoint):
            file = await self._client.files.create(
                file=("routecase.jsonl", lines.encode()), purpose="batch"
            )
            batch = await self._client.batches.create(
                input_file_id=file.id,
                endpoint=PATH,
                completion_window="24h",
                metadata={RUN: self._run, REQUEST: request},
            )
        return Batch(batch.id, request, frozenset(question.key for question in questions))

    async def look(self, batch: Batch) -> Batch:
        """How far it is."""
        with failures.as_router_error(self._endpoint):
            seen = await self._client.batches.retrieve(batch.id)
        done = seen.request_counts.completed if seen.request_counts else 0
        problem = None
        if seen.status == _REFUSED:
            told = (seen.errors.data or []) if seen.errors else []
            why = (told[0].message if told else None) or "no reason given"
            problem = f"The provider refused the batch ({why}); mend that and resume the run."
        return replace(batch, done=done, ended=seen.status in _ENDED, problem=problem)

    async def answers(self, batch: Batch, questions: Mapping[str, Question]) -> BatchAnswers:
        """What came back, of the answers and of the errors; a line that comes twice counts once."""
        with failures.as_router_error(self._endpoint):
            seen = await self._client.batches.retrieve(batch.id)
            files = [seen.output_file_id, seen.error_file_id]
            contents = [await self._content(file) for file in files if file]
        attempts: dict[str, Attempt] = {}
        refused: dict[str, Failure] = {}
        for line in (line for content in contents for line in _lines(content)):
            question = questions.get(str(line.get("custom_id")))
            if question is None or question.key in attempts:
                continue
            result = self._result(line)
            if isinstance(result, Completion):
                refused.pop(question.key, None)
                attempts[question.key] = self._attempt(batch.request, question, result)
            elif result:
                refused.setdefault(question.key, result)
        return BatchAnswers(tuple(attempts.values()), refused)

    def _result(self, line: Mapping[str, Any]) -> Completion | Failure | None:
        """What a line says, None where its question was never asked."""
        response, error = line.get("response") or {}, line.get("error") or {}
        body, status = response.get("body"), response.get("status_code")
        if status == HTTPStatus.OK:
            content = json.dumps(body).encode()
            wrong = error_in(content)
            if wrong is None:
                return read_completion(content)
            return failures.from_body(wrong, {}, self._endpoint)
        if str(error.get("code")) in _NOT_ASKED:
            return None
        told = body.get("error") if isinstance(body, Mapping) else None
        refusal = told if isinstance(told, Mapping) else error
        if not refusal and status is None:
            return Failure(Trouble.NO_ANSWER, "the batch holds an error without a reason")
        return failures.from_body({"status": status, **refusal}, {}, self._endpoint)

    def _attempt(self, request: str, question: Question, completion: Completion) -> Attempt:
        ids, chat = [f"{request}-{question.key}"], self._router.chat_request([question])
        (attempt,) = self._router.attempts(
            [question], ids, completion, chat, seconds=0.0, batch=True
        )
        return attempt

    async def close(self) -> None:
        """Give connections free."""
        client, self._made = self._made, None
        if client is not None:
            await client.close()
            await asyncio.sleep(0)

    @property
    def _client(self) -> AsyncOpenAI:
        if self._made is None:
            self._made = self._make()
        return self._made

    async def _content(self, file_id: str) -> bytes:
        return (await self._client.files.content(file_id)).content

    def _line(self, question: Question) -> str:
        body: dict[str, Any] = self._provider.body(self._router.chat_request([question]))
        return json.dumps(
            {"custom_id": question.key, "method": "POST", "url": PATH, "body": body},
            ensure_ascii=False,
        )


def _lines(content: bytes) -> Iterator[dict[str, Any]]:
    for line in content.splitlines():
        if line.strip():
            try:
                yield json.loads(line)
            except ValueError as error:
                raise RouterError("The provider's batch file cannot be read; try again.") from error
