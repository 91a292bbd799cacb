"""Every currency that is offered can be written."""

from roi.numbers import currencies, is_currency, money


def test_every_currency_has_a_code_and_a_name():
    for code, each in currencies().items():
        assert is_currency(code)
        assert each.name
        assert money(1, code).endswith("1")
