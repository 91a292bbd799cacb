"""The embedded router, with and without labels, with and without its model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from routing.decision import Decision
from routing.routers.embedded import EmbeddedRouter
from routing.taxonomy import UNKNOWN, Category, Taxonomy
from routing.ticket import Ticket

Desk = Callable[[int], list[Ticket]]
WordEmbedder = Any  # the fake of conftest.py, which no test can import


def ask(router: EmbeddedRouter, *texts: str) -> list[Decision]:
    return router.route([Ticket(i, str(i), "", text) for i, text in enumerate(texts, 1)])


def test_without_labels_it_goes_by_the_descriptions(taxonomy: Taxonomy, embedder: WordEmbedder):
    router = EmbeddedRouter.fit(taxonomy, [], embedder)
    decisions = ask(router, "refund of an invoice", "the courier has my parcel")
    assert [d.category for d in decisions] == ["Billing", "Delivery"]
    assert "description of Billing" in decisions[0].reason


def test_with_labels_it_learns_what_no_description_says(
    taxonomy: Taxonomy, embedder: WordEmbedder, make_desk: Desk
):
    history = make_desk(40)
    history += [
        Ticket(900 + i, f"Z{i}", "", f"zebra number{i} {'abcdefgh'[i]}", category="Billing")
        for i in range(8)
    ]
    (decision,) = ask(EmbeddedRouter.fit(taxonomy, history, embedder), "another zebra")
    assert decision.category == "Billing"


def test_the_reason_names_words_of_the_ticket_and_the_nearest_tickets(
    taxonomy: Taxonomy, embedder: WordEmbedder, make_desk: Desk
):
    history = make_desk(40)
    (decision,) = ask(EmbeddedRouter.fit(taxonomy, history, embedder), "courier lost the parcel")
    quoted = decision.reason.split('"')[1::2]
    assert quoted
    assert all(word in "courier lost the parcel" for word in quoted)
    ids = {ticket.id for ticket in history if ticket.category == "Delivery"}
    assert any(f"{ticket_id} (Delivery, 0." in decision.reason for ticket_id in ids)


def test_the_reason_never_quotes_another_ticket(
    taxonomy: Taxonomy, embedder: WordEmbedder, make_desk: Desk
):
    history = make_desk(40)
    (decision,) = ask(EmbeddedRouter.fit(taxonomy, history, embedder), "courier lost the parcel")
    assert not any(ticket.body in decision.reason for ticket in history)


def test_a_ticket_that_words_make_sure_leaves_without_being_embedded(
    taxonomy: Taxonomy, embedder: WordEmbedder, make_desk: Desk
):
    router = EmbeddedRouter.fit(taxonomy, make_desk(100), embedder)
    before = embedder.texts_embedded
    sure = "parcel courier late tracking box"
    ask(router, sure)
    assert embedder.texts_embedded == before
    ask(router.thorough(), sure)
    assert embedder.texts_embedded == before + 1


def test_confidence_and_alternatives_are_one_probability_mass(
    taxonomy: Taxonomy, embedder: WordEmbedder, make_desk: Desk
):
    router = EmbeddedRouter.fit(taxonomy, make_desk(40), embedder)
    (decision,) = ask(router, "charged refund invoice w3 w7 error")
    masses = [decision.confidence, *(a.confidence for a in decision.alternatives)]
    assert sum(masses) == pytest.approx(1, abs=0.001)
    assert masses == sorted(masses, reverse=True)
    assert decision.category not in {a.category for a in decision.alternatives}


def test_calibrated_is_claimed_only_with_enough_labels(
    taxonomy: Taxonomy, embedder: WordEmbedder, make_desk: Desk
):
    many = EmbeddedRouter.fit(taxonomy, make_desk(40), embedder)
    few = EmbeddedRouter.fit(taxonomy, make_desk(3), embedder)
    assert ask(many, "refund of an invoice")[0].calibrated
    assert not ask(few, "refund of an invoice")[0].calibrated


@pytest.mark.parametrize("blank", ["", "   ", "\n\t"])
def test_a_ticket_without_text_is_unknown(taxonomy: Taxonomy, embedder: WordEmbedder, blank: str):
    (decision,) = ask(EmbeddedRouter.fit(taxonomy, [], embedder), blank)
    assert (decision.category, decision.reason) == (UNKNOWN, "The ticket has no text.")


def test_a_ticket_far_from_everything_is_unknown_and_says_so(
    taxonomy: Taxonomy, embedder: WordEmbedder, make_desk: Desk
):
    router = EmbeddedRouter.fit(taxonomy, make_desk(40), embedder)
    (decision,) = ask(router, "qqq jjj xxx yyy zzz vvv kkk")
    assert decision.category == UNKNOWN
    assert "far from everything" in decision.reason
    assert len(decision.alternatives) == 3


def test_a_foreign_ticket_is_trusted_half(taxonomy: Taxonomy, embedder: WordEmbedder):
    router = EmbeddedRouter.fit(taxonomy, [], embedder)
    words = "refund invoice"
    english, german = ask(router, words, f"{words} ich habe nicht")
    assert english.category == german.category == "Billing"
    assert german.confidence <= 0.5 < english.confidence
    assert "German" in german.reason
    assert "German" not in english.reason


def test_missing_model_files_are_said_and_words_go_on(taxonomy: Taxonomy, make_desk: Desk):
    for history in ([], make_desk(40)):
        router = EmbeddedRouter.fit(taxonomy, history, None)
        assert "missing" in router.warnings[0]
        assert ask(router, "refund of an invoice")[0].category == "Billing"


def test_no_model_and_no_shared_word_is_unknown(taxonomy: Taxonomy):
    (decision,) = ask(EmbeddedRouter.fit(taxonomy, [], None), "12345")
    assert decision.category == UNKNOWN


def test_labels_outside_the_taxonomy_are_warned_about(
    taxonomy: Taxonomy, embedder: WordEmbedder, make_desk: Desk
):
    history = [*make_desk(3), Ticket(99, "99", "", "hello there", category="Legal")]
    router = EmbeddedRouter.fit(taxonomy, history, embedder)
    assert any('"Legal"' in warning for warning in router.warnings)


def test_labels_match_the_taxonomy_whatever_their_case(taxonomy: Taxonomy, embedder: WordEmbedder):
    history = [Ticket(1, "1", "", "zebra crossing", category=" billing ")]
    router = EmbeddedRouter.fit(taxonomy, history, embedder)
    assert ask(router, "zebra crossing")[0].category == "Billing"


def test_one_category_or_none_is_no_reason_to_crash(embedder: WordEmbedder, make_desk: Desk):
    lone = Taxonomy((Category("Billing"),))
    for history in ([], make_desk(3)):
        router = EmbeddedRouter.fit(lone, history, embedder)
        assert ask(router, "refund for billing")[0].category in {"Billing", UNKNOWN}
    empty = EmbeddedRouter.fit(Taxonomy(()), make_desk(3), embedder)
    assert ask(empty, "refund")[0].category == UNKNOWN


@pytest.mark.parametrize("odd", ["\ud800", "\x00", "😀" * 50, "a" * 100_000, "?", "\u202e"])
def test_odd_texts_get_a_decision(taxonomy: Taxonomy, make_desk: Desk, odd: str):
    router = EmbeddedRouter.fit(taxonomy, make_desk(20), None)
    (decision,) = ask(router, odd)
    assert decision.error is None


def test_a_route_keeps_order_and_keys_over_its_chunks(
    taxonomy: Taxonomy, embedder: WordEmbedder, make_desk: Desk
):
    router = EmbeddedRouter.fit(taxonomy, make_desk(20), embedder)
    tickets = [Ticket(9_000 - i, "", "", ["refund", "", "parcel"][i % 3]) for i in range(2_500)]
    assert [d.ticket_key for d in router.route(tickets)] == [t.key for t in tickets]
    assert router.route([]) == []


def test_the_fingerprint_follows_what_determines_the_answers(
    taxonomy: Taxonomy, embedder: WordEmbedder, make_desk: Desk
):
    def fingerprint(
        history: Sequence[Ticket], chosen: Taxonomy = taxonomy, model: Any = embedder
    ) -> str:
        return EmbeddedRouter.fit(chosen, history, model).fingerprint

    history = make_desk(3)
    other = Taxonomy((*taxonomy.categories, Category("Legal")))
    assert fingerprint(history) == fingerprint(list(history))
    prints = {
        fingerprint(history),
        fingerprint(history[1:]),
        fingerprint(history, other),
        fingerprint(history, model=None),
    }
    assert len(prints) == 4


def test_answers_are_the_same_every_time(
    taxonomy: Taxonomy, make_desk: Desk, embedder: WordEmbedder
):
    def answers() -> list[Any]:
        router = EmbeddedRouter.fit(taxonomy, make_desk(30), embedder)
        return [(d.category, d.confidence, d.reason) for d in ask(router, "late refund", "error")]

    assert answers() == answers()


def test_the_text_to_read_can_be_chosen(taxonomy: Taxonomy, embedder: WordEmbedder):
    router = EmbeddedRouter.fit(taxonomy, [], embedder, text=lambda t: t.subject)
    (decision,) = router.route([Ticket(1, "1", "refund invoice", "parcel courier late")])
    assert decision.category == "Billing"
