"""The dial keeps its promise on drawn data, and says plainly when it cannot."""

import numpy as np
import pytest

from routing.decision import Decision, Disposition
from routing.errors import EvaluationError
from routing.evaluation.dial.certify import certify
from routing.evaluation.dial.thresholds import _splits, _Tickets, choose_thresholds
from routing.taxonomy import UNKNOWN
from tests.routing.evaluation.drawn_router import at_most, router, true_precision

DATA_SETS = 150


def test_several_wishes_hold_all_at_once_in_nineteen_data_sets_of_twenty():
    rng = np.random.default_rng(7)
    precision = true_precision(rng, "good")
    own = {"Fraud": 0.97, "Refund": 0.95}
    missed = 0
    for _ in range(DATA_SETS):
        confidence, correct = router(rng, 1500, "good")
        predicted = ["Fraud", "Refund", "Billing"] * 500
        dial = choose_thresholds(confidence, correct, predicted, 0.9, asked_per_category=own)
        missed += any(
            precision(part.threshold) < part.asked
            for part in dial.parts
            if part.threshold is not None
        )
    assert missed <= at_most(DATA_SETS)


def test_wishes_hold_where_the_router_knows_one_category_worse_than_another():
    rng = np.random.default_rng(8)
    kinds = {"Fraud": "few scores", "Refund": "never above", "Billing": "good"}
    precision = {category: true_precision(rng, kind) for category, kind in kinds.items()}
    predicted = [category for category in kinds for _ in range(500)]
    own = {"Fraud": 0.97, "Refund": 0.95}
    missed = 0
    for _ in range(DATA_SETS):
        confidence, correct = map(
            np.concatenate, zip(*(router(rng, 500, kind) for kind in kinds.values()), strict=True)
        )
        dial = choose_thresholds(confidence, correct, predicted, 0.9, asked_per_category=own)
        missed += any(
            precision[part.category or "Billing"](part.threshold) < part.asked
            for part in dial.parts
            if part.threshold is not None
        )
    assert missed <= at_most(DATA_SETS)


def test_with_many_tickets_little_coverage_is_given_away():
    rng = np.random.default_rng(3)
    confidence, correct = router(rng, 10_000, "good")
    order = np.argsort(-confidence)
    truth = np.cumsum(correct[order]) / np.arange(1, 10_001)
    possible = (np.flatnonzero(truth >= 0.95).max() + 1) / 10_000
    dial = choose_thresholds(confidence, correct, ["a"] * 10_000, 0.95)
    assert dial.coverage.value >= possible - 0.06


def test_a_category_with_a_higher_wish_gets_a_higher_threshold():
    rng = np.random.default_rng(0)
    confidence, correct = router(rng, 20_000, "good")
    predicted = ["Fraud", "Billing"] * 10_000
    dial = choose_thresholds(
        confidence, correct, predicted, 0.9, asked_per_category={"Fraud": 0.98}
    )
    assert dial.thresholds["Fraud"] > dial.thresholds["Billing"] == dial.threshold
    assert [part.category for part in dial.parts] == [None, "Fraud"]
    assert all(part.guaranteed >= part.asked for part in dial.parts)


def test_a_category_by_hand_and_unknown_are_never_auto_routed():
    predicted = ["Fraud", UNKNOWN, "Billing", "Billing"] * 200
    dial = choose_thresholds(
        np.ones(800), np.ones(800, bool), predicted, 0.95, always_review={"Fraud"}
    )
    assert dial.coverage.value == 0.5
    assert dial.thresholds == {"Fraud": None, "Billing": 1.0}
    policy = dial.policy()
    dispositions = {
        c: policy.dispose(Decision(1, c, 1.0, "x")).disposition
        for c in ("Fraud", UNKNOWN, "Billing")
    }
    assert dispositions == {
        "Fraud": Disposition.REVIEW,
        UNKNOWN: Disposition.UNKNOWN,
        "Billing": Disposition.AUTO,
    }


def test_the_achieved_precision_comes_from_tickets_not_used_to_choose():
    rng = np.random.default_rng(5)
    gaps = []
    for _ in range(20):
        confidence, correct = router(rng, 1000, "good")
        dial = choose_thresholds(confidence, correct, ["a"] * 1000, 0.95)
        used = correct[confidence >= dial.threshold].mean()
        gaps.append(used - dial.achieved.value)
        assert dial.achieved.n != dial.parts[0].auto
    assert np.mean(gaps) > -0.01


def test_copies_of_a_ticket_stay_in_one_part_of_the_check():
    # Every ticket three times: a precision that depends on copies would look surer than it is.
    rng = np.random.default_rng(2)
    confidence, correct = (np.repeat(side, 3) for side in router(rng, 400, "good"))
    groups = np.repeat(np.arange(400), 3)
    tickets = _Tickets(confidence, correct, np.zeros(1200, dtype=np.int64), groups)
    lots = list(_splits(tickets, 0))
    assert len({tuple(folds) for folds in lots}) == len(lots)
    assert all((folds.reshape(-1, 3) == folds[::3, None]).all() for folds in lots)


@pytest.mark.parametrize("copies", [3, 10])
def test_copies_of_a_text_prove_no_more_than_the_text_does(copies):
    """Without the groups a quarter of the promises on ten copies of each text was broken."""
    rng = np.random.default_rng(copies)
    precision = true_precision(rng, "good")
    texts = 1200 // copies
    groups = np.repeat(np.arange(texts), copies).tolist()
    missed = 0
    for _ in range(DATA_SETS):
        confidence, correct = (np.repeat(side, copies) for side in router(rng, texts, "good"))
        names = ["a"] * len(groups)
        dial = choose_thresholds(confidence, correct, names, 0.9, groups=groups)
        missed += dial.threshold is not None and precision(dial.threshold) < 0.9
    assert missed <= at_most(DATA_SETS)


def test_one_text_that_comes_again_and_again_ruins_no_promise_and_makes_none():
    rng = np.random.default_rng(0)
    confidence, correct = router(rng, 1000, "good")
    correct = correct | (confidence > 0.6)
    names, groups = ["a"] * 1000, [*range(800), *[800] * 200]
    whole = choose_thresholds(confidence, correct, names, 0.9, groups=groups)
    assert whole.is_met
    one = choose_thresholds(np.ones(1000), np.ones(1000, bool), names, 0.9, groups=[0] * 1000)
    assert not one.is_met
    assert "1 different labelled ticket is too few" in one.reasons[0]


def test_the_check_does_not_hang_on_one_lot_of_folds():
    """On a few hundred tickets a single draw of folds was off by several points."""
    rng = np.random.default_rng(4)
    confidence, correct = router(rng, 600, "good")
    checks = [
        choose_thresholds(confidence, correct, ["a"] * 600, 0.95, seed=seed).achieved.value
        for seed in range(8)
    ]
    assert np.std(checks) < 0.012


def test_a_precision_that_cannot_be_had_is_said_with_the_reason():
    rng = np.random.default_rng(1)
    confidence, correct = rng.random(4000), rng.random(4000) < 0.6
    dial = choose_thresholds(confidence, correct, ["a"] * 4000, 0.95)
    assert not dial.is_met
    assert dial.achieved is None
    assert dial.coverage.value == 0
    assert dial.parts[0].more_needed is None
    assert "hardly help" in dial.reasons[0]
    sure = Decision(1, "a", 1.0, "x")
    assert dial.policy().dispose(sure).disposition is Disposition.REVIEW


def test_too_few_tickets_are_told_how_many_it_takes():
    dial = choose_thresholds(np.ones(10), np.ones(10, bool), ["a"] * 10, 0.95)
    assert "too few, for even without a mistake it takes 59." in dial.reasons[0]
    assert dial.parts[0].more_needed == 49


def test_one_ticket_is_spoken_of_as_one():
    dial = choose_thresholds([0.9], [True], ["a"], 0.95)
    assert "1 labelled ticket is too few" in dial.reasons[0]


def test_the_number_of_tickets_asked_for_mostly_settles_it():
    rng = np.random.default_rng(8)
    confidence, correct = router(rng, 120, "good")
    part = choose_thresholds(confidence, correct, ["a"] * 120, 0.95).parts[0]
    assert part.threshold is None
    enough = 120 + part.more_needed
    met = [certify(*router(rng, enough, "good"), 0.95, 0.05) is not None for _ in range(50)]
    assert np.mean(met) >= 0.6


def test_what_the_tickets_leave_open_is_not_called_impossible():
    correct = np.arange(100) % 18 != 0  # 94 of 100: neither above nor clearly below the target
    part = choose_thresholds(np.ones(100), correct, ["a"] * 100, 0.95).parts[0]
    assert "label as many again" in part.reason
    assert part.more_needed == 100


def test_certainty_cannot_be_had():
    dial = choose_thresholds(np.ones(500), np.ones(500, bool), ["a"] * 500, 1.0)
    assert "rule out every mistake" in dial.reasons[0]


@pytest.mark.parametrize("asked", [-0.1, 1.2, float("nan")])
def test_a_precision_outside_zero_to_one_is_refused(asked: float):
    with pytest.raises(EvaluationError, match="0 to 1"):
        choose_thresholds([0.5], [True], ["a"], asked)


def test_no_ticket_is_refused_plainly():
    with pytest.raises(EvaluationError, match="no labelled ticket"):
        choose_thresholds([], [], [], 0.95)


@pytest.mark.parametrize("category", ["a", UNKNOWN])
def test_one_ticket_or_only_unknown_is_an_answer_too(category: str):
    dial = choose_thresholds([0.9], [True], [category], 0.95)
    assert not dial.is_met
    assert dial.reasons
