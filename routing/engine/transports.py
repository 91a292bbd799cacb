"""The ways a pack reaches a provider: as a live request, or through its Batch API.

A batch that is under way goes on at the provider when a run is cancelled or killed; the next start
finds it there and asks none of its questions again.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from uuid import uuid4

from routing.attempt import Attempt, Failure, Question, Reply, Trouble
from routing.engine.requests import Pack, Request, RequestQueue
from routing.errors import RouteCaseError, Unavailable
from routing.routers.router import Batch, BatchAnswers, BatchService, Transport

MAX_IN_BATCH: Final = 20_000
POLL_SECONDS: Final = 20.0
# How long a provider may not say how far a batch is before the run ends.
MAX_SILENT_SECONDS: Final = 600.0
log = logging.getLogger(__name__)


class Transports:
    """The transports of a run behind one port: each pack goes the way it is meant for."""

    def __init__(self, live: Transport, batch: BatchTransport | None) -> None:
        self._live = live
        self._batch = batch
        self._priced: tuple[Pack, tuple[Attempt, ...]] | None = None

    def pledge(self, pack: Pack) -> tuple[Attempt, ...]:
        """What each question may cost at most; counted once, however long the pack waits."""
        if self._priced is None or self._priced[0] is not pack:
            self._priced = pack, self._transport_of(pack).pledge(pack.questions)
        return self._priced[1]

    async def ask(self, request: Request, earlier: Sequence[Attempt]) -> Reply | Failure:
        """Ask once; what goes wrong with one request is a failure of that one alone."""
        pack = request.pack
        try:
            return await self._transport_of(pack).ask(pack.questions, request.pledged, earlier)
        except asyncio.CancelledError:
            if not request.given_up:
                raise
            return Failure(Trouble.TIMEOUT, "the provider did not answer in time")
        except RouteCaseError:
            raise
        except Exception:
            # One odd ticket spoils no other: its pack is split until it stands alone.
            log.exception("a request failed")
            return Failure(Trouble.REQUEST, "the router failed on this ticket")

    def _transport_of(self, pack: Pack) -> Transport:
        return self._batch if pack.batch and self._batch else self._live


class BatchTransport:
    """Asks packs of questions through a provider's Batch API.

    status: one sentence on how far it is, "" before and after.
    """

    pack = MAX_IN_BATCH

    def __init__(self, service: BatchService, poll_seconds: float = POLL_SECONDS) -> None:
        self._service = service
        self._poll_seconds = poll_seconds
        self._batches: list[Batch] | None = None
        self.status = ""

    async def open(self) -> None:
        """Find what an earlier process has handed over.

        Raises RouterError when the provider cannot be asked.
        """
        if self._batches is None:
            self._batches = list(await self._service.find())

    def under_way(self, question: Question) -> bool:
        """Whether the question has been handed over, and its answer not taken in yet."""
        return any(question.key in batch.asked for batch in self._batches or ())

    def pledge(self, pack: Sequence[Question]) -> tuple[Attempt, ...]:
        """What each question may cost at most, under the id its answer will have."""
        there = {key: batch.request for batch in self._batches or () for key in batch.asked}
        fresh = uuid4().hex
        return tuple(self._service.pledge(there.get(q.key, fresh), q) for q in pack)

    async def ask(
        self, pack: Sequence[Question], pledged: Sequence[Attempt], earlier: Sequence[Attempt]
    ) -> Reply | Failure:
        """Hand over what is nowhere yet, and wait for all of it."""
        del earlier
        try:
            await self.open()
            await self._hand_over(pack, pledged)
            replies = [await self._taken_in(batch, pack) for batch in self._waited_for(pack)]
        except Unavailable as error:
            # Whether something was handed over all the same is found out before the next try.
            self._batches = None
            return Failure(Trouble.SERVER, str(error))
        finally:
            self.status = ""
        problem = next((reply for reply in replies if isinstance(reply, Failure)), None)
        if problem:
            return problem
        answers = [reply for reply in replies if isinstance(reply, BatchAnswers)]
        refused = {key: why for answer in answers for key, why in answer.refused.items()}
        return Reply(tuple(a for answer in answers for a in answer.attempts), refused=refused)

    async def close(self) -> None:
        """Give connections free."""
        await self._service.close()

    def _waited_for(self, pack: Sequence[Question]) -> list[Batch]:
        asked = {question.key for question in pack}
        return [batch for batch in self._batches or () if batch.asked & asked]

    async def _hand_over(self, pack: Sequence[Question], pledged: Sequence[Attempt]) -> None:
        fresh = [
            (question, pledge)
            for question, pledge in zip(pack, pledged, strict=True)
            if not self.under_way(question)
        ]
        if not fresh:
            return
        self.status = f"{len(fresh):,} questions are handed over as a batch."
        request = fresh[0][1].id.split("-")[0]
        batch = await self._service.hand_over(request, [question for question, _ in fresh])
        self._batches = [*(self._batches or ()), batch]

    async def _taken_in(self, batch: Batch, pack: Sequence[Question]) -> BatchAnswers | Failure:
        """Wait for the end of a batch, and take what it brought for these questions."""
        ended = await self._ended(batch)
        if ended.problem:
            return Failure(Trouble.STOP, ended.problem)
        questions = {q.key: q for q in pack if q.key in batch.asked}
        answers = await self._service.answers(ended, questions)
        left = replace(batch, asked=batch.asked - questions.keys())
        others = [other for other in self._batches or () if other.id != batch.id]
        self._batches = [*others, left] if left.asked else others
        return answers

    async def _ended(self, batch: Batch) -> Batch:
        """The batch when nothing more comes; the provider may be silent for a while."""
        asked, silent_since = len(batch.asked), 0.0
        while True:
            try:
                batch = await self._service.look(batch)
                silent_since = 0.0
            except Unavailable:
                silent_since = silent_since or time.monotonic()
                if time.monotonic() - silent_since > MAX_SILENT_SECONDS:
                    raise
            if batch.ended or batch.problem:
                return batch
            self.status = f"The batch is under way: {batch.done:,} of {asked:,} answered there."
            await asyncio.sleep(self._poll_seconds)


class UnprovenBatches:
    """Batches that wait until a question of theirs was answered live.

    So they are worded as the model likes, and a model that answers nothing gets no batch.
    """

    def __init__(self, batch: BatchTransport | None, queue: RequestQueue) -> None:
        self._batch = batch
        self._queue = queue
        self._waiting: list[Pack] = []

    def __len__(self) -> int:
        """How many wait."""
        return len(self._waiting)

    def holds(self, pack: Pack, *, proven: bool) -> bool:
        """Whether this pack, the next of the queue, has to wait; it is taken from there then."""
        if proven or self._batch is None or not pack.batch or not self._fresh(pack):
            return False
        self._queue.take(pack)
        self._waiting.append(pack)
        return True

    def go_on(self, *, proven: bool, asking: bool) -> None:
        """Let them go once one was answered; until then ask one live, if none is being asked."""
        if proven:
            for pack in self._waiting:
                self._queue.retry(pack, 0.0)
            self._waiting = []
        elif self._waiting and not asking and not len(self._queue):
            pack = self._waiting.pop(0)
            trial = self._fresh(pack)[0]
            rest = tuple(question for question in pack.questions if question is not trial)
            self._queue.retry(Pack((trial,), new=True), 0.0)
            if rest:
                self._waiting.insert(0, replace(pack, questions=rest))

    def _fresh(self, pack: Pack) -> list[Question]:
        """Questions of it that were not handed over before."""
        under_way = self._batch.under_way if self._batch else lambda _question: False
        return [question for question in pack.questions if not under_way(question)]
