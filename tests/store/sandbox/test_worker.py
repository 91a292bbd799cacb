"""The parent's side of one child process."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from routing.errors import QueryRefused, QueryStopped
from store.sandbox import frames
from store.sandbox.limits import Limits
from store.sandbox.pool import Sandbox, never
from store.sandbox.worker import Worker


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[Worker]:
    made = Worker(Limits(seconds=1.0), tmp_path)
    yield made
    made.kill()


def question(snapshot: Path, sql: str) -> dict[str, object]:
    return {"file": str(snapshot), "sql": sql, "parameters": {}}


def test_an_answer_ends_with_how_it_went(worker: Worker, snapshot: Path) -> None:
    *rows, (kind, ending) = worker.ask(question(snapshot, "SELECT 42 AS n"), never)
    assert {kind for kind, _ in rows} == {frames.READY, frames.ROWS} - {frames.READY}
    assert kind == frames.END
    assert json.loads(ending)["cut"] is False
    assert worker.alive
    assert worker.asked == 1


def test_what_is_refused_leaves_it_ready_for_the_next(worker: Worker, snapshot: Path) -> None:
    with pytest.raises(QueryRefused):
        list(worker.ask(question(snapshot, "DROP TABLE tickets"), never))
    assert list(worker.ask(question(snapshot, "SELECT 1"), never))[-1][0] == frames.END


def test_beyond_its_time_a_query_is_stopped(worker: Worker, snapshot: Path) -> None:
    endless = "SELECT count(*) FROM range(1000000000) a, range(1000000000) b"
    with pytest.raises(QueryStopped, match="stopped after 1 seconds"):
        list(worker.ask(question(snapshot, endless), never))


def test_a_cancelled_query_ends_at_once(worker: Worker, snapshot: Path) -> None:
    with pytest.raises(QueryStopped, match="was cancelled"):
        list(worker.ask(question(snapshot, "SELECT 1"), lambda: True))


def test_a_process_that_died_is_told_and_leaves_nothing(worker: Worker, snapshot: Path) -> None:
    worker.kill()
    assert not worker.alive
    assert not worker._folder.exists()


def test_a_worker_whose_parent_is_gone_leaves_nothing(snapshot: Path, tmp_path: Path) -> None:
    made = Sandbox(tmp_path)
    made.run(snapshot, "SELECT 1")
    (worker,) = made._idle
    assert worker._process.stdin
    worker._process.stdin.close()
    assert worker._process.wait(20) == 0
    assert not worker._folder.exists()
    made.stop()
