"""A workspace of release 0.1 opens, with everything in it; a failed step leaves it as it was."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import duckdb
import pytest

from routing.errors import WorkspaceError
from store import attempts, policies, runs, scenarios, settings, taxonomies, tickets
from store.reviewing import locks, reviews
from store.reviewing.locks import Holder
from store.reviewing.waiting import ReviewFilter, waiting_tickets
from store.workspace_file import backups, migrate
from store.workspaces import Workspaces
from usecases.evaluation.blind_accuracy import restored_labels

RELEASED = Path(__file__).parent / "released" / "workspace.duckdb.gz"


@pytest.fixture
def released(tmp_path: Path) -> Path:
    """The file as release 0.1 wrote it."""
    path = tmp_path / "desk.duckdb"
    path.write_bytes(gzip.decompress(RELEASED.read_bytes()))
    return path


@pytest.fixture
def opened(released: Path):
    folder = Workspaces(released.parent, "the tests")
    yield folder.open("desk")
    folder.close()


def test_steps_are_numbered_from_one_without_a_gap():
    numbers = [int(name.split("_")[0]) for name in migrate.steps()]
    assert numbers == list(range(1, len(numbers) + 1))


def test_tickets_runs_and_their_figures_are_those_of_before(opened):
    assert tickets.count(opened) == 11
    assert tickets.labels(opened) == {"Login": 5, "Billing": 5}
    assert tickets.one(opened, 1).attributes == ()
    (run,) = runs.all_runs(opened)
    assert (run.status, run.seconds, run.decided) == ("finished", 1.5, 11)
    assert runs.summary(opened, 1).correct == 5
    assert attempts.spent(opened, 1).cost_usd == 0.25
    assert policies.current(opened).policy.thresholds == {"Billing": 0.7}
    assert taxonomies.current(opened).taxonomy.names == ("Billing", "Login")


def test_a_label_that_a_review_had_overwritten_is_that_of_the_export_again(opened):
    assert tickets.one(opened, 1).category == "Billing"
    assert reviews.category_of(opened, 1) == "Login"
    assert {review.basis for review in reviews.of_ticket(opened, 1)} == {reviews.Basis.SHOWN}
    words = restored_labels(opened)
    assert "1 labels of the export are restored" in words
    assert "0 router versions and 1 policies were measured on the labels of then" in words


def test_reviews_are_those_of_before_and_go_on_from_their_numbers(opened):
    verdicts = [review.verdict.value for review in reviews.of_ticket(opened, 2)]
    assert verdicts == ["undone", "chosen"]
    assert reviews.record(opened, reviews.Review(4, "Ana", reviews.Verdict.CHOSEN, "Login")) == 5


def test_scenarios_are_plain_values_now(opened):
    assert scenarios.names(opened) == ["Board", "Demo start", "Working copy"]
    board, copy = scenarios.load(opened, "Board"), scenarios.load(opened, "Working copy")
    assert board["currency"] == "EUR"
    assert board["inputs"]["wage_per_hour"]["override"] == 21
    assert (copy["follows"], copy["entered"]) == ("expected", {"coverage": 0.7})
    assert scenarios.load(opened, "Demo start") == {"tickets_per_month": 10000.0}


def test_choices_are_kept(opened):
    assert settings.SECOND_LOOKS.of(opened) == 0.1
    assert settings.CLEANING.of(opened) is False


def test_a_ticket_on_screen_stays_with_its_reviewer_for_a_while(opened):
    queue = waiting_tickets(opened, 1, ReviewFilter(), frozenset())
    assert locks.hold(opened, queue, Holder("Ben", "tab 2")) == []
    assert locks.hold(opened, queue, Holder("Ana", "tab 3"))[0].ticket_key == 3


def test_the_file_of_before_is_kept_and_can_be_brought_back(released, opened):
    (backup,) = backups.all_of(released)
    assert backup.read_bytes() == gzip.decompress(RELEASED.read_bytes())
    assert backup.name.endswith("before 013_recovery.duckdb")


def test_a_step_that_fails_leaves_the_file_as_it_was(released, monkeypatch):
    before = hashlib.sha256(released.read_bytes()).digest()

    def fail(connection: duckdb.DuckDBPyConnection) -> None:
        raise duckdb.IOException("IO Error: Could not write file: No space left on device")

    monkeypatch.setitem(migrate.CONVERSIONS, "016_scenarios", fail)
    with pytest.raises(WorkspaceError, match="the disk is full or gone"):
        Workspaces(released.parent, "the tests").open("desk")
    assert hashlib.sha256(released.read_bytes()).digest() == before
    monkeypatch.undo()
    folder = Workspaces(released.parent, "the tests")
    assert tickets.count(folder.open("desk")) == 11
    folder.close()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("INSERT INTO migrations VALUES ('099_later')", "written by a newer RouteCase"),
        ("DELETE FROM migrations WHERE name = '004_reviews'", "not a workspace of RouteCase"),
        ("DROP TABLE migrations", "not a workspace of RouteCase"),
    ],
)
def test_what_is_no_released_workspace_is_refused_and_left_alone(released, statement, said):
    connection = duckdb.connect(str(released))
    connection.execute(statement)
    connection.close()
    before = released.read_bytes()
    with pytest.raises(WorkspaceError, match=said):
        Workspaces(released.parent, "the tests").open("desk")
    assert released.read_bytes() == before
    assert sorted(file.name for file in released.parent.iterdir()) == ["desk.duckdb"]
