"""An amount carries its currency, and never more digits than say something."""

from hypothesis import given
from hypothesis import strategies as st

from roi.numbers import money, sentence_money, short_money
from roi.numbers.locale import locales, written_for


def test_a_currency_without_a_symbol_shows_its_code():
    assert money(1200, "SEK") == "SEK\xa01,200"
    assert money(1200, "JPY") == "¥1,200"


@given(st.floats(-1e12, 1e12), st.sampled_from(sorted(locales())))
def test_an_amount_has_one_sign_and_one_minus_in_every_locale(value: float, code: str):
    with written_for(code):
        for text in (money(value, "EUR"), short_money(value, "EUR"), sentence_money(value, "EUR")):
            assert text.count("€") == 1
            assert text.count("−") <= 1
            assert "−" not in text[1:]


def test_a_german_reads_german_amounts():
    with written_for("de-DE"):
        assert money(-1234.5, "EUR", 2) == "−1.234,50\xa0€"
        assert short_money(1_250_000, "EUR") == "1,25M\xa0€"
