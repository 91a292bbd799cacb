"""Of many categories the likeliest ten are shown, with the nearest examples, at no loss."""

from __future__ import annotations

import random

import pytest

from routing.routers.llm.building import router_at
from routing.routers.llm.examples import History
from routing.routers.llm.request import LlmRequest
from routing.routers.llm.shortlist import LONG, Shortlist
from routing.taxonomy import Category, Taxonomy
from routing.ticket import Ticket

PARTS = ("card", "loan", "rate", "fee", "app", "pin", "visa", "cash")
MATTERS = [f"{a} {b}" for a in PARTS for b in PARTS if a < b][:24]
TAXONOMY = Taxonomy(tuple(Category(f"{m} help", f"Everything about {m}.") for m in MATTERS))
PLAIN = ("please", "hello", "today", "urgent", "thanks", "question")


def said(matter: int, key: int) -> Ticket:
    drawn = random.Random(key)
    filler = " ".join("".join(drawn.choices("abcdefghij", k=5)) for _ in range(6))
    words = f"{MATTERS[matter]} {PLAIN[key % 6]} {filler}"
    return Ticket(key, str(key), "", words, TAXONOMY.names[matter])


LABELLED = [said(k % 24, k) for k in range(240)]


@pytest.fixture(scope="module")
def shortlist() -> Shortlist:
    return Shortlist(TAXONOMY, History.of(TAXONOMY, LABELLED, lambda t: t.text))


def test_the_actual_category_is_nearly_always_among_the_ten(shortlist):
    shown = [shortlist.categories(ticket) for ticket in LABELLED]
    assert {len(each) for each in shown} == {LONG}
    hits = [t.category in each for t, each in zip(LABELLED, shown, strict=True)]
    assert sum(hits) / len(hits) >= 0.98


def test_categories_stand_in_the_order_of_the_taxonomy(shortlist):
    shown = shortlist.categories(LABELLED[0])
    assert list(shown) == [name for name in TAXONOMY.names if name in shown]


def test_examples_are_of_shown_categories_and_never_of_the_tickets_own_fold(shortlist):
    history = shortlist._history
    folds = {t.text: history.fold_of[t.key] for t in LABELLED}
    for ticket in LABELLED[:40]:
        shown = shortlist.categories(ticket)
        for text, category in shortlist.for_ticket(ticket):
            assert category in shown
            assert folds[text] != history.fold_of[ticket.key]


def test_a_category_without_a_label_is_always_shown():
    wider = Taxonomy((*TAXONOMY.categories, Category("Nobody asked yet")))
    found = Shortlist(wider, History.of(wider, LABELLED, lambda t: t.text))
    assert "Nobody asked yet" in found.categories(LABELLED[0])


def test_a_short_taxonomy_is_shown_whole():
    few = Taxonomy(TAXONOMY.categories[:4])
    known = [t for t in LABELLED if t.category in few.names]
    assert (
        Shortlist(few, History.of(few, known, lambda t: t.text)).categories(known[0]) == few.names
    )


def test_requests_carry_the_shown_categories_alone_and_fewer_tokens():
    llm = LlmRequest("compatible", "fake", "http://localhost:9/v1")
    routers = {
        kind: router_at(
            llm.keyless_endpoint(),
            LlmRequest("compatible", "fake", "http://localhost:9/v1", examples=kind),
            TAXONOMY, LABELLED, lambda t: t.text,
        )
        for kind in ("none", "shortlist")
    }  # fmt: skip
    new = Ticket(999, "n", "", "my visa pin please")
    question = routers["shortlist"].question(new)
    chat = routers["shortlist"].chat_request([question])
    assert chat.schema["properties"]["category"]["enum"] == [*question.categories, "Unknown"]
    assert chat.system.count('"about"') == LONG
    assert routers["shortlist"].question(new).key != routers["none"].question(new).key
