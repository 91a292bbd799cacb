"""A run shared by processes: the same answers as by one thread, row by row."""

from __future__ import annotations

from pathlib import Path

import pytest

from jobs import Control, Meter
from store import runs
from tests.conftest import ticket
from tests.usecases.conftest import noise
from usecases.runs.execution import new_run, perform
from usecases.runs.request import RunRequest
from usecases.runs.worker_processes import ProcessLimits

NO_MODEL = Path("no model")
SAID = {"Billing": "refund of my invoice", "Fraud": "a stolen card"}
ONE_THREAD = ProcessLimits(min_tickets=10_000)
ANSWERS = """
    SELECT ticket_key, * EXCLUDE (run_id, ticket_key, latency_seconds, decided_at)
    FROM decisions WHERE run_id = $1 ORDER BY ticket_key
"""


@pytest.fixture
def desk(workspace, fill):
    """Forty labelled tickets and sixty without; every fifth of those says what another says."""
    rows = [
        ticket(k, c, subject="", body=f"{SAID[c]} {noise(k)}")
        for k, c in enumerate(["Billing", "Fraud"] * 20, 1)
    ]
    rows += [
        ticket(k, subject="", body=f"{SAID['Fraud']} {noise(k if k % 5 else 41)}")
        for k in range(41, 101)
    ]
    fill(workspace, rows)
    return workspace


def routed(desk, limits: ProcessLimits, control: Control | None = None) -> int:
    run = new_run(desk, RunRequest())
    perform(desk, run, NO_MODEL, control or Control(), Meter(), keep=False, processes=limits)
    return run.run_id


def answers(desk, run_id: int) -> list[tuple[object, ...]]:
    with desk.reading() as cursor:
        return cursor.execute(ANSWERS, [run_id]).fetchall()


def test_one_thread_and_two_processes_give_the_same_answers_row_by_row(desk):
    alone = answers(desk, routed(desk, ONE_THREAD))
    assert len(alone) == 100
    assert answers(desk, routed(desk, ProcessLimits(min_tickets=50, workers=2))) == alone


def test_labelled_tickets_are_no_reason_to_start_processes(desk, monkeypatch):
    monkeypatch.setattr("usecases.runs.worker_processes.Processes", None)
    assert runs.summary(desk, routed(desk, ProcessLimits(min_tickets=61))).tickets == 100
