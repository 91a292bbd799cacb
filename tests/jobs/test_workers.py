"""A report says whether its worker is free again."""

from __future__ import annotations

from jobs.workers import Report


def test_a_task_has_ended_with_a_result_a_kill_or_a_refusal_and_not_before():
    assert not Report("task", done=3).ended
    assert Report("task", result="made").ended
    assert Report("task", killed=True).ended
    assert Report("task", error="no room").ended
