"""Which statements a query may be: one that reads tables, and nothing beyond them.

DuckDB's own parser decides what a statement is. This is the first of three walls: behind it stand
a database that is open for reading only, and the limits of the process.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

import duckdb

NODES: Final = frozenset({"SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE"})
# Of the table functions that DuckDB brings along, those that read nothing but the workspace.
TABLE_FUNCTIONS: Final = frozenset(
    {
        "duckdb_columns", "duckdb_constraints", "duckdb_functions", "duckdb_indexes",
        "duckdb_keywords", "duckdb_tables", "duckdb_types", "duckdb_views", "generate_series",
        "histogram", "histogram_values",
        "icu_calendar_names", "json_each", "json_tree", "pg_timezone_names", "pragma_table_info",
        "range", "repeat", "repeat_row", "summary", "unnest",
    }
)  # fmt: skip
FUNCTIONS: Final = frozenset(
    {
        "current_setting", "currval", "getenv", "getvariable", "json_execute_serialized_sql",
        "json_serialize_plan", "nextval", "pg_sleep", "setseed", "sleep_ms", "write_log",
    }
)  # fmt: skip
CATALOGS: Final = ("duckdb_", "pragma_", "pg_", "sqlite_")
TABLES: Final = TABLE_FUNCTIONS | {"pg_type", "pg_class", "pg_tables", "pg_views", "pg_attribute"}

ONE: Final = "Write one statement; a query has exactly one."
READS: Final = "A query may only read: begin it with SELECT, FROM, WITH, DESCRIBE or SUMMARIZE."
CHANGES: Final = "A query may only read; this one would change the workspace."
OUTSIDE: Final = "A query reads the tables of the workspace only; files and the network are closed."
SETTINGS: Final = "Settings, secrets and the environment are closed to queries."
DEEP: Final = "The statement is nested too deeply; write it flatter, with WITH."


class Refused(Exception):  # noqa: N818 - the name is the message
    """The statement is not one of those; its text says why, in a sentence."""


def checked(sql: str) -> duckdb.Statement:
    """The statement, when it is allowed; raises Refused or an error of DuckDB's parser."""
    found = duckdb.extract_statements(sql)
    if len(found) != 1:
        raise Refused(ONE)
    try:
        kind = found[0].type.name
    except ValueError as error:  # a kind of statement that DuckDB's Python side does not know
        raise Refused(READS) from error
    if kind == "EXPLAIN":
        checked(_explained(sql))
    elif kind == "MULTI":  # what PIVOT becomes: a type for its columns, then a SELECT
        _check_words(sql)
    elif kind == "SELECT":
        _check_tree(_tree(sql))
    else:
        raise Refused(READS)
    return found[0]


def _tree(sql: str) -> Any:
    """The statement as DuckDB's parser sees it."""
    try:
        row = _parser().execute("SELECT json_serialize_sql(?::VARCHAR)", [sql]).fetchone()
        tree = json.loads(row[0]) if row else {}
    except RecursionError as error:
        raise Refused(DEEP) from error
    if tree.get("error"):
        raise Refused(READS)
    return tree


def _check_tree(tree: Any) -> None:
    for node in _nodes(tree):
        kind = str(node.get("type", ""))
        if kind.endswith("_NODE") and kind not in NODES:
            raise Refused(CHANGES)
        if kind == "TABLE_FUNCTION":
            _check_table_function(str(node["function"].get("function_name", "")))
        elif kind == "BASE_TABLE":
            _check_table(str(node.get("table_name", "")))
        elif kind == "SHOW_REF" and node.get("show_type") == "SHOW":
            _check_shown(str(node.get("table_name", "")))
        elif "function_name" in node and node["function_name"].lower() in FUNCTIONS:
            raise Refused(SETTINGS)


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object of the tree; a stack, because a hostile tree is deep."""
    stack = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            yield node
            stack.extend(node.values())
        elif isinstance(node, list):
            stack.extend(node)


def _check_table_function(name: str) -> None:
    name = name.lower()
    if name in _brought_along() and name not in TABLE_FUNCTIONS:
        raise Refused(SETTINGS if name.startswith(CATALOGS) else OUTSIDE)


def _check_table(name: str) -> None:
    if any(sign in name for sign in "/\\:*?") or name.lower().endswith(_ENDINGS):
        raise Refused(OUTSIDE)
    if name.lower().startswith(CATALOGS) and name.lower() not in TABLES:
        raise Refused(SETTINGS)


_ENDINGS: Final = (".csv", ".tsv", ".parquet", ".json", ".jsonl", ".ndjson", ".db", ".duckdb",
                   ".gz", ".txt", ".xlsx")  # fmt: skip


def _check_shown(name: str) -> None:
    if name.strip('"').lower() in _settings():
        raise Refused(SETTINGS)


def _check_words(sql: str) -> None:
    """The same by its words, for a PIVOT, whose tree the parser does not give away."""
    words = _words(sql)
    for (word, kind), (after, _) in zip(words, [*words[1:], ("", "")], strict=True):
        name = word.strip('"').lower()
        if kind == "string_const" and word.startswith("'"):
            continue
        if after == "(" and name in FUNCTIONS:
            raise Refused(SETTINGS)
        if after == "(":
            _check_table_function(name)
        elif name.startswith(CATALOGS):
            _check_table(name)
        if kind == "keyword" and name in {"insert", "update", "delete", "merge", "copy"}:
            raise Refused(CHANGES)


def _words(sql: str) -> list[tuple[str, str]]:
    """The words and signs of a statement with their kinds, comments left out."""
    raw = sql.encode()
    marks = duckdb.tokenize(sql)
    ends = [at for at, _ in marks[1:]] + [len(raw)]
    return [
        (raw[at:end].decode(errors="replace").strip(), kind.name)
        for (at, kind), end in zip(marks, ends, strict=True)
        if kind.name != "comment"
    ]


def _explained(sql: str) -> str:
    """What stands behind EXPLAIN, ANALYZE and its options in brackets."""
    raw = sql.encode()
    marks = [(at, kind) for at, kind in duckdb.tokenize(sql) if kind.name != "comment"]
    words = [word for word, _ in _words(sql)]
    at = 1
    if words[at].lower() in {"analyze", "analyse"}:
        at += 1
    # Options in brackets, unless the bracket opens the statement itself.
    if words[at] == "(" and words[at + 1].lower() not in {"select", "from", "with", "("}:
        at = words.index(")", at) + 1
    return raw[marks[at][0] :].decode()


@cache
def _parser() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={"enable_external_access": "false"})


@cache
def _brought_along() -> frozenset[str]:
    """The table functions that DuckDB brings along."""
    rows = _parser().execute(
        "SELECT lower(function_name) FROM duckdb_functions() WHERE function_type LIKE 'table%'"
    )
    return frozenset(name for (name,) in rows.fetchall())


@cache
def _settings() -> frozenset[str]:
    rows = _parser().execute("SELECT lower(name) FROM duckdb_settings()").fetchall()
    return frozenset(name for (name,) in rows)
