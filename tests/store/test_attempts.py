"""Paid answers: nothing lost when a process is killed, nothing paid twice after it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from routing.attempt import Attempt
from routing.decision import Alternative
from store import attempts, runs
from store.workspace import Workspace

ROOT = Path(__file__).parents[2]


def attempt(number: int, key: str = "k", **known: object) -> Attempt:
    values: dict[str, object] = {"category": "A", "confidence": 0.9, "cost_usd": 0.25}
    return Attempt(f"r{number}-1", key, **(values | known))  # type: ignore[arg-type]


def test_a_noted_answer_is_known_at_once_and_after_it_is_settled(workspace):
    run = runs.start(workspace, "llm", {}, 1)
    one = attempt(1, alternatives=(Alternative("B", 0.1),), input_tokens=7)
    with attempts.RunAttempts(workspace, run.run_id) as log:
        log.note([one])
        assert log.recall(["k", "other"]) == {"k": (one,)}
        log.settle()
        assert log.recall(["k"]) == {"k": (one,)}
    assert not attempts.file_of(workspace).exists()


def test_what_another_run_has_paid_is_free(workspace):
    first, second = (runs.start(workspace, "llm", {}, 1).run_id for _ in range(2))
    with attempts.RunAttempts(workspace, first) as log:
        log.note([attempt(1)])
    with attempts.RunAttempts(workspace, second) as log:
        (known,) = log.recall(["k"])["k"]
        assert (known.category, known.cost_usd) == ("A", 0.0)
    assert attempts.spent(workspace, second).cost_usd == 0


def test_retries_count_into_what_a_run_has_spent_and_estimates_do_not(workspace):
    run = runs.start(workspace, "llm", {}, 1)
    with attempts.RunAttempts(workspace, run.run_id) as log:
        log.note([attempt(1, category=None, problem="unclear"), attempt(2)])
        log.note([attempt(3, category=None, certain=False, cost_usd=9.0)])
    spent = attempts.spent(workspace, run.run_id)
    assert (spent.cost_usd, spent.uncertain_usd, spent.unusable) == (0.5, 9.0, 1)
    assert attempts.problems(workspace, run.run_id) == {"unclear": 1}


def test_what_a_killed_process_left_is_taken_in_once_and_a_torn_line_is_left_out(workspace):
    run = runs.start(workspace, "llm", {}, 1)
    file = attempts.file_of(workspace)
    log = attempts.RunAttempts(workspace, run.run_id)
    with log:
        log.note([attempt(1)])
        log.settle()
        log.note([attempt(2)])
        left = file.read_bytes()
    file.write_bytes(left + b'{"run_id": 1, "id": "r3')
    with attempts.RunAttempts(workspace, run.run_id) as again:
        assert [a.id for a in again.recall(["k"])["k"]] == ["r1-1", "r2-1"]
    assert attempts.spent(workspace, run.run_id).answers == 2


def pledged(number: int, key: str = "k", cost: float = 1.0) -> Attempt:
    return attempt(number, key, category=None, confidence=0.0, cost_usd=cost, certain=False)


def killed(log: attempts.RunAttempts, file: Path, workspace: Workspace) -> None:
    """As if the process had ended inside the block."""
    left = file.read_bytes()
    log.__exit__(None, None, None)
    file.write_bytes(left)


def test_what_was_in_flight_when_the_process_was_killed_counts_as_spent_and_uncertain(workspace):
    run = runs.start(workspace, "llm", {}, 1)
    log = attempts.RunAttempts(workspace, run.run_id).__enter__()
    for number in (1, 2, 3, 4):
        assert log.pledge([pledged(number)]) == 0.0
    log.note([attempt(1)])
    log.withdraw([pledged(2)])
    killed(log, attempts.file_of(workspace), workspace)
    attempts.take_in(workspace)
    spent = attempts.spent(workspace, run.run_id)
    assert (spent.answers, spent.cost_usd, spent.unknown, spent.uncertain_usd) == (1, 0.25, 2, 2.0)
    with attempts.RunAttempts(workspace, run.run_id) as again:
        assert (again.paid().cost_usd, again.paid().uncertain_usd) == (0.25, 2.0)


def test_after_a_clean_end_nothing_is_in_flight(workspace):
    run = runs.start(workspace, "llm", {}, 1)
    with attempts.RunAttempts(workspace, run.run_id) as log:
        log.pledge([pledged(1), pledged(2)])
        log.note([attempt(1)])
        log.withdraw([pledged(2)])
    assert attempts.spent(workspace, run.run_id).uncertain_usd == 0


def test_an_answer_that_comes_in_a_later_process_takes_the_place_of_what_was_pledged(workspace):
    """A batch goes on at the provider while nobody watches."""
    run = runs.start(workspace, "llm", {}, 1)
    with attempts.RunAttempts(workspace, run.run_id) as log:
        log.pledge([pledged(1), pledged(2)])
        log.note([pledged(1), pledged(2)])
    assert attempts.spent(workspace, run.run_id).uncertain_usd == 2.0
    with attempts.RunAttempts(workspace, run.run_id) as log:
        assert log.pledge([pledged(1)]) == 1.0
        log.note([attempt(1)])
        log.withdraw([pledged(2)])
    spent = attempts.spent(workspace, run.run_id)
    assert (spent.cost_usd, spent.uncertain_usd, spent.answers) == (0.25, 0.0, 1)


def test_an_answer_without_usage_is_part_of_the_cost_and_marked_as_an_estimate(workspace):
    run = runs.start(workspace, "llm", {}, 1)
    with attempts.RunAttempts(workspace, run.run_id) as log:
        log.note([attempt(1), attempt(2, certain=False, cost_usd=0.5)])
    spent = attempts.spent(workspace, run.run_id)
    assert (spent.cost_usd, spent.estimated_usd, spent.uncertain_usd) == (0.75, 0.5, 0.0)


def test_an_answer_noted_before_kill_minus_nine_is_there_afterwards(tmp_path):
    path = tmp_path / "desk.duckdb"
    code = (
        "import os, sys, pathlib\n"
        "from store.workspace import Workspace\n"
        "from store import runs, attempts\n"
        "from routing.attempt import Attempt\n"
        f"w = Workspace(pathlib.Path({str(path)!r}), 'the child')\n"
        "log = attempts.RunAttempts(w, runs.start(w, 'llm', {}, 1).run_id).__enter__()\n"
        "log.note([Attempt('r1-1', 'k', 'A')])\n"
        "os.kill(os.getpid(), 9)\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False, env=os.environ)
    assert ended.returncode == -9
    workspace = Workspace(path, "the tests")
    assert attempts.take_in(workspace) == 1
    assert attempts.spent(workspace, 1).answers == 1
    workspace.close()
