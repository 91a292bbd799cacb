"""Claims: two reviewers never hold one ticket, and what a killed process held comes back."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from routing.decision import Disposition, ReviewKind
from routing.errors import WorkspaceError
from store import runs
from store.reviewing import locks, review_figures, reviews
from store.reviewing.locks import Claim, Holder
from store.reviewing.reviews import Review, Verdict
from store.reviewing.waiting import ReviewFilter, count_left, waiting_tickets
from store.workspace import Workspace
from tests.conftest import ticket
from tests.store.test_runs import decision

NOON, MINUTE = 5_000.0, 60.0
ANA, BEN = Holder("Ana", "tab 1"), Holder("Ben", "tab 2")
ROOT = Path(__file__).parents[3]
TICKETS = 80


def waiting(workspace: Workspace, fill, count: int = 3) -> pa.Table:
    """A run all of whose tickets wait for a person, and their line."""
    fill(workspace, [ticket(key) for key in range(1, count + 1)])
    run = runs.start(workspace, "fake", {}, 1)
    decided = [
        replace(decision(key), disposition=Disposition.REVIEW, review_kind=ReviewKind.UNSURE)
        for key in range(1, count + 1)
    ]
    runs.RunJournal(workspace, run.run_id).write(decided)
    return waiting_tickets(workspace, run.run_id, ReviewFilter(), frozenset())


def take(workspace: Workspace, line: pa.Table, holder: Holder, **known: Any) -> Claim | None:
    """The one ticket this holder has on screen, where none is held ahead."""
    return next(iter(locks.hold(workspace, line, holder, **known)), None)


def chosen(key: int, reviewer: str = "Ana", category: str = "B") -> Review:
    return Review(key, reviewer, Verdict.CHOSEN, category, run_id=1)


def test_two_reviewers_get_two_tickets_and_keep_them(workspace, fill):
    line = waiting(workspace, fill)
    first, second = take(workspace, line, ANA), take(workspace, line, BEN)
    assert (first, second) == (Claim(1, blind=False), Claim(2, blind=False))
    assert take(workspace, line, ANA) == first
    assert locks.others(workspace, ANA) == ["Ben"]


def test_a_decided_ticket_leaves_the_line_and_gives_the_next_one_free(workspace, fill):
    line = waiting(workspace, fill)
    locks.decide(workspace, chosen(take(workspace, line, ANA).ticket_key), ANA)
    assert take(workspace, line, ANA).ticket_key == 2
    assert count_left(workspace, line) == 2


def test_a_claim_that_is_not_renewed_runs_out_and_one_that_is_does_not(workspace, fill):
    line = waiting(workspace, fill, 1)
    take(workspace, line, ANA, now=NOON)
    later = NOON + 2 * MINUTE
    locks.renew(workspace, ANA, now=later)
    assert take(workspace, line, BEN, now=later + 2 * MINUTE) is None
    assert take(workspace, line, BEN, now=later + 4 * MINUTE).ticket_key == 1


def test_a_reload_brings_the_ticket_back_to_its_reviewer_and_to_nobody_else(workspace, fill):
    line = waiting(workspace, fill)
    first = take(workspace, line, ANA)
    again = replace(ANA, session="tab 3")
    assert locks.tabs(workspace, again) == ["tab 1"]
    assert take(workspace, line, BEN, closed=["tab 1"]) != first
    assert take(workspace, line, again, closed=["tab 1"]) == first


def test_a_new_process_gives_a_reviewer_the_ticket_that_the_killed_one_held(workspace, fill):
    line = waiting(workspace, fill)
    first = take(workspace, line, replace(ANA, server="killed"))
    assert take(workspace, line, BEN) != first
    assert take(workspace, line, replace(ANA, session="tab 3")) == first


def test_what_was_decided_too_late_is_refused_where_another_has_it(workspace, fill):
    line = waiting(workspace, fill, 1)
    take(workspace, line, ANA, now=NOON)
    later = NOON + 4 * MINUTE
    take(workspace, line, BEN, now=later)
    with pytest.raises(WorkspaceError, match="Somebody else has this ticket"):
        locks.decide(workspace, chosen(1), ANA, now=later)
    locks.decide(workspace, chosen(1, "Ben"), BEN, now=later)
    with pytest.raises(WorkspaceError, match="just decided"):
        locks.decide(workspace, chosen(1), ANA, now=later)


def test_a_late_decision_on_a_ticket_nobody_took_counts(workspace, fill):
    line = waiting(workspace, fill, 1)
    take(workspace, line, ANA, now=NOON)
    locks.decide(workspace, chosen(1), ANA, now=NOON + 9 * MINUTE)
    assert reviews.category_of(workspace, 1) == "B"


def test_a_skipped_ticket_comes_last_for_who_skipped_it_and_first_for_others(workspace, fill):
    line = waiting(workspace, fill)
    locks.decide(workspace, Review(take(workspace, line, ANA).ticket_key, "Ana",
                                    Verdict.SKIPPED), ANA)  # fmt: skip
    assert take(workspace, line, ANA).ticket_key == 2
    assert take(workspace, line, BEN).ticket_key == 1


def test_what_was_sent_by_hand_comes_first_even_where_it_was_decided_before(workspace, fill):
    line = waiting(workspace, fill)
    reviews.record(workspace, chosen(3))
    reviews.send(workspace, [3], "Ben", note="looks odd")
    assert take(workspace, line, ANA).ticket_key == 3
    locks.decide(workspace, chosen(3, category="C"), ANA)
    assert take(workspace, line, ANA).ticket_key == 1
    assert reviews.category_of(workspace, 3) == "C"


def test_what_was_sent_by_hand_and_skipped_comes_back_after_the_line(workspace, fill):
    line = waiting(workspace, fill, 2)
    reviews.record(workspace, chosen(2))
    reviews.send(workspace, [2], "Ben")
    assert count_left(workspace, line) == 2
    skipped = Review(take(workspace, line, ANA).ticket_key, "Ana", Verdict.SKIPPED)
    locks.decide(workspace, skipped, ANA)
    assert take(workspace, line, ANA).ticket_key == 1
    locks.decide(workspace, chosen(1), ANA)
    assert take(workspace, line, ANA).ticket_key == 2
    assert count_left(workspace, line) == 1


def test_undo_brings_the_very_ticket_back_on_screen(workspace, fill):
    line = waiting(workspace, fill)
    number = locks.decide(workspace, chosen(take(workspace, line, ANA).ticket_key), ANA)
    take(workspace, line, ANA)
    reviews.undo(workspace, number, "Ana")
    assert locks.retake(workspace, Claim(1, blind=False), ANA)
    assert take(workspace, line, ANA).ticket_key == 1
    assert not locks.retake(workspace, Claim(1, blind=False), BEN)


def test_a_share_is_looked_at_twice_by_another_person_and_differences_come_back(workspace, fill):
    line = waiting(workspace, fill, 2)
    locks.decide(workspace, chosen(take(workspace, line, ANA).ticket_key), ANA)
    assert not take(workspace, line, ANA, second_looks=1.0).blind
    second = take(workspace, line, BEN, second_looks=1.0)
    assert second == Claim(1, blind=True)
    locks.decide(workspace, replace(chosen(1, "Ben", "C"), blind=True), BEN)
    assert reviews.category_of(workspace, 1) == "B"
    third = take(workspace, line, BEN)
    assert third == Claim(1, blind=False)


def review_all(workspace: Workspace, names: tuple[str, ...]) -> None:
    """Everybody reviews until nothing is left, each in a thread as each tab is."""
    line = waiting_tickets(workspace, 1, ReviewFilter(), frozenset())

    def work(name: str) -> None:
        holder = Holder(name, f"tab of {name} {time.monotonic_ns()}")
        while claim := take(workspace, line, holder):
            locks.decide(workspace, chosen(claim.ticket_key, name), holder)

    people = [threading.Thread(target=work, args=(name,)) for name in names]
    for person in people:
        person.start()
    for person in people:
        person.join()


def test_two_reviewers_and_a_kill_none_twice_and_none_lost(tmp_path, fill):
    path = tmp_path / "desk.duckdb"
    workspace = Workspace(path, "the tests")
    waiting(workspace, fill, TICKETS)
    workspace.close()
    code = (
        "import sys; from pathlib import Path; from store.workspace import Workspace\n"
        "from tests.store.reviewing.test_locks import review_all\n"
        "review_all(Workspace(Path(sys.argv[1]), 'a server'), ('Ana', 'Ben'))"
    )
    killed = subprocess.Popen([sys.executable, "-c", code, str(path)], cwd=ROOT)
    while not (tmp_path / "desk.duckdb.wal").exists():
        assert killed.poll() is None, "it ended before it wrote anything"
        time.sleep(0.01)
    time.sleep(0.3)
    killed.kill()
    assert killed.wait() < 0, "it was done before it could be killed"

    workspace = Workspace(path, "the tests")
    before = len(review_figures.audit(workspace))
    assert 0 < before < TICKETS
    review_all(workspace, ("Ana", "Ben"))
    counted = Counter(review_figures.audit(workspace)["ticket_key"])
    assert sorted(counted) == list(range(1, TICKETS + 1))
    assert set(counted.values()) == {1}
    assert review_figures.by_basis(workspace) == {"shown": TICKETS}
    workspace.close()


def test_an_open_tab_puts_nothing_out_of_date(workspace, fill):
    line = waiting(workspace, fill)
    before = workspace.revision
    claim = take(workspace, line, ANA)
    locks.renew(workspace, ANA)
    count_left(workspace, line)
    locks.retake(workspace, Claim(2, blind=False), BEN)
    locks.release(workspace, BEN)
    assert workspace.revision == before
    locks.decide(workspace, chosen(claim.ticket_key), ANA)
    assert workspace.revision != before


def test_after_a_new_start_who_held_a_ticket_has_a_while_to_come_back(workspace, fill):
    line = waiting(workspace, fill, 1)
    take(workspace, line, replace(ANA, server="killed"), now=10**9)
    locks.begin(workspace)
    start = locks.clock()
    assert take(workspace, line, BEN, now=start + 2 * MINUTE) is None
    assert take(workspace, line, BEN, now=start + 4 * MINUTE).ticket_key == 1
