"""Incidents are read oldest change first, and a cursor says from where to go on."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpdesk.replies import Reply
from helpdesk.servicenow.reading import OVERLAP, WITHOUT_CLOCK, Cursor, tickets
from helpdesk.servicenow.table import Key

AT = datetime(2026, 3, 2, 14, 5, tzinfo=UTC)
PLACES = st.builds(Key, st.datetimes(timezones=st.just(UTC)), st.text(max_size=40))


class Rows:
    """A table that gives these pages; it notes behind which place it was asked."""

    def __init__(self, *pages: list, date: datetime | None = AT) -> None:
        self.pages = pages
        self.date = date
        self.after = []

    async def rows(self, _listing, after):
        self.after.append(after)
        shown = {"date": f"{self.date:%a, %d %b %Y %H:%M:%S} GMT"} if self.date else {}
        for page in self.pages:
            yield page, Reply({}, shown)


def row(number: int, at: datetime) -> dict[str, str]:
    return {"sys_id": f"s{number}", "sys_updated_on": f"{at:%Y-%m-%d %H:%M:%S}"}


def read(table: Rows, cursor: str | None = None, since: datetime | None = None):
    async def main():
        return [page async for page in tickets(table, cursor, since)]

    return asyncio.run(main())


@settings(max_examples=15)
@given(place=st.none() | PLACES, unseen=st.none() | st.integers(0))
def test_a_cursor_is_what_it_was_kept_as(place, unseen):
    cursor = Cursor(place, unseen)
    assert Cursor.from_text(cursor.to_text()) == cursor


@pytest.mark.parametrize("nothing", [None, ""])
def test_without_a_cursor_everything_is_read(nothing):
    table = Rows([])
    read(table, nothing)
    assert table.after == [None]


def test_a_cursor_of_an_earlier_version_is_read_without_what_it_did_not_know():
    assert Cursor.from_text(f'["{AT.isoformat()}", "s1"]') == Cursor(Key(AT, "s1"))


def test_since_is_where_the_first_reading_begins_and_no_later_one():
    first, later = Rows([]), Rows([])
    read(first, None, AT)
    read(later, Cursor(Key(AT, "s1")).to_text(), AT + timedelta(days=1))
    assert first.after == [Key(AT)]
    assert later.after == [Key(AT, "s1")]


def test_each_page_leads_on_from_its_newest_incident():
    old = AT - timedelta(days=2)
    pages = read(Rows([row(2, old), row(1, old)], [row(3, old + timedelta(hours=1))]))
    assert [Cursor.from_text(page.cursor).place for page in pages] == [
        Key(old, "s2"), Key(old + timedelta(hours=1), "s3"),
    ]  # fmt: skip
    assert [ticket.id for page in pages for ticket in page.tickets] == ["s2", "s1", "s3"]


def test_what_changed_while_it_was_read_is_read_once_more():
    *_, last = read(Rows([row(1, AT + timedelta(seconds=5))]))
    assert last.tickets == ()
    assert Cursor.from_text(last.cursor).place == Key(AT - OVERLAP)


def test_a_desk_that_tells_no_time_is_given_a_minute():
    now = datetime.now(UTC)
    *_, last = read(Rows([row(1, now)], date=None))
    back = now - Cursor.from_text(last.cursor).place.at
    assert timedelta(0) <= WITHOUT_CLOCK + OVERLAP - back < timedelta(seconds=5)


def test_a_page_without_a_visible_incident_leaves_the_place_as_it_was():
    cursor = Cursor(Key(AT - timedelta(days=1), "s1"), 4).to_text()
    (page,) = read(Rows([]), cursor)
    assert page.cursor == cursor
