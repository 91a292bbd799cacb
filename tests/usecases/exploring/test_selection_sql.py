"""A selection as SQL finds the same tickets as the screens do."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from store.tickets import Area, Filters
from tests.conftest import ticket
from usecases.exploring.selection_sql import as_sql
from usecases.exploring.ticket_list import matching

SELECTIONS = [
    Filters(),
    Filters(actual="Bob's", first="B"),
    Filters(text="O'Hara", channel="web"),
    Filters(since=date(2026, 1, 5), until=date(2026, 1, 5)),
    Filters(outcome="moved", attributes=(("it's", "a 'plan'"), ("Team", "x"))),
    Filters(least=0.5),
    Filters(area=Area(1, ((0, 0), (9, 0), (9, 9)))),
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    from store.workspace import Workspace  # noqa: PLC0415
    from tests.conftest import filler  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("sql")
    workspace = Workspace(folder / "desk.duckdb", "the tests")
    own = (("it's", "a 'plan'"), ("Team", "x"))
    filler(folder)(workspace, [
        ticket(1, "Bob's", first_category="B", created_at=datetime(2026, 1, 5, 9), attributes=own),  # noqa: DTZ001
        ticket(2, "Bob's", first_category="Bob's", channel="web", subject="O'Hara called"),
    ])  # fmt: skip
    yield workspace
    workspace.close()


@pytest.mark.parametrize("filters", SELECTIONS)
def test_the_statement_lists_what_the_screens_show(desk, filters):
    with desk.reading() as cursor:
        listed = cursor.execute(as_sql(filters, None)).df()["ticket_key"].tolist()
    assert sorted(listed) == matching(desk, filters, None).tolist()


def test_the_other_columns_are_columns_of_their_own_filter(desk):
    assert matching(desk, SELECTIONS[4], None).tolist() == [1]
