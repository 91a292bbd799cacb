"""Every statement has a name, is one statement, and stands in a file."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from store.queries import FOLDER, query, statements
from store.ticket_columns import COLUMNS

EVERY = [
    f"{file.stem}.{name}"
    for file in sorted(FOLDER.glob("*.sql"))
    if file.stem != "fragments"
    for name in statements(file)
]
# Names of tables and columns are no parameters: the callers put them in, quoted.
COMPLETED = {
    "explorer.count_columns": {"{columns}": "count(body)", "{table}": "tickets"},
    "explorer.count_column": {"count({column})": "SELECT count(body)", "{column}": "body"},
    "explorer.sample": {"{table}": "tickets"},
    "exploring.selected": {"$matching": "tickets"},
    "ticket_view.make": {"{columns}": ", 1 AS plan"},
    "ticket_view.column": {
        ", attributes": "SELECT attributes",
        "{key}": "'plan'",
        "{name}": "plan",
    },
    "ticket_view.describe_column": {"{name}": "plan"},
}
PLACEHOLDER = re.compile(r"\{\w+\}")


@pytest.mark.parametrize("name", EVERY)
def test_a_named_statement_is_whole_and_is_one(name: str):
    sql = query(name)
    for place, words in COMPLETED.get(name, {}).items():
        assert place in sql
        sql = sql.replace(place, words)
    assert not PLACEHOLDER.search(re.sub(r"'[^']*'", "", sql))
    assert len(duckdb.extract_statements(sql)) >= 1


def test_the_columns_of_a_ticket_stand_for_their_name():
    sql = next(query(name) for name in EVERY if "{ticket_columns}" in raw(name))
    assert ", ".join(COLUMNS) in sql


def raw(name: str) -> str:
    file, _, statement = name.partition(".")
    return statements(FOLDER / f"{file}.sql")[statement]


def test_a_statement_that_is_not_there_is_a_key_error():
    with pytest.raises(KeyError):
        query("tickets.no_such_statement")


def test_a_file_is_read_by_its_names(tmp_path: Path):
    file = tmp_path / "some.sql"
    file.write_text("-- words\n-- name: one\nSELECT 1;\n\n-- name: two\nSELECT 2;\n")
    assert statements(file) == {"one": "SELECT 1;", "two": "SELECT 2;"}
