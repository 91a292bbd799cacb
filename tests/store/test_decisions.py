"""Decisions of a run are read as the export and the run know them."""

from __future__ import annotations

from routing.decision import Decision
from store import decisions, runs
from tests.conftest import ticket


def decision(key: int, category: str = "A") -> Decision:
    return Decision(key, category, confidence=0.9, router="fake")


def test_parts_are_counted_by_what_the_export_knows(workspace, fill):
    made = [
        ticket(1, "A", channel="web", subject="x", body="y" * 97),  # 99 with the line break
        ticket(2, "A", channel="web", subject="x", body="y" * 98),
        ticket(3, "A", channel="", subject="x", body="y" * 5000),
        ticket(4, None, channel="web"),
    ]
    fill(workspace, made)
    run = runs.start(workspace, "fake", {}, 1)
    said = [decision(1, "B"), *(decision(key) for key in (2, 3, 4))]
    runs.RunJournal(workspace, run.run_id).write(said)
    frame = decisions.sliced(workspace, run.run_id, [100, 300, 1000, 3000])
    found = (
        frame[["Channel", "Length", "tickets", "correct"]].sort_values("Length").to_numpy().tolist()
    )
    assert found[0] == ["web", 0, 1, 0]
    assert found[1] == ["web", 1, 1, 1]
    assert found[2][1:] == [4, 1, 1]
    assert frame["Month"].isna().all()
