"""What a user is told of a mapping at once."""

from __future__ import annotations

from collections.abc import Callable

from routing.intake.columns.mapping import Mapping
from routing.intake.columns.mapping_doubts import doubts
from routing.intake.loading import inspect

WHOLE = Mapping(id="i", subject="s", body="b", category="c", created_at="d")
COLUMNS = ["i", "s", "b", "c", "d"]


def rows(**cells: Callable[[int], str]) -> list[list[str]]:
    usual = {"i": str, "s": lambda n: f"subject {n}", "b": lambda n: f"body {n}",
             "c": lambda _: "x", "d": lambda _: "2024-01-01"} | cells  # fmt: skip
    return [[usual[name](n) for name in COLUMNS] for n in range(40)]


def test_a_whole_mapping_of_varied_texts_raises_no_doubt():
    assert list(doubts(WHOLE, COLUMNS, rows())) == []


def test_what_is_missing_is_named():
    said = " ".join(doubts(Mapping(subject="s"), COLUMNS, []))
    for what in ("id", "body", "category", "date"):
        assert what in said


def test_a_category_that_is_nearly_empty_is_doubted():
    (said,) = doubts(WHOLE, COLUMNS, rows(c=lambda n: "x" if n < 3 else ""))
    assert "only 3 of the first 40 rows" in said


def test_texts_that_hardly_vary_are_doubted():
    (said,) = doubts(WHOLE, COLUMNS, rows(s=lambda _: "a", b=lambda n: "cd"[n % 2]))
    assert "only 2 different texts" in said


def test_the_preview_says_it_at_once(save: Callable):
    warnings = inspect(save("id,subject,body\n1,a,b\n")).warnings
    assert any("category" in said for said in warnings)
    assert any("date" in said for said in warnings)
