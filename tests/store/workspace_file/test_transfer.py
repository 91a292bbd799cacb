"""A workspace of a stranger: its tables come in, and nothing else does anything."""
# ruff: noqa: S608

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from routing.errors import WorkspaceError
from store import imports, tickets
from store.reviewing import reviews
from store.reviewing.reviews import Review, Verdict
from store.workspaces import Workspaces
from tests.conftest import filler, ticket

WORDS = "nobody else may read this"


@pytest.fixture
def folder(tmp_path: Path):
    made = Workspaces(tmp_path / "workspaces", "the tests")
    yield made
    made.close()


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "secret.txt"
    file.write_text(WORDS)
    return file


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An exported workspace with two tickets and a review."""
    place = tmp_path_factory.mktemp("exported")
    theirs = Workspaces(place, "a colleague")
    one = theirs.create("one")
    filler(place)(one, [ticket(1, "A"), ticket(2, attributes=(("priority", "high"),))])
    reviews.record(one, Review(1, "Ana", Verdict.CHOSEN, "B"))
    file = theirs.export("one", place / "handed over.duckdb")
    theirs.close()
    return file


@pytest.fixture
def handed_over(exported: Path, tmp_path: Path) -> Path:
    """It, to be changed."""
    return Path(shutil.copy(exported, tmp_path))


def change(file: Path, *statements: str) -> None:
    with duckdb.connect(str(file)) as connection:
        for statement in statements:
            connection.execute(statement)


def test_everything_in_the_tables_comes_along(folder, handed_over):
    taken = folder.adopt(handed_over, "theirs")
    assert tickets.labels(taken) == {"A": 1}
    assert tickets.one(taken, 2).attributes == (("priority", "high"),)
    assert reviews.of_ticket(taken, 1)[0].category == "B"


def test_what_was_deleted_is_not_handed_over(folder, fill, tmp_path):
    workspace = folder.create("one")
    taken = fill(workspace, [ticket(1, body="the word xylophone" * 1000)])
    imports.remove(workspace, taken.import_id)
    file = folder.export("one", tmp_path / "out.duckdb")
    assert b"xylophone" not in file.read_bytes()


def test_views_and_macros_of_a_stranger_stay_behind(folder, handed_over, secret):
    change(
        handed_over,
        f"CREATE VIEW v_evil AS SELECT content FROM read_text('{secret}')",
        f"CREATE OR REPLACE VIEW v_standing AS SELECT *, '{secret}' AS x FROM reviews",
        f"CREATE OR REPLACE MACRO now_called(name) AS (SELECT content FROM read_text('{secret}'))",
        "CREATE TABLE payload (x VARCHAR)",
    )
    taken = folder.adopt(handed_over, "theirs")
    with taken.reading() as cursor:
        named = {
            name for (name,) in cursor.execute("SELECT view_name FROM duckdb_views()").fetchall()
        }
        with pytest.raises(duckdb.CatalogException):
            cursor.execute("SELECT * FROM payload")
    assert "v_evil" not in named
    assert tickets.labels(taken) == {"A": 1}


@pytest.mark.parametrize(
    "statements",
    [
        ["DROP TABLE rejects", "CREATE VIEW rejects AS SELECT content FROM read_text('{secret}')"],
        ["ALTER TABLE rejects DROP COLUMN raw"],
        ["ALTER TABLE rejects ALTER raw TYPE INTEGER USING 1"],
        ["DROP TABLE migrations", "CREATE VIEW migrations AS FROM read_text('{secret}')"],
    ],
    ids=["a view for a table", "a column less", "another type", "a view of migrations"],
)  # fmt: skip
def test_another_shape_is_refused_and_leaves_nothing(folder, handed_over, secret, statements):
    change(handed_over, *(statement.format(secret=secret) for statement in statements))
    with pytest.raises(WorkspaceError, match="not a workspace of RouteCase") as refusal:
        folder.adopt(handed_over, "theirs")
    assert WORDS not in str(refusal.value)
    assert folder.names() == []


def test_a_view_in_a_workspace_file_cannot_read_this_machine(folder, secret):
    """Somebody may have put the file into the folder by hand, past taking it in."""
    path = folder.create("one").path
    folder.close()
    change(path, f"CREATE VIEW v_evil AS SELECT content FROM read_text('{secret}')")
    opened = folder.open("one")
    with opened.reading() as cursor, pytest.raises(duckdb.PermissionException):
        cursor.execute("SELECT * FROM v_evil")


def test_a_file_that_is_no_database_is_refused_in_a_sentence(folder, tmp_path):
    odd = tmp_path / "odd.duckdb"
    odd.write_bytes(b"\x89PNG" * 10_000)
    with pytest.raises(WorkspaceError, match="not a workspace"):
        folder.adopt(odd, "odd")
    assert folder.names() == []
