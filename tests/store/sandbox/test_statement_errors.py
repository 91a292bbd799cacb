"""What DuckDB complains of, in a sentence and at its place."""

from __future__ import annotations

import duckdb
import pytest

from store.sandbox.statement_errors import error_position, in_a_sentence

LONG = f"SELECT {'range AS a, ' * 60} rnage FROM range(3)"  # noqa: S608 - nobody's words


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Binder Error: no column x\n\nLINE 1: ...", "The statement cannot run: no column x."),
        ("Parser Error: what is this?", "The statement cannot run: what is this?"),
        ("no kind at all", "The statement cannot run: no kind at all."),
        ("Parser Error: depth limit reached", "nested too deeply; write it flatter"),
    ],
)
def test_what_duckdb_says_becomes_one_sentence(said: str, told: str) -> None:
    assert told in in_a_sentence(ValueError(said))
    assert "\n" not in in_a_sentence(ValueError(said))


@pytest.mark.parametrize(
    ("sql", "line", "word"),
    [
        ("SELECT 1 FROM range(3) WHERE rnage > 1", 1, "rnage"),
        ("SELECT 1,\n       rnage\nFROM range(3)", 2, "rnage"),
        ("SELECT count(*)\nFROM tikets\nWHERE true", 2, "tikets"),
        ("SELECT 'ü', 'ß',\n  upper(1, 2, 3)\nFROM range(3)", 2, "upper"),
        (
            LONG,
            1,
            "rnage",
        ),
        ("SELECT 1\nFORM range(3)", 2, "range"),
    ],
)
def test_the_place_is_where_the_wrong_word_begins(sql: str, line: int, word: str) -> None:
    with pytest.raises(duckdb.Error) as raised, duckdb.connect() as connection:
        connection.execute(sql)
    found = error_position(raised.value, sql)
    assert found["line"] == line
    assert sql.split("\n")[line - 1][found["column"] - 1 :].startswith(word)


def test_an_error_without_a_place_has_none():
    assert error_position(ValueError("Out of Memory Error: too much"), "SELECT 1") == {}
