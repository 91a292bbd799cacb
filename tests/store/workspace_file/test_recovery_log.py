"""The second record beside a workspace: only added to, and read however it was torn."""

from __future__ import annotations

import stat
from datetime import UTC, datetime
from pathlib import Path

from store.workspace_file.recovery_log import (
    Counts,
    Known,
    Loss,
    RecoveryLog,
    file_of,
    read,
    with_copies,
)

SINCE = datetime(2026, 3, 2, 14, 2, tzinfo=UTC)


def added(path: Path, *entries: dict[str, object]) -> Known:
    log = RecoveryLog(path)
    for entry in entries:
        log.add(**entry)
    log.close()
    return read(path)


def test_where_there_is_no_log_nothing_is_known(tmp_path: Path):
    assert read(tmp_path / "desk.duckdb") == Known()
    assert Known().counts == Counts()


def test_what_was_added_is_read_back(tmp_path: Path):
    path = tmp_path / "desk.duckdb"
    known = added(
        path,
        {"workspace_id": "abc"},
        {"counts": Counts(tickets=5)},
        {"counts": Counts(5, 3, 1, 1), "reviews": [{"review_id": 1, "category": "B"}]},
    )
    assert known.workspace_id == "abc"
    assert known.counts == Counts(5, 3, 1, 1)
    assert known.reviews == {1: {"review_id": 1, "category": "B"}}
    assert stat.S_IMODE(file_of(path).stat().st_mode) == 0o600


def test_a_torn_line_takes_no_other_with_it(tmp_path: Path):
    path = tmp_path / "desk.duckdb"
    added(path, {"counts": Counts(tickets=5)})
    with file_of(path).open("ab") as stream:
        stream.write(b'{"at": "2026-01-01T00:00:00+00:00", "counts": {"tick')
    assert added(path, {"counts": Counts(tickets=6)}).counts == Counts(tickets=6)
    assert len(read(path).history) == 2


def test_a_loss_stands_until_a_person_agrees(tmp_path: Path):
    path = tmp_path / "desk.duckdb"
    loss = Loss(0, 2, 1, SINCE, "copies")
    assert added(path, {"loss": loss}).loss == loss
    assert added(path, {"agreed": "restored"}).loss is None


def test_reviews_that_were_left_out_are_known_no_more(tmp_path: Path):
    rows = [{"review_id": 1}, {"review_id": 2}]
    known = added(tmp_path / "desk.duckdb", {"reviews": rows}, {"left_out": [1]})
    assert set(known.reviews) == {2}


def test_less_of_anything_is_a_lack():
    assert Counts(5, 3, 1, 1).lacks(Counts(5, 4, 0, 0))
    assert not Counts(5, 3, 1, 1).lacks(Counts(5, 3, 0, 0))


def test_it_was_all_there_at_the_last_entry_that_promises_no_more():
    first, second = SINCE, SINCE.replace(hour=15)
    known = Known(history=[(first, Counts(5)), (second, Counts(9))])
    assert known.since(Counts(5)) == first
    assert known.since(Counts(9)) == second
    assert known.since(Counts(1)) == first


def test_a_loss_is_said_with_its_numbers_and_the_way_out():
    told = Loss(1, 0, 0, SINCE).way_out(Path("desk.duckdb"))
    assert told.startswith("1 ticket is missing since 14:02 UTC on 2 Mar 2026.")
    assert '"python -m store restore desk.duckdb"' in told
    assert with_copies(Loss(1, 0, 0, SINCE), Path("/x/as found")).copies == "as found"
    assert with_copies(Loss(1, 0, 0, SINCE), None).copies == ""
