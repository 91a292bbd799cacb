"""A query on its way: answered from a copy, cancelled, and remembered."""

from __future__ import annotations

import threading

import pyarrow as pa
import pytest

from jobs import Cancelled
from routing.errors import QueryRefused
from store.explorer import saved_queries
from store.sandbox.answer import Answer
from store.sandbox.snapshot import Snapshots
from tests.conftest import ticket
from usecases.queries.execution import QueryRunner, Question


class AnsweringSandbox:
    """Knows what it was asked, refuses `no` and lets `slow` wait until it is cancelled."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict]] = []
        self.waits = threading.Event()

    def run(self, file, sql, parameters, cancelled) -> Answer:
        assert file.exists()
        self.asked.append((sql, parameters))
        if sql == "no":
            raise QueryRefused("That is no query.")
        if sql == "slow":
            self.waits.set()
            while not cancelled():
                threading.Event().wait(0.01)
            raise Cancelled
        return Answer(pa.table({"n": [1, 2]}), cut=False, seconds=0.5)


@pytest.fixture
def sandbox() -> AnsweringSandbox:
    return AnsweringSandbox()


@pytest.fixture
def runner(sandbox, tmp_path) -> QueryRunner:
    return QueryRunner(Snapshots(tmp_path / "snapshots"), sandbox)


def test_the_answer_comes_from_a_copy_and_is_remembered(workspace, fill, runner, sandbox):
    fill(workspace, [ticket(1)])
    question = Question(workspace, "SELECT $n", {"n": 3})
    job = question.start(runner)
    job.wait(20)
    assert (job.outcome, question.answer.table.num_rows) == ("finished", 2)
    assert question.snapshot.file != workspace.path
    assert sandbox.asked == [("SELECT $n", {"n": 3})]
    (kept,) = saved_queries.history(workspace)
    assert (kept.sql, kept.rows, kept.seconds, kept.problem) == ("SELECT $n", 2, 0.5, None)


def test_a_refusal_is_told_and_remembered_with_its_sentence(workspace, runner):
    job = Question(workspace, "no").start(runner)
    job.wait(20)
    assert job.error == "That is no query."
    assert saved_queries.history(workspace)[0].problem == "That is no query."


def test_what_nobody_typed_is_not_remembered(workspace, runner):
    for sql in ("SELECT 1", "no"):
        Question(workspace, sql).start(runner, remembered=False).wait(20)
    assert saved_queries.history(workspace) == []


def test_a_query_can_be_cancelled(workspace, runner, sandbox):
    question = Question(workspace, "slow")
    job = question.start(runner)
    assert sandbox.waits.wait(20)
    job.control.cancel()
    job.wait(20)
    assert (job.outcome, question.answer) == ("cancelled", None)
