"""Dates of a file seen together."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.intake.columns.date_columns import likely_order, opened_and_closed

START = datetime(2024, 1, 5)  # noqa: DTZ001 - our times have no zone


@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(1, 90)), min_size=3, max_size=20),
    st.booleans(),
)
def test_the_earlier_column_opens_and_the_later_closes(days: list[tuple[int, int]], swapped):
    opened = [f"{START + timedelta(days=a):%Y-%m-%d}" for a, _ in days]
    closed = [f"{START + timedelta(days=a + b):%Y-%m-%d}" for a, b in days]
    first, second = (7, 3) if swapped else (3, 7)
    assert opened_and_closed({first: opened, second: closed}) == (first, second)


def test_of_several_later_dates_the_one_of_open_tickets_is_missing():
    created, due = ["2024-01-01"] * 4, ["2024-02-01"] * 4
    assert opened_and_closed({0: created, 1: due, 2: ["2024-01-03", "", "2024-01-09", ""]}) == (
        0,
        2,
    )


def test_one_date_or_two_equal_ones_close_nothing():
    assert opened_and_closed({4: ["2024-01-01"]}) == (4, None)
    assert opened_and_closed({4: ["2024-01-01"], 5: ["2024-01-01"]})[1] is None


@pytest.mark.parametrize(
    ("header", "value", "order"),
    [
        (["ID", "Subject", "Created at"], "05/09/2025", "month"),
        (["ID", "Subject", "Created at"], "05-09-2025", "day"),
        (["ID", "Betreff", "Erstellt am"], "05/09/2025", "day"),
        (["Numéro", "Objet", "Créé le"], "05/09/2025", "day"),
        (["件名", "受付日時"], "05/09/2025", "day"),
    ],
)
def test_where_days_and_months_cannot_be_told_the_habit_of_the_language_counts(
    header, value, order
):
    assert likely_order(header, [value]) == order
