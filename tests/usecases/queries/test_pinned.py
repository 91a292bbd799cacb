"""Pinned queries are asked once for all sessions, and again when tickets change."""

from __future__ import annotations

import pyarrow as pa
import pytest

from store.explorer.saved_queries import SavedQuery
from store.sandbox.answer import Answer
from store.sandbox.snapshot import Snapshots
from tests.conftest import ticket
from usecases.queries import pinned as pinned_queries
from usecases.queries.execution import QueryRunner
from usecases.queries.pinned import PinnedAnswers

PIN = SavedQuery("Tickets", "SELECT 1", query_id=1)


class CountingSandbox:
    """Answers every query with its number."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def run(self, _file, sql, _parameters, _cancelled) -> Answer:
        self.asked.append(sql)
        return Answer(pa.table({"n": [len(self.asked)]}), cut=False, seconds=0.0)


@pytest.fixture
def sandbox() -> CountingSandbox:
    return CountingSandbox()


@pytest.fixture
def pins(sandbox, tmp_path) -> PinnedAnswers:
    return PinnedAnswers(QueryRunner(Snapshots(tmp_path / "snapshots"), sandbox))


def answered(pins: PinnedAnswers, workspace, query: SavedQuery) -> int:
    """The number of the answer that is shown."""
    pinned = pins.of(workspace, query)
    pinned.job.wait(20)
    return pinned.question.answer.table["n"][0].as_py()


def test_all_sessions_share_one_answer(workspace, pins):
    assert [answered(pins, workspace, PIN) for _ in range(3)] == [1, 1, 1]


def test_a_changed_query_is_asked_at_once(workspace, pins, sandbox):
    answered(pins, workspace, PIN)
    assert answered(pins, workspace, SavedQuery("Tickets", "SELECT 2", query_id=1)) == 2
    assert sandbox.asked == ["SELECT 1", "SELECT 2"]


def test_new_tickets_are_asked_for_but_not_all_the_time(workspace, fill, pins, monkeypatch):
    answered(pins, workspace, PIN)
    fill(workspace, [ticket(1)])
    assert answered(pins, workspace, PIN) == 1
    monkeypatch.setattr(pinned_queries, "SECONDS", 0.0)
    assert answered(pins, workspace, PIN) == 2
    assert answered(pins, workspace, PIN) == 2
