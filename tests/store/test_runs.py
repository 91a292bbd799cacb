"""Runs: one decision per ticket and run, and nothing lost when a process ends."""

from __future__ import annotations

from collections import Counter

import duckdb
import pytest

from routing.decision import Alternative, Decision, Disposition
from store import decisions, runs
from store.workspace import Workspace
from store.workspaces import Workspaces
from tests.conftest import ticket


def decision(key: int, category: str = "A", **known: object) -> Decision:
    return Decision(key, category, confidence=0.9, router="fake", **known)  # type: ignore[arg-type]


def test_a_second_decision_on_a_ticket_is_refused_by_the_store(workspace, fill):
    fill(workspace, [ticket(1)])
    run = runs.start(workspace, "fake", {}, 1)
    journal = runs.RunJournal(workspace, run.run_id)
    journal.write([decision(1)])
    with pytest.raises(duckdb.ConstraintException):
        journal.write([decision(1, "B")])
    assert journal.size() == (1, 1)


def test_a_batch_is_written_whole_or_not_at_all(workspace, fill):
    fill(workspace, [ticket(1), ticket(2)])
    journal = runs.RunJournal(workspace, runs.start(workspace, "fake", {}, 1).run_id)
    journal.write([decision(2)])
    with pytest.raises(duckdb.ConstraintException):
        journal.write([decision(1), decision(2)])
    assert journal.size() == (1, 2)


def test_a_decision_comes_back_with_everything_it_cost(workspace, fill):
    fill(workspace, [ticket(1, "B")])
    run = runs.start(workspace, "fake", {"threshold": 0.5}, 1)
    written = decision(
        1, alternatives=(Alternative("B", 0.1),), reason="because", cost_usd=0.5, input_tokens=7
    ).disposed(Disposition.AUTO)
    runs.RunJournal(workspace, run.run_id).write([written])
    row = decisions.of_ticket(workspace, 1).iloc[0]
    assert row["alternatives"][0] == {"category": "B", "confidence": 0.1}
    summary = runs.summary(workspace, run.run_id)
    assert (summary.auto, summary.correct, summary.cost_usd) == (1, 0, 0.5)


def test_a_run_that_was_going_on_when_the_process_died_is_interrupted(tmp_path):
    shelf = Workspaces(tmp_path, "the tests")
    runs.start(shelf.create("desk"), "fake", {}, 1)
    shelf.close()
    reopened = Workspaces(tmp_path, "the tests")
    assert runs.all_runs(reopened.open("desk"))[0].status == "interrupted"
    reopened.close()


def test_a_run_remembers_how_it_ended_and_how_long_it_worked(workspace: Workspace):
    run = runs.start(workspace, "fake", {}, 1)
    journal = runs.RunJournal(workspace, run.run_id)
    journal.describe("mark", ["English only."])
    journal.end("cancelled", 2.0, None)
    runs.resume(workspace, run.run_id)
    journal.end("finished", 1.5, None)
    ended = runs.one(workspace, run.run_id)
    assert (ended.status, ended.seconds, ended.warnings) == ("finished", 3.5, ("English only.",))


def test_a_sample_takes_the_same_share_of_every_category_and_stays_so(workspace, fill):
    fill(workspace, [ticket(key, "A" if key <= 60 else "B") for key in range(1, 81)])
    fill(workspace, [ticket(key, id=f"N-{key}") for key in range(1, 11)], sha256="unlabelled")
    run = runs.start(workspace, "fake", {}, 1, sample=20)
    journal = runs.RunJournal(workspace, run.run_id)
    chosen = [t for batch in journal.pending() for t in batch]
    assert Counter(t.category for t in chosen) == {"A": 15, "B": 5}
    assert journal.size() == (0, 20)
    assert "sample of 20" in run.title
    journal.write([decision(chosen[0].key)])
    assert runs.resume(workspace, run.run_id).total == 20
    assert sum(len(batch) for batch in journal.pending()) == 19


def test_a_larger_sample_holds_the_smaller_one(workspace, fill):
    fill(workspace, [ticket(key, "AB"[key % 2]) for key in range(1, 61)])

    def keys(sample: int) -> set[int]:
        run = runs.start(workspace, "fake", {}, 1, sample=sample)
        journal = runs.RunJournal(workspace, run.run_id)
        return {t.key for batch in journal.pending() for t in batch}

    assert keys(10) < keys(30)


def test_a_sample_of_a_desk_without_labels_takes_any_tickets(workspace, fill):
    fill(workspace, [ticket(key) for key in range(1, 21)])
    assert runs.start(workspace, "fake", {}, 1, sample=5).total == 5
