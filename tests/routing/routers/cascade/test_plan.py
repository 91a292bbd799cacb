"""A cascade holds the asked precision at the least cost, and says what it saves."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.errors import EvaluationError
from routing.routers.cascade import CascadeRule, Stage, cheapest, most_accurate
from routing.routers.cascade.plan import plan_of

PERSON = 1.0


def drawn(rng: np.random.Generator, n: int) -> tuple[Stage, Stage]:
    """A router that knows easy tickets, and a dear one for all; their confidences are honest."""
    easy = rng.random(n) < 0.6
    first = np.where(easy, rng.uniform(0.93, 0.999, n), rng.uniform(0.3, 0.7, n))
    second = rng.uniform(0.8, 0.99, n)
    return (
        Stage(first, rng.random(n) < first, 0.0),
        Stage(second, rng.random(n) < second, 0.2),
    )


def test_the_cascade_costs_less_than_either_router_alone():
    best, embedded, asked = cheapest(*drawn(np.random.default_rng(0), 4000), 0.9, PERSON)
    assert best.cost < min(embedded.cost, asked.cost)
    assert best.calls < asked.calls


def test_the_asked_precision_is_missed_in_at_most_one_data_set_of_twenty():
    rng = np.random.default_rng(1)
    everyone = drawn(rng, 200_000)
    missed = 0
    for _ in range(200):
        best, _, _ = cheapest(*drawn(rng, 800), 0.9, PERSON)
        right = plan_of(*everyone, best.rule, PERSON).right
        missed += right is not None and right < 0.9
    assert missed / 200 <= 0.05 + 2.33 * np.sqrt(0.05 * 0.95 / 200)


def test_where_nothing_can_be_vouched_for_a_person_decides_everything():
    hopeless = Stage(np.linspace(0, 1, 200), np.arange(200) % 2 == 0, 0.0)
    best, _, _ = cheapest(hopeless, hopeless, 0.95, PERSON)
    assert (best.auto, best.right, best.cost) == (0.0, None, PERSON)
    assert best.rule == CascadeRule(None, None)


def test_a_dear_router_that_is_not_worth_it_is_left_out():
    first, second = drawn(np.random.default_rng(2), 4000)
    best, _, _ = cheapest(first, Stage(second.confidence, second.correct, 50.0), 0.9, PERSON)
    assert best.calls == 0.0


def test_copies_of_a_text_prove_no_more_than_one():
    """Nine of ten texts right is not proven by ten, however often each of them comes."""
    sure = Stage(np.full(300, 0.9), np.ones(300, dtype=bool), 0.0)
    alone, _, _ = cheapest(sure, sure, 0.9, PERSON)
    copied, first, second = cheapest(sure, sure, 0.9, PERSON, groups=[n % 10 for n in range(300)])
    assert alone.auto == 1.0
    assert (copied.auto, first.auto, second.auto) == (0.0, 0.0, 0.0)


@given(
    st.lists(st.tuples(st.floats(0, 1), st.booleans(), st.booleans()), min_size=1), st.floats(0, 1)
)
def test_the_most_accurate_threshold_is_at_least_as_good_as_the_first_alone(rows, most):
    confidence = np.array([c for c, _, _ in rows])
    first = Stage(confidence, np.array([f for _, f, _ in rows]), 0.0)
    second = Stage(np.ones(len(rows)), np.array([s for _, _, s in rows]), 0.01)
    plan = most_accurate(first, second, most)
    assert plan.calls <= most
    assert plan.right is not None
    assert plan.right >= first.correct.mean() - 1e-12


def test_routers_that_answered_different_tickets_are_refused():
    one, other = drawn(np.random.default_rng(3), 10)[0], drawn(np.random.default_rng(3), 9)[1]
    with pytest.raises(EvaluationError, match="both routers have answered"):
        cheapest(one, other, 0.9, PERSON)
