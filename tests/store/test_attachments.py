"""A bulk job's decisions are read where they are, until somebody changes one of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from routing.decision import Decision, Disposition
from routing.errors import WorkspaceError
from routing.intake.formats.table import Reject
from routing.taxonomy import Category, Taxonomy
from service.bulk.part_file import to_parquet
from store import imports, runs, taxonomies, tickets
from store.attachments import AttachedJob, AttachedPart, attach, take_in
from store.workspace import Workspace
from store.workspace_file import attached_folder
from tests.conftest import ticket

TAXONOMY = Taxonomy((Category("Billing"), Category("Technical")))


@pytest.fixture
def job(tmp_path: Path) -> AttachedJob:
    """Two parts in a folder with a quote in its name: a refused row first, two tickets in each."""
    folder = tmp_path / "Ada's job"
    folder.mkdir()
    parts = []
    for number in range(2):
        items = [ticket(3 * number + n, "Billing") for n in (1, 2)]
        answers = [
            Decision(0, f"{each.id} answered", 0.9, "embedded", disposition=Disposition.AUTO)
            for each in items
        ]
        refused = Decision(0, "Unknown", 0.0, "embedded", error="no text")
        data = to_parquet("in.csv", [Reject(9, "no text", ",,"), *items], [refused, *answers])
        (folder / f"part-{number}.parquet").write_bytes(data)
        parts.append(AttachedPart(folder / f"part-{number}.parquet", 3))
    return AttachedJob(folder, parts, "digest", "embedded", "profile", {"router": "embedded"}, 12.0)


@pytest.fixture
def confirmed(tmp_path: Path, job: AttachedJob) -> Iterator[Workspace]:
    """A workspace that may read the folder."""
    attached_folder.confirm(tmp_path / "desk.duckdb", job.folder)
    with closing(Workspace(tmp_path / "desk.duckdb", "the tests")) as workspace:
        taxonomies.save(workspace, TAXONOMY, "the tests")
        yield workspace


def answers(workspace: Workspace, run_id: int) -> dict[str, str]:
    """What was decided on each ticket, by its id."""
    with workspace.writing() as cursor:
        rows = cursor.execute(
            "SELECT t.id, d.category FROM decisions d JOIN tickets t USING (ticket_key) "
            "WHERE d.run_id = ?",
            [run_id],
        ).fetchall()
    return dict(rows)


OWN = {f"T-{n}": f"T-{n} answered" for n in (1, 2, 4, 5)}


def test_each_decision_stands_at_its_own_ticket_and_the_refused_row_at_none(confirmed, job):
    run_id = attach(confirmed, job, 1)
    assert answers(confirmed, run_id) == OWN
    (taken,) = imports.all_of(confirmed)
    assert (taken.tickets, taken.rejected) == (4, 2)


def test_the_run_says_what_the_job_was(confirmed, job):
    run = runs.one(confirmed, attach(confirmed, job, 1))
    assert (run.router, run.fingerprint, run.decided, run.total) == ("embedded", "profile", 4, 4)
    assert run.status == "finished"
    assert runs.summary(confirmed, run.run_id).latency_mean == pytest.approx(12.0 / 6)


def test_tickets_that_were_here_before_keep_their_numbers_and_their_decisions(confirmed, job, fill):
    fill(confirmed, [ticket(1, "Billing", id="older")], "older")
    earlier = runs.start(confirmed, "fake", {}, 1)
    runs.RunJournal(confirmed, earlier.run_id).write([Decision(1, "Technical", 0.5, "fake")])
    run_id = attach(confirmed, job, 1)
    assert answers(confirmed, earlier.run_id) == {"older": "Technical"}
    assert answers(confirmed, run_id) == OWN


def test_a_second_folder_is_refused_and_the_first_one_stays(confirmed, job):
    run_id = attach(confirmed, job, 1)
    with pytest.raises(WorkspaceError, match="reads only one"):
        attach(confirmed, job, 1)
    assert answers(confirmed, run_id) == OWN


def test_where_a_ticket_is_here_already_nothing_changes(confirmed, job, fill):
    fill(confirmed, [ticket(4)], "older")
    with pytest.raises(WorkspaceError, match="1 of these tickets"):
        attach(confirmed, job, 1)
    assert tickets.count(confirmed) == 1
    assert runs.all_runs(confirmed) == []


def test_taken_in_the_decisions_are_the_same_and_need_the_folder_no_more(confirmed, job):
    run_id = attach(confirmed, job, 1)
    take_in(confirmed)
    for part in job.parts:
        part.file.unlink()
    assert answers(confirmed, run_id) == OWN
    assert attached_folder.of(confirmed.path) is None


def test_where_nothing_is_attached_there_is_nothing_to_take_in(workspace):
    take_in(workspace)
    assert answers(workspace, 1) == {}


def test_the_same_output_is_known_again_after_it_was_taken_in(confirmed, job):
    attach(confirmed, job, 1)
    take_in(confirmed)
    attached_folder.confirm(confirmed.path, job.folder)
    with pytest.raises(WorkspaceError, match="in the workspace already"):
        attach(confirmed, job, 1)
