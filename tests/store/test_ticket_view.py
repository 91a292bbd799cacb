"""The columns of an export are columns in SQL."""

from __future__ import annotations

from store import imports
from store.explorer import saved_queries
from store.workspace import Workspace
from store.workspace_file.transfer import copy_tables
from tests.conftest import filler, ticket

ODD = (("Plan", "pro"), ('a"b', "x"), ("it's", "y"), ("Subject", "z"), ("plan", "w"))


def columns(workspace: Workspace) -> dict[str, str]:
    table = next(each for each in saved_queries.schema(workspace) if each.name == "v_tickets")
    return {column.name: column.says for column in table.columns}


def test_every_other_column_of_the_export_is_a_column(workspace, fill):
    assert "attributes" not in columns(workspace)
    fill(workspace, [ticket(1, "A", attributes=ODD), ticket(2)])
    assert {"Plan", 'a"b', "it's", "category"} <= columns(workspace).keys()
    with workspace.reading() as cursor:
        rows = cursor.execute('SELECT id, "Plan", "a""b", subject FROM v_tickets ORDER BY 1')
        assert rows.fetchall() == [
            ("T-1", "pro", "x", "Subject 1"),
            ("T-2", None, None, "Subject 2"),
        ]


def test_a_column_that_left_with_its_import_is_gone(workspace, fill):
    made = fill(workspace, [ticket(1, attributes=(("Plan", "pro"),))])
    imports.remove(workspace, made.import_id)
    assert "Plan" not in columns(workspace)


def test_a_workspace_that_is_taken_in_has_them_too(tmp_path):
    given = Workspace(tmp_path / "given.duckdb", "the tests")
    filler(tmp_path)(given, [ticket(1, attributes=(("Plan", "pro"),))])
    given.close()
    copy_tables(given.path, tmp_path / "taken.duckdb")
    taken = Workspace(tmp_path / "taken.duckdb", "the tests")
    assert columns(taken)["Plan"] == "Column of the export"
    taken.close()
