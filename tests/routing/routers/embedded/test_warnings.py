"""What is worth knowing before the answers are trusted."""

from __future__ import annotations

from collections.abc import Callable

from routing.routers.embedded.examples import learnable
from routing.routers.embedded.warnings import about_history, about_languages
from routing.taxonomy import Taxonomy
from routing.ticket import Ticket

Desk = Callable[[int], list[Ticket]]


def test_a_history_that_fits_needs_no_warning(taxonomy: Taxonomy, make_desk: Desk):
    history = make_desk(3)
    assert about_history(taxonomy, history, learnable(taxonomy, history, lambda t: t.text)) == ()


def test_categories_without_a_label_and_labels_without_a_category_are_named(
    taxonomy: Taxonomy, make_desk: Desk
):
    history = [t for t in make_desk(3) if t.category != "Delivery"]
    history.append(Ticket(99, "99", "", "hello", category="Legal"))
    found = about_history(taxonomy, history, learnable(taxonomy, history, lambda t: t.text))
    assert any('"Legal"' in sentence for sentence in found)
    assert any("Delivery" in sentence for sentence in found)


def test_the_share_of_foreign_tickets_is_said(taxonomy: Taxonomy):
    nothing = learnable(taxonomy, [], lambda ticket: ticket.text)
    texts = ["Where is my order, please?"] * 3 + ["Wo ist meine Bestellung und die Rechnung?"]
    (sentence,) = about_languages(texts, nothing)
    assert "25 %" in sentence
    assert "German" in sentence
    assert about_languages(texts[:3], nothing) == ()


def test_languages_that_a_second_model_knows_are_told_apart_from_those_that_none_does():
    nothing = learnable(Taxonomy(()), [], lambda ticket: ticket.text)
    texts = ["Ich kann mich nicht mehr einloggen, bitte um Hilfe"] * 3
    texts += ["Jag kan inte logga in på mitt konto efter uppdateringen"]
    read, unread = about_languages(texts, nothing, frozenset({"German"}))
    assert "75 %" in read
    assert "(German); a second model reads them" in read
    assert "25 %" in unread
    assert "(Swedish); no model here knows them" in unread
