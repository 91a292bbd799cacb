"""A formula says the same in every notation, and computes what it says."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from roi.errors import AssumptionError
from roi.model.formula import Formula, cut

numbers = st.floats(0.5, 50)
operators = st.sampled_from([" + ", " - ", " * ", " / "])


@st.composite
def expressions(draw: st.DrawFn, depth: int = 3) -> str:
    if depth == 0 or draw(st.booleans()):
        return draw(st.sampled_from(["a", "b", "c", "2", "3600"]))
    left, right = draw(expressions(depth - 1)), draw(expressions(depth - 1))
    return f"({left}{draw(operators)}{right})"


@given(expressions(), numbers, numbers, numbers)
def test_the_words_come_to_the_value(text: str, a: float, b: float, c: float):
    formula, terms = Formula("x", text), {"a": a, "b": b, "c": c}
    try:
        value = formula.value(terms)
    except ZeroDivisionError:
        return
    for shown in (formula.in_words(), formula.in_excel()[1:]):
        said = shown.replace("×", "*").replace("÷", "/").replace("−", "-").replace(",", "")
        try:
            assert eval(said, terms) == pytest.approx(value, rel=1e-9, abs=1e-9)  # noqa: S307
        except ZeroDivisionError:
            continue


def test_a_choice_follows_the_setting():
    pay = Formula("Pay", 'salary / hours if pay == "salary" else wage')
    given_values = {"salary": 100.0, "hours": 4.0, "wage": 9.0}
    assert pay.value({**given_values, "pay": "salary"}) == 25
    assert pay.value({**given_values, "pay": "hourly"}) == 9
    assert pay.in_words({"pay": "salary"}) == "salary ÷ hours"
    assert pay.in_excel() == '=IF(pay="salary",salary/hours,wage)'


def test_smallest_largest_and_cut_work_on_draws():
    draws = {"a": np.array([1.0, 5.0]), "b": 3.0}
    assert Formula("x", "min(a, b)").value(draws).tolist() == [1.0, 3.0]
    assert Formula("x", "max(a, b)").value(draws).tolist() == [3.0, 5.0]
    assert cut(np.array([4.0, -4.0]), 0.5).tolist() == [2.0, -4.0]


@pytest.mark.parametrize(
    "text", ["open('x')", "a.b", "[a]", "lambda: 1", "a if b else c and d", "a +", "'x' * 3 + `a`"]
)
def test_what_is_no_arithmetic_is_refused(text: str):
    with pytest.raises(AssumptionError):
        Formula("x", text).value({"a": 1, "b": 1, "c": 1, "d": 1})


def test_a_described_figure_has_its_own_words():
    payback = Formula("Payback", words="the month with @cash ≥ 0", latex=r"\min @cash")
    assert payback.with_numbers({"cash": math.pi}) == "the month with 3.14159 ≥ 0"
    assert payback.in_latex() == r"\min \text{cash}"
