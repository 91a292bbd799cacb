"""Examples in a prompt are never of the ticket's own fold, and a few of each category."""

from __future__ import annotations

from collections import Counter

import pytest

from routing.routers.llm.examples import (
    MAX_LENGTH,
    SAME_CATEGORY,
    SHOWN,
    SHOWN_NEAREST,
    History,
    NearestExamples,
    StaticExamples,
)
from routing.taxonomy import Category, Taxonomy
from routing.ticket import Ticket

TAXONOMY = Taxonomy((Category("Card"), Category("Loan")))
WORDS = ("late", "lost", "blocked", "stolen", "refused", "doubled")
LABELLED = [
    Ticket(k, str(k), "", f"my {c.lower()} number {k} {WORDS[k % 6]} since {k * 7} days", c)
    for k, c in enumerate(["Card", "Loan"] * 20)
]


@pytest.fixture(scope="module")
def history() -> History:
    return History.of(TAXONOMY, LABELLED, lambda ticket: ticket.text)


@pytest.mark.parametrize("kind", [StaticExamples, NearestExamples])
def test_no_example_is_of_the_tickets_own_fold(history, kind):
    examples = kind(history)
    fold_of = {ticket.text: history.fold_of[ticket.key] for ticket in LABELLED}
    for ticket in LABELLED:
        shown = examples.for_ticket(ticket)
        assert shown
        assert history.fold_of[ticket.key] not in {fold_of[text] for text, _ in shown}


def test_a_fixed_few_take_the_categories_in_turn(history):
    shown = StaticExamples(history).for_ticket(Ticket(999, "999", "", "new"))
    assert Counter(category for _, category in shown) == {"Card": SHOWN // 2, "Loan": SHOWN // 2}


def test_the_nearest_hold_no_more_than_two_of_a_category_and_the_most_like_comes_last(history):
    shown = NearestExamples(history).for_ticket(Ticket(999, "999", "", "my loan is stolen"))
    assert len(shown) == SHOWN_NEAREST
    assert max(Counter(category for _, category in shown).values()) == SAME_CATEGORY
    assert shown[-1][1] == "Loan"
    assert "stolen" in shown[-1][0]


def test_words_that_nobody_used_before_have_no_nearest_example(history):
    assert NearestExamples(history).for_ticket(Ticket(999, "999", "", "zebra")) == ()


def test_labels_outside_the_taxonomy_are_left_out_and_long_texts_are_cut():
    long = Ticket(1, "1", "", "card " * 500, "Card")
    other = Ticket(2, "2", "", "some other matter", "Gone")
    history = History.of(TAXONOMY, [long, other], lambda ticket: ticket.text)
    assert history.tickets == (long,)
    assert len(history.pair(long)[0]) == MAX_LENGTH


def test_another_label_or_another_way_of_choosing_is_another_fingerprint(history):
    relabelled = [*LABELLED[:-1], Ticket(39, "39", "", LABELLED[-1].text, "Card")]
    other = History.of(TAXONOMY, relabelled, lambda ticket: ticket.text)
    prints = {
        history.fingerprint("static"),
        history.fingerprint("nearest"),
        other.fingerprint("static"),
    }
    assert len(prints) == 3
