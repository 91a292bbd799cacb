"""The promise is withheld where new tickets could break it, and only then."""

import numpy as np
import pytest
from scipy.stats import ks_2samp

from routing.errors import EvaluationError
from routing.evaluation.dial.shift import Look, shift

NO_TEXTS = np.array([])


def look(confidence, length=NO_TEXTS) -> Look:
    return Look(np.asarray(confidence, dtype=np.float64), np.asarray(length, dtype=np.float64))


def test_strangers_who_could_use_up_the_allowed_mistakes_end_the_promise():
    rng = np.random.default_rng(0)
    new = np.concatenate([rng.beta(8, 2, 1600), rng.beta(2, 4, 400)])
    doubt = shift(look(rng.beta(8, 2, 2000)), look(new)).doubt(0.95)
    assert "95\u202f% cannot be promised for the 2,000 new tickets" in doubt
    assert "only 5\u202f% may be wrong" in doubt
    assert "Label 200 of them at random" in doubt


def test_the_same_strangers_may_come_where_more_mistakes_are_allowed():
    rng = np.random.default_rng(3)
    new = np.concatenate([rng.beta(8, 2, 1800), rng.beta(2, 4, 200)])
    found = shift(look(rng.beta(8, 2, 2000)), look(new))
    assert found.doubt(0.95)
    assert found.doubt(0.80) is None


def test_tickets_of_the_same_kind_raise_no_alarm():
    rng = np.random.default_rng(1)
    pairs = [(look(rng.beta(8, 2, 300)), look(rng.beta(8, 2, 300))) for _ in range(100)]
    assert sum(shift(*pair).doubt(0.99) is not None for pair in pairs) <= 1


def test_a_router_that_is_surer_of_new_tickets_raises_no_alarm():
    rng = np.random.default_rng(4)
    assert shift(look(rng.beta(8, 2, 2000)), look(rng.beta(12, 2, 2000))).doubt(0.95) is None


def test_many_tickets_alone_raise_no_alarm():
    rng = np.random.default_rng(2)
    found = shift(look(rng.normal(0, 1, 50_000)), look(rng.normal(-0.05, 1, 50_000)))
    assert found.less_sure_p < 0.001
    assert found.doubt(0.95) is None


def test_texts_of_another_length_end_the_promise_however_sure_the_router_is():
    rng = np.random.default_rng(5)
    then = look(rng.beta(8, 2, 1000), rng.poisson(900, 1000))
    now = look(rng.beta(8, 2, 1000), rng.poisson(300, 1000))
    assert "of another length" in shift(then, now).doubt(0.9)
    assert shift(then, look(now.confidence, then.length)).doubt(0.9) is None


def test_a_few_new_tickets_tell_nothing():
    assert shift(look(np.linspace(0.5, 1, 100)), look(np.zeros(10))) is None


def test_nothing_to_compare_with_is_refused():
    with pytest.raises(EvaluationError, match="no confidences"):
        shift(look([]), look(np.ones(80)))


def test_gaps_are_those_of_scipy_and_never_rarer():
    rng = np.random.default_rng(6)
    for n, m, apart in ((60, 500, 0.0), (200, 660, 0.3), (1000, 3000, 0.1)):
        then, now = rng.normal(0, 1, m).round(2), rng.normal(-apart, 1, n).round(2)
        found = shift(look(then, then), look(now, now))
        one, both = (
            ks_2samp(now, then, alternative=way, method="asymp") for way in ("greater", "two-sided")
        )
        assert found.less_sure == pytest.approx(one.statistic)
        assert found.length == pytest.approx(both.statistic)
        assert one.pvalue <= found.less_sure_p <= 2 * one.pvalue
        assert both.pvalue <= found.length_p <= 2 * both.pvalue
