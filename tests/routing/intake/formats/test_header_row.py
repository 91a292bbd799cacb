"""Which row is the header, if any."""

from __future__ import annotations

from routing.intake.formats.header_row import find_header

BODY = [["1", "Cannot log in since this morning", "Access"], ["2", "Charged two times", "Billing"]]


def test_the_header_is_the_row_of_known_words():
    header = find_header([["Report of May"], ["id", "subject", "category"], *BODY])
    assert (header.index, header.present, header.known) == (1, True, 3)


def test_a_header_in_another_language_is_known():
    assert find_header([["Numer zgłoszenia", "Treść", "Dział"], *BODY]).known == 3


def test_a_table_that_starts_with_data_gets_numbered_columns():
    header = find_header(BODY)
    assert (header.present, header.names) == (False, ("Column 1", "Column 2", "Column 3"))


def test_unknown_words_above_data_are_a_header():
    header = find_header([["foo", "bar", "baz"], *BODY])
    assert (header.present, header.names) == (True, ("foo", "bar", "baz"))


def test_no_rows_have_no_header():
    assert find_header([]).names == ()


def test_empty_names_at_the_end_go_where_no_row_has_a_value():
    assert find_header([["id", "subject", "", ""], ["1", "a", "b", ""]]).names == (
        "id",
        "subject",
        "",
    )
