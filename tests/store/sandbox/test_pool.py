"""Hostile statements are refused, bombs end alone, honest queries are answered."""

from __future__ import annotations

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.errors import QueryRefused, QueryStopped
from store.sandbox.limits import Limits
from store.sandbox.parameters import parameter_names
from store.sandbox.pool import Sandbox
from tests.store.sandbox.conftest import fingerprint, statements


@pytest.mark.parametrize("sql", statements("refused"))
def test_a_hostile_statement_is_refused_in_one_sentence(
    sandbox: Sandbox, snapshot: Path, sql: str
) -> None:
    with pytest.raises(QueryRefused) as refusal:
        sandbox.run(snapshot, sql)
    told = str(refusal.value)
    assert told[0].isupper()
    assert "\n" not in told
    assert told.endswith((".", "?", "!"))


def test_hostile_statements_leave_nothing_anywhere(sandbox: Sandbox, snapshot: Path) -> None:
    before = fingerprint(snapshot), beside(snapshot), beside(Path.cwd() / "x")
    for sql in statements("refused")[:60]:
        with pytest.raises(QueryRefused):
            sandbox.run(snapshot, sql)
    after = fingerprint(snapshot), beside(snapshot), beside(Path.cwd() / "x")
    assert after == before


def explode(sandbox: Sandbox, snapshot: Path, sql: str) -> str:
    """How a bomb ended."""
    try:
        return "cut off" if sandbox.run(snapshot, sql).cut else f"answered: {sql}"
    except QueryStopped as stop:
        return str(stop)


def beside(file: Path) -> list[Path]:
    return sorted(file.parent.iterdir())


def test_every_bomb_ends_at_a_limit_and_leaves_nothing(tight: Sandbox, snapshot: Path) -> None:
    before = fingerprint(snapshot), beside(snapshot)

    with ThreadPoolExecutor(3) as bombs:
        told = list(bombs.map(partial(explode, tight, snapshot), statements("bombs")))
    assert [t for t in told if t != "cut off" and not t.startswith("The query was stopped")] == []
    assert (fingerprint(snapshot), beside(snapshot)) == before
    assert tight.run(snapshot, "SELECT 42 AS n").table.to_pylist() == [{"n": 42}]


@pytest.mark.parametrize("sql", statements("honest"))
def test_an_honest_query_is_answered(sandbox: Sandbox, snapshot: Path, sql: str) -> None:
    answer = sandbox.run(snapshot, sql)
    assert answer.table.num_columns > 0
    assert not answer.cut


def test_a_statement_beyond_reason_is_refused_before_it_is_read(
    sandbox: Sandbox, snapshot: Path
) -> None:
    with pytest.raises(QueryRefused, match="too long"):
        sandbox.run(snapshot, "SELECT '" + "x" * 10_000_000 + "'")


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT " + "(" * 20_000 + "1" + ")" * 20_000,
        "SELECT " + "+".join(["1"] * 40_000),
        "SELECT " + "NOT " * 20_000 + "true",
        "SELECT * FROM " + "(SELECT * FROM " * 3_000 + "tickets" + ")" * 3_000,
        "SELECT " + "[" * 20_000 + "]" * 20_000,
        "SELECT " + "CASE WHEN true THEN " * 10_000 + "1" + " END" * 10_000,
    ],
)
def test_deep_nesting_hurts_nobody(sandbox: Sandbox, snapshot: Path, sql: str) -> None:
    with pytest.raises((QueryRefused, QueryStopped)):
        sandbox.run(snapshot, sql)
    assert sandbox.run(snapshot, "SELECT 1 AS n").table.to_pylist() == [{"n": 1}]


def test_a_bomb_holds_up_no_other_query_and_can_be_cancelled(
    snapshot: Path, tmp_path: Path
) -> None:
    made = Sandbox(tmp_path, Limits(seconds=120))
    pressed, told = threading.Event(), []

    def bomb() -> None:
        with pytest.raises(QueryStopped) as stop:
            made.run(snapshot, statements("bombs")[1], cancelled=pressed.is_set)
        told.append(str(stop.value))

    exploding = threading.Thread(target=bomb)
    exploding.start()
    answers = [made.run(snapshot, "SELECT 1 AS n").table.num_rows for _ in range(3)]
    assert exploding.is_alive()
    pressed.set()
    exploding.join()
    assert answers == [1, 1, 1]
    assert told == ["The query was cancelled."]
    made.stop()


def test_parameters_are_values_and_never_sql(sandbox: Sandbox, snapshot: Path) -> None:
    asked = "SELECT $words AS words, $day AS day, $n + 1 AS n, $yes AS yes, $none AS none"
    given = {
        "words": "'; DROP TABLE tickets; --", "day": {"date": "2026-01-31"}, "n": 1, "yes": True,
        "none": None, "unused": 5,
    }  # fmt: skip
    (row,) = sandbox.run(snapshot, asked, given).table.to_pylist()
    assert row == {
        "words": "'; DROP TABLE tickets; --", "day": dt.date(2026, 1, 31), "n": 2, "yes": True,
        "none": None,
    }  # fmt: skip
    assert parameter_names(asked) == ["words", "day", "n", "yes", "none"]


@settings(max_examples=40, deadline=None)
@given(words=st.text(max_size=60))
def test_any_text_is_answered_or_refused_and_never_breaks_the_sandbox(
    sandbox: Sandbox, snapshot: Path, words: str
) -> None:
    with suppress(QueryRefused, QueryStopped):
        sandbox.run(snapshot, words)
