# ruff: noqa: DTZ001, E501, RUF001 - one case a line reads best as a table
"""Dates in the forms that exports use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.intake.values import times
from routing.intake.values.times import order_of, parse_time, separator_of

TIMES = {
    "Tue Mar 12 2024 09:41:00 GMT+0200 (Central European Summer Time)": "2024-03-12T07:41:00",
    "12.3.2024 klo 9.41": "2024-03-12T09:41:00",
    "12 mars 2024 kl 09:41": "2024-03-12T09:41:00",
    "12 marca 2024, godz. 09:41": "2024-03-12T09:41:00",
    "12 марта 2024 г., 09:41:00": "2024-03-12T09:41:00",
    "12 Mart 2024 Salı 09:41": "2024-03-12T09:41:00",
    "12 mars 2024 09 h 41": "2024-03-12T09:41:00",
    "2024. március 12. 9:41": "2024-03-12T09:41:00",
    "2024. 03. 12. 9:41": "2024-03-12T09:41:00",
    "12 Μαρτίου 2024 09:41": "2024-03-12T09:41:00",
    "12 березня 2024 09:41": "2024-03-12T09:41:00",
    "12/03/2567 09:41": "2024-12-03T09:41:00",
    "/Date(1710236460000+0100)/": "2024-03-12T09:41:00",
    "2024-03-12T10:41:00+01:00[Europe/Berlin]": "2024-03-12T09:41:00",
    "12MAR2024:09:41:00": "2024-03-12T09:41:00",
    "12/Mar/2024:10:41:00 +0100": "2024-03-12T09:41:00",
    "3/12/2024 @ 9:41 AM": "2024-03-12T09:41:00",
    "Tue 12 Mar 10:41:00 CET 2024": "2024-03-12T09:41:00",
    "20240312094100.0Z": "2024-03-12T09:41:00",
    "2024-03-12": "2024-03-12T00:00:00",
    "2024-03-12 09:41": "2024-03-12T09:41:00",
    "2024-03-12T09:41:30Z": "2024-03-12T09:41:30",
    "2024-03-12T09:41:30.123456Z": "2024-03-12T09:41:30.123456",
    "2024-03-12T09:41:30+0200": "2024-03-12T07:41:30",
    "2024-03-12 09:41:30 UTC": "2024-03-12T09:41:30",
    "2024-03-12 09:41:30 +0100": "2024-03-12T08:41:30",
    "2024/03/12 09:41": "2024-03-12T09:41:00",
    "03/12/2024 9:41 AM": "2024-03-12T09:41:00",
    "3/12/24 21:41": "2024-03-12T21:41:00",
    "12/31/2024 12:05 AM": "2024-12-31T00:05:00",
    "13/02/2024": "2024-02-13T00:00:00",
    "12.03.2024 09:41": "2024-03-12T09:41:00",
    "12.03.24, 09:41 Uhr": "2024-03-12T09:41:00",
    "12/Mar/24 9:41 AM": "2024-03-12T09:41:00",
    "12/Mar/24 9:41 PM": "2024-03-12T21:41:00",
    "12-Mar-2024": "2024-03-12T00:00:00",
    "Mar 12, 2024 9:41 AM": "2024-03-12T09:41:00",
    "March 12, 2024": "2024-03-12T00:00:00",
    "Tue, 12 Mar 2024 09:41:00 +0000": "2024-03-12T09:41:00",
    "12 March 2024 at 09:41": "2024-03-12T09:41:00",
    "12. März 2024": "2024-03-12T00:00:00",
    "12 mars 2024": "2024-03-12T00:00:00",
    "12 juillet 2024": "2024-07-12T00:00:00",
    "12 juin 2024": "2024-06-12T00:00:00",
    "12 de marzo de 2024": "2024-03-12T00:00:00",
    "1710236460": "2024-03-12T09:41:00",
    "1710236460000": "2024-03-12T09:41:00",
    "1710236460.0": "2024-03-12T09:41:00",
    "20240312T094100Z": "2024-03-12T09:41:00",
    "20240312": "2024-03-12T00:00:00",
    "Tue Mar 12 09:41:00 +0000 2024": "2024-03-12T09:41:00",
    "Tue Mar 12 09:41:00 CET 2024": "2024-03-12T08:41:00",
    "Tue Mar 12 09:41:00 2024": "2024-03-12T09:41:00",
    "Tue, 12 Mar 2024 09:41:00 GMT": "2024-03-12T09:41:00",
    "Tue, 12 Mar 2024 05:41:00 -0400 (EDT)": "2024-03-12T09:41:00",
    "12 Mar 2024 05:41 EDT": "2024-03-12T09:41:00",
    "2024-03-12 06:41 GMT-03:00": "2024-03-12T09:41:00",
    "2024-03-12 11:41 UTC+2": "2024-03-12T09:41:00",
    "2024-03-12 10:41 Europe/Berlin": "2024-03-12T09:41:00",
    "2024-03-12 06:41:00 America/Sao_Paulo": "2024-03-12T09:41:00",
    "2024年3月12日 9:41": "2024-03-12T09:41:00",
    "2024年3月12日 下午9:41": "2024-03-12T21:41:00",
    "2024년 3월 12일 오후 9:41": "2024-03-12T21:41:00",
    "2024/03/12(火) 09:41": "2024-03-12T09:41:00",
    "١٢-٠٣-٢٠٢٤ ٠٩:٤١": "2024-12-03T09:41:00",
    "12 marca 2024 09:41": "2024-03-12T09:41:00",
    "12 Mart 2024 09:41": "2024-03-12T09:41:00",
    "12 марта 2024 09:41": "2024-03-12T09:41:00",
    "12 de março de 2024 às 09:41": "2024-03-12T09:41:00",
    "12/03/24 09h41": "2024-12-03T09:41:00",
    "12-Mar-24 09.41.30.000000 AM": "2024-03-12T09:41:30",
    "20240312094100": "2024-03-12T09:41:00",
}


@pytest.mark.parametrize("text", TIMES)
def test_a_time_is_read_in_utc(text: str):
    time = parse_time(text, day_first=False)
    assert time is not None
    assert time.isoformat() == TIMES[text]
    assert time.tzinfo is None


@pytest.mark.parametrize(
    "text", ["", "soon", "2024-13-45", "99/99/2024", "0000-00-00", "12", "x" * 1000, "1" * 50, "1403/12/22", "9999-12-31", "1900-01-01", "2024-03-12T25:61:00",
             "0001-01-01T00:00:00+14:00", "10/Foo/24", "true", "false", "2024-03-12 10:00 XQZ",
             "2024-03-12 10:00 Mars/Olympus", "Ticket 12 of 2024", "10:30", "٠" * 30],
)  # fmt: skip
def test_what_is_no_time_is_none(text: str):
    assert parse_time(text, day_first=True) is None


def test_day_and_month_are_told_by_the_whole_column(reading: Callable):
    rows = "".join(f"{i},a,01/02/2024\n" for i in range(2000)) + "9,b,25/02/2024\n"
    result = reading("id,subject,created at\n" + rows)
    assert result.tickets[0].created_at.isoformat() == "2024-02-01T00:00:00"
    assert result.warnings.count("created at") == 0


def test_a_column_that_never_tells_is_month_first_and_said_so(reading: Callable):
    result = reading("id,subject,created at\n1,a,01/02/2024\n")
    assert result.tickets[0].created_at.isoformat() == "2024-01-02T00:00:00"
    assert "month/day" in result.warnings


def test_a_date_that_cannot_be_read_is_counted_not_refused(reading: Callable):
    result = reading("id,subject,created at\n1,a,soon\n2,b,2024-01-01\n")
    assert len(result.tickets) == 2
    assert 'Unreadable dates in "created at" were left empty: 1 (line 2)' in result.warnings


def test_the_order_is_found():
    assert order_of(["12/31/2024"]) == "month"
    assert order_of(["2024-01-02"]) == "none"
    assert order_of(["01/02/2024", "03/04/2024"]) == "unclear"


@given(
    st.datetimes(datetime(1975, 1, 1), datetime(2099, 1, 1)).map(lambda t: t.replace(microsecond=0))
)
def test_a_time_is_read_back_however_it_was_formatted(time: datetime):
    for form in ("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%d.%m.%Y %H:%M:%S", "%d/%m/%Y %I:%M:%S %p",
                 "%a, %d %b %Y %H:%M:%S +0000", "%a %b %d %H:%M:%S +0000 %Y", "%b %d, %Y %I:%M:%S %p",
                 "%Y年%m月%d日 %H:%M:%S", "%Y%m%dT%H%M%SZ"):  # fmt: skip
        assert parse_time(time.strftime(form), day_first=True) == time, form


@given(st.text(max_size=70))
def test_any_text_is_a_time_or_none(text: str):
    found = parse_time(text, day_first=False)
    assert found is None or found.tzinfo is None


def test_a_megabyte_is_no_time():
    for piece in ("1", "1/", "Mar ", " ", "12:", "年"):
        assert parse_time(piece * 500_000, day_first=True) is None


def test_the_separator_is_that_of_the_first_date():
    assert separator_of(["soon", "2024-01-05", "1/2/2024"]) == "-"
    assert separator_of(["soon"]) == ""


def test_dates_that_never_tell_follow_the_language_of_the_headers(reading: Callable):
    result = reading("Ticketnummer;Betreff;Erstellt am\n1;a;05/09/2025\n")
    assert result.tickets[0].created_at.isoformat() == "2025-09-05T00:00:00"
    assert "read as day/month" in result.warnings


def test_one_date_column_tells_for_the_other(reading: Callable):
    result = reading("id,subject,created at,solved at\n1,a,01/02/2024,25/02/2024\n")
    assert result.tickets[0].created_at.isoformat() == "2024-02-01T00:00:00"
    assert "may be" not in result.warnings


def test_days_that_a_spreadsheet_left_as_numbers_are_dates_where_the_whole_column_is_such(
    reading: Callable,
):
    days = reading("id,subject,created at\n1,a,45363.403472\n2,b,45364\n")
    assert [t.created_at and t.created_at.isoformat() for t in days.tickets] == [
        "2024-03-12T09:41:00",
        "2024-03-13T00:00:00",
    ]
    mixed = reading("id,subject,solved at\n1,a,45363\n2,b,120\n")
    assert [t.solved_at for t in mixed.tickets] == [None, None]


@given(st.from_regex(times._COMMON, fullmatch=True))
def test_what_most_files_write_is_read_as_the_long_expression_reads_it(text: str):
    common, long = times._COMMON.fullmatch(text), times._NUMERIC.fullmatch(text)
    assert common
    assert long
    assert {**common.groupdict()} == {name: long[name] for name in common.groupdict()}
