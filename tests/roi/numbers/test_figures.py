"""No figure shows NaN, inf or -0, whatever it was made from."""

from hypothesis import given
from hypothesis import strategies as st

from roi.numbers import money, number, payback, percent, plain

anything = st.floats(allow_nan=True, allow_infinity=True)


@given(anything, st.integers(0, 4))
def test_no_text_is_nan_inf_or_minus_zero(value: float, decimals: int):
    texts = [
        number(value, decimals),
        money(value, "EUR", decimals),
        percent(value, decimals),
        plain(value),
        payback(value),
    ]
    for text in texts:
        assert "nan" not in text.lower()
        assert "inf" not in text.lower()
        digits = text.lstrip("−€").rstrip("%\u202f")
        assert not (text.startswith("−") and set(digits) <= set("0.,"))
