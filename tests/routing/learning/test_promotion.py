"""A router that learned more is judged on tickets that neither has learned from."""

from __future__ import annotations

import random

import pytest

from routing.decision import Decision
from routing.evaluation.dial.precision_targets import PrecisionTargets
from routing.learning.promotion import (
    MIN_HELD_BACK,
    Trainer,
    compare_versions,
    evaluation_set,
    learning_curve,
    near_duplicates,
    verdict,
)
from routing.taxonomy import Category, Taxonomy
from routing.ticket import Ticket
from tests.conftest import ticket

SAID = {"Billing": ("refund", "invoice", "payment"), "Fraud": ("stolen", "card", "thief")}
TAXONOMY = Taxonomy(tuple(Category(name) for name in SAID))


def written(key: int) -> Ticket:
    """A ticket whose words tell its category, beside noise of its own."""
    draw = random.Random(key)
    label = list(SAID)[key % 2]
    noise = ["".join(draw.choices("abcdefghij", k=5)) for _ in range(6)]
    return ticket(key, label, subject="", body=" ".join(draw.choices(SAID[label], k=2) + noise))


def text(asked: Ticket) -> str:
    return asked.text


def test_enough_held_back_tickets_are_the_exam():
    history, held = [written(k) for k in range(1, 41)], [written(k) for k in range(41, 81)]
    evaluation = evaluation_set(history, held, history, history, text)
    assert evaluation.held_back
    assert [t.key for fold in evaluation.folds for t in fold.tested] == list(range(41, 81))


def test_too_few_of_them_are_replaced_by_turns_that_ask_each_ticket_once():
    history = [written(k) for k in range(1, 51)]
    evaluation = evaluation_set(history, history[: MIN_HELD_BACK - 1], history, history, text)
    assert not evaluation.held_back
    assert len(evaluation.folds) == 5
    assert sorted(t.key for fold in evaluation.folds for t in fold.tested) == list(range(1, 51))
    for fold in evaluation.folds:
        assert {t.key for t in fold.tested} <= fold.excluded


def test_a_near_duplicate_is_not_learned_from_while_its_twin_is_asked():
    held = written(1)
    twin = ticket(9, held.category, subject="", body=held.body)
    assert near_duplicates([twin, written(2)], [held], text) == {9}
    history = [written(k) for k in range(1, 51)] + [ticket(99, "Fraud", subject="", body=held.body)]
    evaluation = evaluation_set(history, [], history, history, text)
    (fold,) = [fold for fold in evaluation.folds if 1 in {t.key for t in fold.tested}]
    assert {1, 99} <= fold.excluded


def answers(right: int, n: int = 40) -> list[Decision]:
    """So many right answers to the evaluation of forty."""
    return [
        Decision(k, written(k).category if k <= right else "Unknown", 0.9, "embedded")
        for k in range(1, n + 1)
    ]


@pytest.mark.parametrize(
    ("new", "old", "takes_over"), [(30, 20, True), (20, 20, True), (19, 20, False)]
)
def test_a_router_takes_over_unless_it_is_worse(new, old, takes_over):
    evaluation = evaluation_set([], [written(k) for k in range(1, 41)], [], [], text)
    result = compare_versions(evaluation, answers(new), answers(old))
    may, why = verdict(result, held_back=True)
    assert may is takes_over
    assert why.endswith(f"right on {new} of 40 held-back tickets, the one before on {old}.")


def test_what_is_learned_from_more_is_the_end_of_the_curve():
    trainer = Trainer(TAXONOMY, None, text)
    history = [written(k) for k in range(1, 41)]
    evaluation = evaluation_set(
        history, [written(k) for k in range(41, 81)], history, history, text
    )
    whole = trainer.predict(evaluation, history)
    assert sum(d.category == a for d, a in zip(whole, evaluation.actual, strict=True)) >= 36
    points = learning_curve(trainer, evaluation, history, whole, PrecisionTargets(0.9))
    assert [point.labels for point in points] == [10, 20, 30, 40]
    assert points[-1].accuracy.value >= points[0].accuracy.value


def test_a_fingerprint_follows_what_is_learned():
    trainer = Trainer(TAXONOMY, None, text)
    history = [written(k) for k in range(1, 11)]
    assert trainer.fingerprint(history) == trainer.fingerprint(list(history))
    assert trainer.fingerprint(history) != trainer.fingerprint(history[:-1])
