"""The Batch API of OpenAI and Azure: half the price, up to 24 hours."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from routing.attempt import Attempt, Question
from routing.engine.batch import Handed
from routing.errors import RouterError
from routing.routers.llm import failures
from routing.routers.llm.completion import read_completion
from routing.routers.llm.endpoint import Endpoint
from routing.routers.llm.openai_provider import OpenAIProvider
from routing.routers.llm.router import LlmRouter

if TYPE_CHECKING:
    from openai import AsyncOpenAI

PATH: Final = "/v1/chat/completions"
# Under this name a batch says which run it belongs to, so that a new process finds it.
MARK: Final = "routecase_run"
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

    async def find(self) -> list[Handed]:
        """The batches of this run that may still bring answers."""
        found = []
        with failures.as_router_error(self._endpoint):
            async for batch in self._client.batches.list(limit=100):
                mine = (batch.metadata or {}).get(MARK) == self._run
                if mine and batch.status != _REFUSED:
                    asked = await self._content(batch.input_file_id)
                    keys = frozenset(str(line["custom_id"]) for line in _lines(asked))
                    found.append(Handed(batch.id, keys))
        return found

    async def hand_over(self, questions: Sequence[Question]) -> Handed:
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
                metadata={MARK: self._run},
            )
        return Handed(batch.id, frozenset(question.key for question in questions))

    async def look(self, handed: Handed) -> Handed:
        """How far it is."""
        with failures.as_router_error(self._endpoint):
            batch = await self._client.batches.retrieve(handed.id)
        done = batch.request_counts.completed if batch.request_counts else 0
        problem = None
        if batch.status == _REFUSED:
            told = (batch.errors.data or []) if batch.errors else []
            why = (told[0].message if told else None) or "no reason given"
            problem = f"The provider refused the batch ({why}); mend that and resume the run."
        return replace(handed, done=done, ended=batch.status in _ENDED, problem=problem)

    async def answers(self, handed: Handed, questions: Mapping[str, Question]) -> list[Attempt]:
        """What came back; its ids are those of the batch, so that nothing is taken in twice."""
        with failures.as_router_error(self._endpoint):
            batch = await self._client.batches.retrieve(handed.id)
            if not batch.output_file_id:
                return []
            output = await self._content(batch.output_file_id)
        found = []
        for line in _lines(output):
            question = questions.get(str(line.get("custom_id")))
            response = line.get("response") or {}
            if question is None or response.get("status_code") != 200:  # noqa: PLR2004 - HTTP's OK
                continue
            said = read_completion(json.dumps(response.get("body")).encode())
            (attempt,) = self._router.attempts([question], said, 0.0)
            found.append(replace(attempt, id=f"{handed.id}-{question.key}"))
        return found

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
        body: dict[str, Any] = self._provider.body(self._router.wanted([question]))
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
