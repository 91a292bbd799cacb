"""A query that cannot run says where and what helps; the words are DuckDB's own."""

from __future__ import annotations

import duckdb
import pytest

from routing.errors import QueryRefused, QueryStopped
from store.sandbox.statement_errors import error_position, in_a_sentence
from usecases.queries.query_problem import explained

TABLE = "CREATE TABLE t AS SELECT 'x' AS a, 'y' AS b, 1 AS n, true AS ok"


def problem_of(sql: str):
    connection = duckdb.connect()
    connection.execute(TABLE)
    with pytest.raises(duckdb.Error) as raised:
        connection.execute(sql).fetchall()
    refused = QueryRefused(in_a_sentence(raised.value), **error_position(raised.value, sql))
    return explained(refused, sql)


@pytest.mark.parametrize(
    ("sql", "helps"),
    [
        ("SELECT a || count(*) FROM t GROUP BY ALL", "any_value"),
        ("SELECT a, count(*) FROM t", "any_value"),
        ("SELECT avg(a <> b::INT) FROM t", "(first_category <> category)::INT"),
        ("SELECT avg(ok) FROM t", "avg((…)::INT)"),
        ("SELECT a FROM t WHERE count(*) > 1 GROUP BY a", "HAVING"),
        ("SELECT (a FROM t", "bracket"),
        ('SELECT a FROM t WHERE a = "x"', "single quotation marks"),
        ("SELECT c FROM t", "Tables and views"),
        ("SELECT 'open FROM t", "quotation mark"),
        ("SELECT a FROM t GROUP a", "GROUP BY"),
        ("SELECT n week FROM t", "AS before it"),
        ("SELEC 1", "misspelt"),
        ("SELECT a::INT FROM t", "TRY_CAST"),
        ("SELECT strptime(a, '%Y') FROM t", "try_strptime"),
    ],
)
def test_a_hint_says_what_helps(sql: str, helps: str):
    assert helps in problem_of(sql).hint


def test_a_query_that_was_stopped_has_no_place():
    found = explained(QueryStopped("It took too long."), "SELECT 1")
    assert (found.line, found.column, found.hint) == (None, None, "")
