"""The work list of doubted labels: its order, its sample by lot, and what that says of the rest."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from store import tickets
from store.learning import label_checks
from store.learning.label_checks import BY_LOT, RANKED, Doubted, LabelCheck
from store.reviewing import review_figures, reviews
from store.reviewing.locks import Holder
from store.reviewing.reviews import Review, Verdict
from tests.conftest import ticket
from usecases.actor import LOCAL_OWNER
from usecases.labels.work_list import LOT, LabelWork, audit, audit_of, is_by_lot, next_keys
from usecases.reviewing.answer import Answer

ANA = replace(LOCAL_OWNER, name="Ana")
COUNT = 40


@pytest.fixture
def work(workspace, fill) -> LabelWork:
    """Forty doubted labels; the first twenty are wrong."""
    fill(workspace, [ticket(key, "Fraud") for key in range(1, COUNT + 1)])
    found = [
        LabelCheck(key, "Fraud", "Billing", 0.9, 0.05, 3, 3, 1 - key / 100, wrong=True)
        for key in range(1, COUNT + 1)
    ]
    label_checks.keep(workspace, "labels", found)
    return LabelWork(workspace, Holder("Ana", "tab"))


def decide(work: LabelWork, verdict: Verdict = Verdict.CHOSEN) -> int:
    claim = work.held()[0]
    category = "Billing" if claim.ticket_key <= COUNT // 2 else "Fraud"
    answer = Answer("a", claim.ticket_key, verdict, category if verdict.name == "CHOSEN" else None)
    work.decide(work.card(claim).review(answer, "Ana"), ANA)
    return claim.ticket_key


def test_the_most_doubtful_come_first_and_three_of_ten_by_lot(work):
    done = [decide(work) for _ in range(LOT)]
    record = review_figures.audit(work.workspace).set_index("ticket_key")["origin"]
    by_lot = [key for key in done if record[key] == BY_LOT]
    assert [key for key in done if key not in by_lot][:6] == [1, 2, 3, 4, 5, 6]
    assert 1 <= len(by_lot) <= 3
    found = audit(work.workspace)
    assert (found.size, found.decided, found.lot, found.place) == (COUNT, LOT, 2, 1)


def test_the_card_offers_to_change_and_to_keep(work):
    card = work.card(work.held()[0])
    assert [(s.note, s.category) for s in card.suggestions] == [
        ("change_to", "Billing"), ("keep_label", "Fraud"),
    ]  # fmt: skip
    assert "90 % likely" in card.why


def test_a_decision_leaves_label_and_accuracy_as_they_are_and_can_be_taken_back(work):
    key = decide(work)
    assert tickets.one(work.workspace, key).category == "Fraud"
    assert not reviews.last_of(work.workspace, "Ana").is_gold
    work.undo(ANA)
    assert (audit(work.workspace).decided, work.held()[0].ticket_key) == (0, key)


def test_what_was_decided_elsewhere_leaves_the_list(work):
    reviews.record(work.workspace, Review(2, "Ben", Verdict.CHOSEN, "Billing"))
    assert 2 not in [each.key for each in label_checks.doubted(work.workspace)]
    work.undo(ANA)
    assert audit(work.workspace).size == COUNT - 1


def test_the_whole_list_can_be_worked_off(work):
    for _ in range(COUNT):
        decide(work)
    found = audit(work.workspace)
    assert (work.held(), found.decided, found.changed, found.rest) == ([], COUNT, COUNT // 2, 0)
    assert found.wrong_of_rest is None


def test_a_skipped_one_makes_no_ranked_one_a_drawn_one(work):
    decide(work, Verdict.SKIPPED)
    for _ in range(2):
        decide(work)
    assert set(review_figures.audit(work.workspace)["origin"]) <= {RANKED, BY_LOT}
    assert is_by_lot(label_checks.doubted(work.workspace), 4) is False


def audited(draw: np.random.Generator, size: int, most: int) -> tuple[list[Doubted], float]:
    """A list whose labels are the likelier wrong the higher they stand, with `most` decided."""
    wrong = draw.random(size) < np.linspace(0.95, draw.uniform(0.05, 0.8), size)
    found = [Doubted(k, k, float(lot), "A") for k, lot in enumerate(draw.random(size))]
    said: dict[int, Doubted] = {}
    while len(said) < most:
        open_ones = [each for each in found if each.key not in said]
        key = next_keys(open_ones, len(said))[0]
        origin = BY_LOT if is_by_lot(open_ones, key) else RANKED
        said[key] = replace(found[key], said="B" if wrong[key] else "A", origin=origin)
    list_ = [said.get(each.key, each) for each in found]
    reached = max(each.rank for each in said.values() if each.origin == RANKED)
    return list_, float(wrong[reached + 1 :].mean())


def test_the_interval_for_the_rest_holds_the_true_share_in_nearly_all_draws():
    draw, inside = np.random.default_rng(1), 0
    for _ in range(40):
        found, true = audited(draw, 300, 100)
        said = audit_of(found).wrong_of_rest
        inside += said.interval.low <= true <= said.interval.high
    assert inside >= 36
