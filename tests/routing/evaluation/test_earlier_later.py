"""Texts that come again: accuracy on later tickets, apart for texts seen before and new ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from routing.evaluation.earlier_later import earlier_later
from routing.ticket import Ticket

WORDS = (
    "candle", "lemon", "hammer", "jungle", "onyx", "pepper", "umbra", "zephyr", "bravo", "yonder",
    "dagger", "engine",
)  # fmt: skip


def form(key: int, kinds: int) -> Ticket:
    """One of so many form texts, whose category says nothing of its words."""
    at = key % kinds
    body = " ".join(WORDS[(at * step + step) % 12] for step in (1, 5, 7, 11)) + f" {WORDS[at % 12]}"
    return Ticket(key, f"T{key}", "", f"{body} kind{'abcdefghij'[at % 10]}", f"C{at * 7 % 5}")


def look_up(first: Sequence[Ticket], second: Sequence[Ticket]) -> list[str]:
    known = {ticket.body: ticket.category or "" for ticket in first}
    return [known.get(ticket.body, "Unknown") for ticket in second]


def measured(given: list[Ticket]):
    return earlier_later(given, [ticket.text for ticket in given], look_up)


def test_where_forms_repeat_the_later_ones_are_right_and_that_is_the_headline():
    found = measured([form(key, 20) for key in range(300)])
    assert (found.repeated.value, found.later.value, found.later.n) == (1.0, 1.0, 100)
    assert (found.seen.n, found.new) == (100, None)
    assert found.is_headline


def test_new_texts_are_counted_apart():
    forms = [form(key, 10) for key in range(200)]
    letters = "abcdefghij"
    fresh = [
        Ticket(
            1000 + key, f"N{key}", "",
            f"nobody wrote x{letters[key % 10]}y{letters[key // 10]} before {letters[key % 7]}zz",
            "C0",
        )
        for key in range(20)
    ]  # fmt: skip
    found = measured([*forms, *fresh])
    assert found.new.value == 0
    assert found.seen.value == 1
    assert found.later.n == found.seen.n + found.new.n


def test_earlier_is_by_date_and_not_by_the_order_of_the_file():
    start = datetime(2026, 1, 1, tzinfo=UTC)
    dated = [
        replace(form(key, 300), created_at=start + timedelta(days=300 - key)) for key in range(90)
    ]
    asked: list[int] = []

    def answers(_first: Sequence[Ticket], second: Sequence[Ticket]) -> list[str]:
        asked.extend(ticket.key for ticket in second)
        return [""] * len(second)

    earlier_later(dated, [t.text for t in dated], answers)
    assert max(asked) == 29


def test_without_two_parts_there_is_nothing_to_measure():
    assert measured([]) is None
    assert measured([form(1, 3)]) is None
