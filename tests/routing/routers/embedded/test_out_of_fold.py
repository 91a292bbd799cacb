"""No ticket is answered by what learned from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from routing.decision import Decision
from routing.routers.embedded import EmbeddedRouter
from routing.routers.embedded.out_of_fold import out_of_fold
from routing.taxonomy import UNKNOWN, Taxonomy
from routing.ticket import Ticket

Desk = Callable[[int], list[Ticket]]
WordEmbedder = Any  # the fake of conftest.py, which no test can import


def test_labels_drawn_at_random_cannot_be_guessed(
    taxonomy: Taxonomy, embedder: WordEmbedder, make_desk: Desk
):
    random = np.random.default_rng(0)
    tickets = [replace(t, category=str(random.choice(taxonomy.names))) for t in make_desk(40)]
    decisions = out_of_fold(taxonomy, tickets, embedder).route(tickets)
    right = [d.category == t.category for d, t in zip(decisions, tickets, strict=True)]
    assert np.mean(right) < 0.5


def test_labels_that_follow_from_the_text_are_guessed(
    taxonomy: Taxonomy, embedder: WordEmbedder, make_desk: Desk
):
    tickets = make_desk(40)
    decisions = out_of_fold(taxonomy, tickets, embedder).route(tickets)
    right = [d.category == t.category for d, t in zip(decisions, tickets, strict=True)]
    assert np.mean(right) > 0.9


def test_a_near_duplicate_is_never_the_precedent(
    taxonomy: Taxonomy, embedder: WordEmbedder, make_desk: Desk
):
    originals = make_desk(20)
    copies = [replace(t, key=t.key + 100, id=f"{t.id}-copy") for t in originals]
    tickets = originals + copies
    for ticket, decision in zip(
        tickets, out_of_fold(taxonomy, tickets, embedder).route(tickets), strict=True
    ):
        own = ticket.id.removesuffix("-copy")
        assert f" {own} (" not in decision.reason
        assert f" {own}-copy (" not in decision.reason


def test_a_ticket_that_is_not_in_the_file_is_answered_by_all_labels(
    taxonomy: Taxonomy, embedder: WordEmbedder, make_desk: Desk
):
    tickets = make_desk(20)
    router = out_of_fold(taxonomy, tickets, embedder)
    stranger = replace(tickets[0], key=999)
    (decision,) = router.route([stranger])
    assert f" {tickets[0].id} (" in decision.reason


def test_a_ticket_that_only_shares_a_key_is_a_stranger(
    taxonomy: Taxonomy, embedder: WordEmbedder, make_desk: Desk
):
    tickets = make_desk(20)
    router = out_of_fold(taxonomy, tickets, embedder)
    (decision,) = router.route([replace(tickets[1], key=tickets[0].key)])
    assert f" {tickets[1].id} (" in decision.reason


def test_order_is_kept_over_folds_and_strangers(
    taxonomy: Taxonomy, embedder: WordEmbedder, make_desk: Desk
):
    tickets = make_desk(15)
    unlabelled = [Ticket(500 + i, "", "", "refund") for i in range(5)]
    mixed = [*tickets[:20], *unlabelled, *tickets[20:]]
    router = out_of_fold(taxonomy, mixed, embedder)
    assert [d.ticket_key for d in router.route(mixed)] == [t.key for t in mixed]


@pytest.mark.parametrize("count", [0, 1, 2, 4, 7])
@pytest.mark.parametrize("model", ["with", "without"])
def test_very_few_labels_degrade_to_the_descriptions(
    taxonomy: Taxonomy, embedder: WordEmbedder, make_desk: Desk, count: int, model: str
):
    tickets = make_desk(3)
    tickets = tickets[:count] + [replace(t, category=None) for t in tickets[count:]]
    router = out_of_fold(taxonomy, tickets, embedder if model == "with" else None)
    decisions = router.route(tickets)
    assert len(decisions) == len(tickets)
    assert all(d.reason and d.error is None for d in decisions)


def test_one_label_for_all_is_no_reason_to_crash(embedder: WordEmbedder, make_desk: Desk):
    tickets = [replace(t, category="Billing") for t in make_desk(20)]
    router = out_of_fold(Taxonomy.from_labels(["Billing"]), tickets, embedder)
    assert {d.category for d in router.route(tickets)} <= {"Billing", UNKNOWN}


def test_labelled_tickets_without_text_are_unknown(
    taxonomy: Taxonomy, embedder: WordEmbedder, make_desk: Desk
):
    tickets = [*make_desk(10), Ticket(77, "77", "", "", category="Billing")]
    assert out_of_fold(taxonomy, tickets, embedder).route(tickets)[-1].category == UNKNOWN


def test_each_text_is_embedded_once_over_all_folds(
    taxonomy: Taxonomy, embedder: WordEmbedder, make_desk: Desk
):
    tickets = make_desk(20)
    out_of_fold(taxonomy, tickets, embedder)
    assert embedder.texts_embedded < 2 * len(tickets)


def test_the_fingerprint_differs_from_that_of_a_plain_router(
    taxonomy: Taxonomy, embedder: WordEmbedder, make_desk: Desk
):
    tickets = make_desk(5)
    router = out_of_fold(taxonomy, tickets, embedder)
    assert router.fingerprint == out_of_fold(taxonomy, tickets, embedder).fingerprint
    assert router.fingerprint != out_of_fold(taxonomy, tickets, embedder, folds=3).fingerprint


def test_foreign_tickets_are_warned_about(
    taxonomy: Taxonomy, embedder: WordEmbedder, make_desk: Desk
):
    german = Ticket(800, "", "", "Wo ist meine Rechnung? Ich habe sie nicht bekommen")
    router = out_of_fold(taxonomy, [*make_desk(5), german], embedder)
    assert any("German" in warning for warning in router.warnings)


@pytest.mark.parametrize("per_category", [0, 5, 40])
def test_new_tickets_are_answered_as_by_a_router_fitted_on_the_same_labels(
    taxonomy: Taxonomy, embedder: WordEmbedder, make_desk: Desk, per_category: int
):
    random = np.random.default_rng(0)
    history = [
        replace(t, category=str(random.choice(taxonomy.names))) if random.random() < 0.3 else t
        for t in make_desk(per_category)
    ]
    texts = ["late refund", "error crash zebra", "parcel invoice login", "w3 w7 box", "qqq"]
    asked = [Ticket(1_000 + i, f"N{i}", "", text) for i, text in enumerate(texts)]
    router = out_of_fold(taxonomy, history, embedder)
    fitted = EmbeddedRouter.fit(taxonomy, history, embedder)
    assert without_latency(router.route(asked)) == without_latency(fitted.route(asked))
    assert router.of_all_labels().fingerprint == fitted.fingerprint


def without_latency(decisions: list[Decision]) -> list[Decision]:
    return [replace(decision, latency_seconds=0) for decision in decisions]
