"""An attached folder: its decisions are a run of the workspace, and stay where they are."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from cli.workspace import opened
from routing.decision import Decision, Disposition
from routing.errors import QueryRefused, WorkspaceError
from routing.filled_field import FilledField
from routing.intake.formats.table import Reject
from routing.policy import Policy
from routing.taxonomy import Category, Taxonomy
from service.bulk.manifest import JobLine, Manifest, Part
from service.bulk.output_folder import OutputFolder
from service.bulk.part_file import to_parquet
from store import field_answers, imports, policies, runs, tickets
from store.reviewing import reviews
from store.reviewing.reviews import Review, Verdict
from store.sandbox.pool import Sandbox
from store.sandbox.snapshot import Snapshots
from store.workspace import Workspace
from store.workspace_file import attached_folder
from store.workspaces import Workspaces
from tests.conftest import ticket
from usecases.actor import LOCAL_OWNER
from usecases.policy.changes import adopt_policy
from usecases.runs.attach import attach

TAXONOMY = Taxonomy((Category("Billing"), Category("Technical")))
MOOD = FilledField("Mood", "calm", 0.7, alone=True)
COUNT = "SELECT count(*) AS n FROM decisions"


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """What a bulk job leaves: two parts of three rows, a refused row in the first."""
    folder = OutputFolder(str(tmp_path / "out"))
    folder.make()
    manifest = Manifest(folder, JobLine("profile", 3, "embedded", TAXONOMY.to_toml()))
    manifest.write()
    for number in range(2):
        items = [ticket(3 * number + n, "Billing" if n % 2 else "Technical") for n in range(1, 3)]
        decided = [
            Decision(0, "Billing", 0.9, "embedded", disposition=Disposition.AUTO, fields=(MOOD,))
            for _ in items
        ]
        refused = Decision(0, "Unknown", 0.0, "embedded", error="no text")
        data = to_parquet("in.csv", [Reject(9, "no text", ",,"), *items], [refused, *decided])
        name = f"part-{number}.parquet"
        folder.put(name, data)
        digest = hashlib.sha256(data).hexdigest()
        manifest.add(Part(name, f"p{number}", "in.csv", 0, 3, 3, 3, 1, digest, seconds=1.0))
    return tmp_path / "out"


@pytest.fixture
def path(tmp_path: Path, output: Path) -> Path:
    place = tmp_path / "desk.duckdb"
    attach(place, output, opened, LOCAL_OWNER)
    return place


@pytest.fixture
def attached(path: Path) -> Iterator[Workspace]:
    with closing(Workspace(path, "the tests")) as workspace:
        yield workspace


def test_its_rows_are_tickets_rejects_and_decisions_of_a_run(attached):
    (run,) = runs.all_runs(attached)
    assert (run.decided, run.total, run.status.value) == (4, 4, "finished")
    found = runs.summary(attached, run.run_id)
    assert (found.tickets, found.labelled, found.correct) == (4, 4, 2)
    assert found.latency_mean == pytest.approx(2.0 / 6)
    (taken,) = imports.all_of(attached)
    assert (taken.tickets, taken.rejected) == (4, 2)


def test_the_values_of_its_fields_come_along(attached):
    with attached.reading() as cursor:
        kept = cursor.execute(
            "SELECT field, value, confidence, alone, count(*) FROM field_answers "
            "JOIN tickets USING (ticket_key) GROUP BY ALL"
        ).fetchall()
    assert kept == [("Mood", "calm", 0.7, True, 4)]


def test_parts_of_an_earlier_version_have_no_fields(tmp_path, output):
    for file in output.glob("*.parquet"):
        pq.write_table(pq.read_table(file).drop_columns("fields"), file)
    attach(tmp_path / "old.duckdb", output, opened, LOCAL_OWNER)
    with closing(Workspace(tmp_path / "old.duckdb", "the tests")) as workspace:
        assert field_answers.fields(workspace, 1) == []
        assert runs.summary(workspace, 1).tickets == 4


def test_a_changed_policy_takes_the_decisions_in_and_leaves_the_folder_alone(attached, output):
    before = {file: file.read_bytes() for file in output.glob("*.parquet")}
    adopt_policy(attached, 1, Policy(0.95), {})
    assert attached_folder.of(attached.path) is None
    assert runs.summary(attached, 1).auto == 0
    assert {file: file.read_bytes() for file in output.glob("*.parquet")} == before
    assert policies.current(attached) is not None


def test_the_sandbox_reads_the_attached_folder_and_nothing_beside_it(attached, output, tmp_path):
    (tmp_path / "secret.csv").write_text("a\n1\n")
    snapshots, sandbox = Snapshots(tmp_path / "copies"), Sandbox(tmp_path)
    copy = snapshots.of(attached).file
    assert sandbox.run(copy, COUNT).table["n"].to_pylist() == [4]
    with pytest.raises(QueryRefused):
        sandbox.run(copy, f"FROM read_csv('{tmp_path}/secret.csv')")
    sandbox.stop()


def test_a_folder_that_was_moved_is_told_in_a_sentence(path, output):
    output.rename(output.with_name("elsewhere"))
    with pytest.raises(WorkspaceError, match="a folder that is not where it was"):
        Workspace(path, "the tests")


def test_a_workspace_of_somebody_else_brings_no_right_to_a_folder(path, tmp_path):
    given = tmp_path / "given.duckdb"
    given.write_bytes(path.read_bytes())
    with pytest.raises(WorkspaceError, match="nobody has confirmed here"):
        Workspace(given, "the tests")
    with pytest.raises(WorkspaceError):
        Workspaces(tmp_path / "mine", "the tests").adopt(given, "Given")


def test_tickets_that_are_here_already_are_refused_and_nothing_changes(tmp_path, output, fill):
    path = tmp_path / "other.duckdb"
    with closing(Workspace(path, "the tests")) as other:
        fill(other, [ticket(1, "Billing")])
    with pytest.raises(WorkspaceError, match="1 of these tickets are in the workspace already"):
        attach(path, output, opened, LOCAL_OWNER)
    assert attached_folder.of(path) is None
    with closing(Workspace(path, "the tests")) as again:
        assert tickets.count(again) == 1
        assert runs.all_runs(again) == []


def test_what_the_workspace_has_lost_is_said_at_attaching(tmp_path, output, fill, capsys):
    path = tmp_path / "other.duckdb"
    with closing(Workspace(path, "the tests")) as other:
        fill(other, [ticket(99, "Billing")])
    older = path.read_bytes()
    with closing(Workspace(path, "the tests")) as other:
        reviews.record(other, Review(1, "Ana", Verdict.CHOSEN, "Billing"))
    path.write_bytes(older)
    attach(path, output, opened, LOCAL_OWNER)
    assert "1 review is missing since" in capsys.readouterr().err


def test_a_folder_without_a_job_is_refused(tmp_path):
    with pytest.raises(WorkspaceError, match="holds no finished parts"):
        attach(tmp_path / "w.duckdb", tmp_path / "none", opened, LOCAL_OWNER)
    assert not (tmp_path / "w.duckdb").exists()
