"""Numbers are written for their reader; who nobody knows reads English."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from roi.numbers import day, number, percent
from roi.numbers.locale import current, locale, locales, read_from, written_for


@given(st.floats(-1e12, 1e12), st.integers(0, 4), st.sampled_from(sorted(locales())))
def test_what_a_locale_writes_reads_back_as_the_same_number(value: float, n: int, code: str):
    with written_for(code):
        text = number(value, n)
    signs = locale(code)
    back = text.replace(signs.thousands, "").replace(signs.decimal, ".").replace("−", "-")
    assert abs(float(back) - value) <= 0.5 * 10**-n + 1e-9 * abs(value)


def test_the_edge_says_who_reads_and_may_not_know():
    read_from(lambda: "de-AT")
    try:
        assert percent(0.5) == "50,0\u202f%"
        assert day(date(2026, 3, 1)) == "1. März 2026"
        read_from(lambda: None)
        assert current().code == "en"
    finally:
        read_from(lambda: None)


def test_every_locale_names_twelve_months_and_tells_its_signs_apart():
    for each in locales().values():
        assert len(each.months) == 12
        assert each.thousands != each.decimal
