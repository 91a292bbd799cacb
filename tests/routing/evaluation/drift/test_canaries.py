"""Canaries tell a renamed model, changed answers and changed confidences apart."""

import numpy as np
import pytest

from routing.errors import EvaluationError
from routing.evaluation.drift.canaries import CanaryRun, CanaryWatch
from routing.evaluation.drift.tickets import names

SIZE = 100


def runs(rng, count: int, *, flips: float = 0.01, lower: float = 0.0, model: str = "m"):
    for _ in range(count):
        answer = np.where(rng.random(SIZE) < flips, "Other", "Billing")
        confidence = np.clip(0.8 + rng.normal(0, 0.01, SIZE) - lower, 0, 1)
        yield CanaryRun(model, names(answer.tolist()), confidence)


def told(watch: CanaryWatch, asked) -> list[tuple[int, str]]:
    return [(moved.run, moved.what) for run in asked for moved in watch.see(run)]


def test_a_router_that_wavers_as_it_always_did_raises_no_alarm():
    rng = np.random.default_rng(0)
    assert told(CanaryWatch(), runs(rng, 40, flips=0.03)) == []


def test_other_confidences_are_seen_in_one_run():
    rng, watch = np.random.default_rng(1), CanaryWatch()
    told(watch, runs(rng, 4))
    assert told(watch, runs(rng, 3, lower=0.05)) == [(4, "confidences")]


def test_other_answers_alone_are_seen_within_eight_runs():
    rng, watch = np.random.default_rng(2), CanaryWatch()
    told(watch, runs(rng, 4, flips=0.0))
    found = told(watch, runs(rng, 8, flips=0.06))
    assert [what for _, what in found] == ["answers"]


def test_another_name_is_told_at_once_and_once():
    rng, watch = np.random.default_rng(3), CanaryWatch()
    told(watch, runs(rng, 4))
    assert told(watch, runs(rng, 3, model="n")) == [(4, "model")]


def test_too_many_canaries_and_other_ones_are_refused():
    watch = CanaryWatch()
    with pytest.raises(EvaluationError, match="200 or fewer"):
        watch.see(CanaryRun("m", names(["a"] * 201), np.ones(201)))
    watch.see(CanaryRun("m", names(["a"] * 3), np.ones(3)))
    with pytest.raises(EvaluationError, match="the same tickets"):
        watch.see(CanaryRun("m", names(["a"] * 4), np.ones(4)))
