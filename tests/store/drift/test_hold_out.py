"""Seconds of sorting on both sides of the lot: what was held out, and what was routed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from routing.decision import Disposition, ReviewKind
from store import runs
from store.drift import hold_out
from store.reviewing import reviews
from store.reviewing.reviews import Review, Verdict
from tests.conftest import ticket
from tests.store.test_runs import decision

MARCH = datetime(2026, 3, 5)  # noqa: DTZ001 - as workspaces keep times


def test_a_ticket_takes_what_its_review_took_else_what_the_export_says(workspace, fill):
    fill(workspace, [
        ticket(1, "A", created_at=MARCH, triage_seconds=60.0),  # routed alone, and right
        ticket(2, "B", created_at=MARCH, triage_seconds=60.0),  # routed alone, and moved on
        ticket(3, "A", created_at=MARCH, triage_seconds=60.0),  # held out
        ticket(4, "A", created_at=MARCH, triage_seconds=60.0),  # waited, and was reviewed
        ticket(5, "A", created_at=MARCH),  # waits, and nobody knows what it took
    ])  # fmt: skip
    run = runs.start(workspace, "fake", {}, 1)
    held = {"disposition": Disposition.REVIEW, "review_kind": ReviewKind.HOLD_OUT}
    unsure = {"disposition": Disposition.REVIEW, "review_kind": ReviewKind.UNSURE}
    kinds = [{"disposition": Disposition.AUTO}] * 2 + [held, unsure, unsure]
    decided = [replace(decision(key), **kind) for key, kind in enumerate(kinds, 1)]
    runs.RunJournal(workspace, run.run_id).write(decided)
    review = Review(4, "Ana", Verdict.CHOSEN, "A", run_id=run.run_id, seconds=7.0)
    reviews.record(workspace, review)
    found = hold_out.seconds(workspace, run.run_id)
    routed, to_people = found[~found["held_out"]], found[found["held_out"]]
    assert sorted(routed["seconds"]) == [0.0, 7.0, 60.0]
    assert to_people["seconds"].tolist() == [60.0]
    assert set(found["month"].dt.date) == {MARCH.replace(day=1).date()}
