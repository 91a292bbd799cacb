"""Accuracy by blind looks: both sides of the policy weighted by their size."""

from __future__ import annotations

import pytest

from store import settings
from store.reviewing import reviews
from store.reviewing.reviews import Basis, Review, Verdict
from tests.conftest import ticket
from usecases.evaluation.blind_accuracy import blind_accuracy, label_sources, restored_labels


@pytest.fixture
def run(workspace, fill, routed):
    """Forty tickets without a label: thirty go alone as Billing, ten wait as Fraud."""
    fill(workspace, [ticket(key) for key in range(1, 41)])
    settings.BLIND_LOOKS.set(workspace, 1.0)
    return routed(lambda key: ("Billing", 0.9) if key <= 30 else ("Fraud", 0.1))


def look(workspace, run, key: int, category: str) -> None:
    review = Review(
        key, "Ana", Verdict.CHOSEN, category, run_id=run.run_id, basis=Basis.BLIND, chance=1.0
    )
    reviews.record(workspace, review)


def test_the_whole_is_known_once_both_sides_were_looked_at(workspace, run):
    for key in range(1, 7):
        look(workspace, run, key, "Billing")
    before = blind_accuracy(workspace, run.run_id)
    assert before.overall is None
    assert before.auto_routed.value == pytest.approx(1.0)
    for key in range(31, 37):
        look(workspace, run, key, "Billing")
    found = blind_accuracy(workspace, run.run_id)
    assert found.overall.value == pytest.approx(30 / 40)
    assert found.auto_routed.value == pytest.approx(1.0)
    assert found.as_exported is None
    assert found.progress.done == 12


def test_a_label_given_in_view_of_a_suggestion_proves_nothing(workspace, run):
    shown = Review(1, "Ana", Verdict.CHOSEN, "Billing", run_id=run.run_id, basis=Basis.SHOWN)
    reviews.record(workspace, shown)
    assert blind_accuracy(workspace, run.run_id).auto_routed is None


def test_reviews_are_counted_by_what_was_in_view(workspace, run):
    assert label_sources(workspace) == ""
    look(workspace, run, 1, "Billing")
    reviews.record(workspace, Review(2, "Ana", Verdict.CHOSEN, "Fraud", basis=Basis.SHOWN))
    assert label_sources(workspace) == "1 without a suggestion, 1 in view of a suggestion"


def test_only_a_workspace_of_an_earlier_release_speaks_of_restored_labels(workspace):
    assert restored_labels(workspace) == ""
