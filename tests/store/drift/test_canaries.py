"""Canaries: settled tickets that are asked again, and every answer to them."""

from __future__ import annotations

import pytest

from store import runs
from store.drift import canaries
from store.drift.canaries import CanaryAnswers
from tests.conftest import ticket
from tests.store.test_runs import decision

MONDAY = CanaryAnswers("Monday", "small", None, {"T-1": ("A", 0.9), "T-2": ("B", 0.5)})


@pytest.fixture
def run(workspace, fill) -> int:
    """Twenty tickets of A, four of B, two of C; all are decided as A or B, never as C."""
    actual = ["A"] * 20 + ["B"] * 4 + ["C"] * 2
    fill(workspace, [ticket(key, name) for key, name in enumerate(actual, 1)])
    started = runs.start(workspace, "fake", {}, 1)
    decided = [decision(key, "B" if key in range(21, 25) else "A") for key in range(1, 27)]
    runs.RunJournal(workspace, started.run_id).write(decided)
    return started.run_id


def test_candidates_were_decided_as_people_did_and_come_from_every_such_category(workspace, run):
    found = canaries.candidates(workspace, run, 8)
    assert len(found) == 8
    assert set(found) <= set(range(1, 25))
    assert set(range(21, 25)) <= set(found)
    assert canaries.candidates(workspace, run, 8) == found


def test_who_chooses_anew_forgets_what_the_others_answered(workspace, run):
    canaries.choose(workspace, [1, 2], "Ana")
    canaries.add_run(workspace, MONDAY)
    canaries.choose(workspace, [3], "Ben")
    assert canaries.chosen(workspace) == [3]
    assert canaries.runs(workspace) == []


def test_a_run_of_the_same_name_is_taken_in_once_and_the_first_stays(workspace, run):
    assert canaries.add_run(workspace, MONDAY)
    other = CanaryAnswers("Monday", "large", None, {"T-1": ("B", 0.1)})
    assert not canaries.add_run(workspace, other)
    (kept,) = canaries.runs(workspace)
    assert (kept.model, kept.answers) == ("small", MONDAY.answers)
