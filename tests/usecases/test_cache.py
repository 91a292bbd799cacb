"""What was computed from a workspace is kept until it is written again, and no longer."""

from __future__ import annotations

import threading
from pathlib import Path

from store import scenarios, settings, tickets
from store.workspace import Workspace
from store.workspaces import Workspaces
from tests.conftest import ticket
from usecases.cache import MAX_KEPT, kept_by_revision, kept_while
from usecases.evaluation.figures import score


def counted():
    calls: list[tuple[object, ...]] = []

    @kept_by_revision
    def count(workspace: Workspace, of: str = "") -> int:
        calls.append((workspace.name, of))
        return tickets.count(workspace)

    return count, calls


def test_the_same_question_at_the_same_revision_is_computed_once(workspace):
    count, calls = counted()
    assert [count(workspace, "a"), count(workspace, "a"), count(workspace, "b")] == [0, 0, 0]
    assert len(calls) == 2


def test_a_write_makes_every_answer_out_of_date(workspace, fill):
    count, _ = counted()
    assert count(workspace) == 0
    fill(workspace, [ticket(1)])
    assert count(workspace) == 1


def test_a_workspace_made_again_under_its_name_shows_nothing_of_the_old_one(
    tmp_path: Path, fill, measured
):
    folder = Workspaces(tmp_path / "folder", "the tests")
    count, _ = counted()
    old = folder.create("Acme")
    fill(old, [ticket(1)])
    assert count(old) == 1
    folder.delete("Acme")
    new = folder.create("Acme")
    assert count(new) == 0
    assert score(new, 1) is None
    folder.close()


def test_ten_sessions_that_ask_at_once_wait_for_one_computation(workspace):
    started, calls = threading.Barrier(10), []

    @kept_by_revision
    def slow(workspace: Workspace) -> int:
        calls.append(1)
        threading.Event().wait(0.05)
        return 7

    def ask() -> None:
        started.wait()
        assert slow(workspace) == 7

    threads = [threading.Thread(target=ask) for _ in range(10)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(calls) == 1


def test_only_so_many_answers_are_kept(workspace):
    count, calls = counted()
    for n in range(MAX_KEPT + 1):
        count(workspace, str(n))
    count(workspace, "0")
    assert len(calls) == MAX_KEPT + 2


def test_what_may_outlive_a_write_is_kept_while_its_state_stays(workspace, fill):
    calls = []

    @kept_while(tickets.count)
    def reading(workspace: Workspace) -> int:
        calls.append(1)
        return tickets.count(workspace)

    reading(workspace)
    settings.CLEANING.set(workspace, value=False)
    reading(workspace)
    assert len(calls) == 1
    fill(workspace, [ticket(1)])
    assert reading(workspace) == 1


def test_a_saved_scenario_is_a_choice_and_leaves_what_was_measured(workspace):
    asked = []

    @kept_by_revision
    def measured(_workspace):
        asked.append(1)
        return len(asked)

    before = workspace.revision
    assert measured(workspace) == 1
    scenarios.save(workspace, "Board", {"name": "Board"})
    assert measured(workspace) == 1
    assert workspace.revision != before
