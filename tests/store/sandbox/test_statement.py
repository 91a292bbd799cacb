"""Which statements may run at all, told by DuckDB's own parser; no process is asked."""

from __future__ import annotations

import duckdb
import pytest

from store.sandbox.statement import CHANGES, ONE, OUTSIDE, READS, SETTINGS, Refused, checked
from tests.store.sandbox.conftest import statements


@pytest.mark.parametrize("sql", statements("honest"))
def test_what_reads_tables_is_let_through(sql: str) -> None:
    assert checked(sql).query.strip()


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        ("SELECT 1; SELECT 2", ONE),
        ("", ONE),
        ("DROP TABLE tickets", READS),
        ("COPY tickets TO 'x.csv'", READS),
        ("PRAGMA database_list", READS),
        ("FROM read_csv('/etc/passwd')", OUTSIDE),
        ("SELECT * FROM (SELECT * FROM read_text('x'))", OUTSIDE),
        ("FROM duckdb_secrets()", SETTINGS),
        ("SELECT getenv('HOME')", SETTINGS),
        ("SELECT nextval('s')", SETTINGS),
        ("EXPLAIN ANALYZE DROP TABLE tickets", READS),
        ("EXPLAIN (FORMAT json) SELECT getenv('HOME')", SETTINGS),
        ("WITH x AS (SELECT getenv('HOME')) SELECT * FROM x", SETTINGS),
    ],
)
def test_everything_else_is_refused_and_says_why(sql: str, why: str) -> None:
    with pytest.raises(Refused) as refusal:
        checked(sql)
    assert str(refusal.value) == why


def test_what_must_be_refused_is_refused_here_or_by_a_closed_database() -> None:
    database = duckdb.connect(config={"enable_external_access": "false"})
    for sql in statements("refused"):
        with pytest.raises((Refused, duckdb.Error)):
            database.execute(checked(sql))


def test_each_reason_is_one_sentence() -> None:
    for why in (ONE, READS, CHANGES, OUTSIDE, SETTINGS):
        assert why.endswith(".")
