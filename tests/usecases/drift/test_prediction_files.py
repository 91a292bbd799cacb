"""Decisions from files are kept on tickets that are here; canaries come in runs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routing.errors import FileRefused
from store.workspace import Workspace
from tests.conftest import Fill, ticket
from usecases.drift.prediction_files import Answer, canary_runs, keep_predictions

ANSWER = Answer("T-1", "Billing", 0.9, "m-1", auto=True)


def kept(workspace: Workspace) -> list[tuple[object, ...]]:
    with workspace.writing() as cursor:
        return cursor.execute(
            "SELECT ticket_key, category, confidence, model, auto FROM drift_predictions ORDER BY 1"
        ).fetchall()


def test_the_last_decision_on_a_ticket_is_kept(workspace: Workspace, fill: Fill):
    fill(workspace, [ticket(1), ticket(2)])
    later = replace(ANSWER, category="Fraud", auto=False)
    other = replace(ANSWER, id="T-2")
    assert keep_predictions(workspace, [ANSWER, other, later]) == 2
    assert kept(workspace) == [
        (1, "Fraud", 0.9, "m-1", False), (2, "Billing", 0.9, "m-1", True),
    ]  # fmt: skip


def test_decisions_on_tickets_that_are_not_here_keep_nothing_at_all(
    workspace: Workspace, fill: Fill
):
    fill(workspace, [ticket(1)])
    strange = [replace(ANSWER, id=key) for key in ("x" * 50, "T-9")]
    with pytest.raises(FileRefused, match=f'2 predictions .* first "{"x" * 40}": import'):
        keep_predictions(workspace, [ANSWER, *strange])
    assert kept(workspace) == []


def test_runs_that_the_file_names_keep_their_order_and_names():
    answers = [
        replace(ANSWER, id=key, run=run, model=run)
        for run in ("june", "july") for key in ("1", "2")
    ]  # fmt: skip
    runs = canary_runs(answers, "file")
    assert [(run.name, run.model, sorted(run.answers)) for run in runs] == [
        ("june", "june", ["1", "2"]), ("july", "july", ["1", "2"]),
    ]  # fmt: skip


def test_without_names_a_ticket_that_comes_again_begins_the_next_run():
    answers = [replace(ANSWER, id=key) for key in ("1", "2", "2", "1", "1")]
    runs = canary_runs(answers, "june")
    assert [(run.name, sorted(run.answers)) for run in runs] == [
        ("june, 1", ["1", "2"]), ("june, 2", ["1", "2"]), ("june, 3", ["1"]),
    ]  # fmt: skip


def test_a_canary_that_is_answered_twice_in_a_named_run_is_refused():
    twice = [replace(ANSWER, run="june")] * 2
    with pytest.raises(FileRefused, match=r'"T-1" is answered twice'):
        canary_runs(twice, "file")


def test_an_empty_file_has_no_runs():
    assert canary_runs([], "june") == []
