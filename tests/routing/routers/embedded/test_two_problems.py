"""Both categories of a ticket that tells of two problems, and one of all others."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.routers.embedded import EmbeddedRouter
from routing.routers.embedded.two_problems import MAX_CUTS, TitledText, cuts, find_problems
from routing.taxonomy import Taxonomy
from routing.ticket import Ticket

MATTERS = {
    "Billing": "the invoice shows a wrong amount please refund the charge",
    "Login": "my password does not work and the login page refuses me",
    "Delivery": "the parcel never arrived and the courier was late again",
}


def said(category: str, key: int) -> str:
    """A ticket of that category with words of its own, or all would be near-duplicates."""
    drawn = random.Random(key)
    words = drawn.sample(MATTERS[category].split(), 6)
    return " ".join([*words, "".join(drawn.choices("aeioumnst", k=6))])


@pytest.fixture(scope="module")
def router() -> EmbeddedRouter:
    labelled = [
        Ticket(key, str(key), "", said(name, key), name)
        for key, name in enumerate(sorted(MATTERS) * 40)
    ]
    return EmbeddedRouter.fit(Taxonomy.from_labels(MATTERS), labelled, None)


@pytest.mark.parametrize("join", [". ", "\n", ". Also, ", "? And ", " also "])
def test_both_problems_of_planted_pairs_are_found_in_their_order(router, join):
    pairs = [(a, b) for a in MATTERS for b in MATTERS if a != b]
    tickets = [
        Ticket(k, str(k), "", said(a, 901) + join + said(b, 902)) for k, (a, b) in enumerate(pairs)
    ]
    found = [tuple(p.category for p in d.problems) for d in router.route(tickets)]
    assert sum(one == two for one, two in zip(found, pairs, strict=True)) >= 0.8 * len(pairs)


def test_a_second_request_is_found_where_nothing_marks_it(router):
    text = f"{said('Billing', 901)} how {said('Delivery', 902)}"
    (decision,) = router.route([Ticket(1, "1", "", text)])
    assert tuple(p.category for p in decision.problems) == ("Billing", "Delivery")


def test_halves_that_are_stranger_than_the_whole_are_no_problems(router):
    text = f"Good morning to all of you there. {said('Billing', 901)}"
    assert router.route([Ticket(1, "1", "", text)])[0].problems == ()


def test_a_subject_is_no_problem_of_its_own_but_its_body_may_hold_two(router):
    subject, body = said("Login", 901), said("Billing", 902)
    one = Ticket(1, "1", subject, body)
    two = Ticket(2, "2", said("Billing", 904), f"{body}. Also, {said('Delivery', 903)}")
    untitled = Ticket(3, "3", "", f"{subject}\n{body}")
    found = [{p.category for p in d.problems} for d in router.route([one, two, untitled])]
    assert found == [set(), {"Billing", "Delivery"}, {"Login", "Billing"}]


def test_where_words_leave_no_hope_the_halves_are_not_asked_in_full(router):
    texts = [
        f"{said('Billing', 901)}. {said('Login', 902)}.",
        f"Good morning to all of you there. {said('Billing', 901)}",
    ]
    asked: list[str] = []

    def in_full(halves):
        asked.extend(halves)
        return router.infer(halves)

    found = find_problems(
        [TitledText(text) for text in texts], router.infer(texts).prediction,
        router.trained.ensemble, router.trained.taxonomy.names, router.infer, in_full,
    )  # fmt: skip
    assert set(found) == {0}
    assert " ".join(asked) == texts[0]


@pytest.mark.parametrize("category", MATTERS)
def test_a_ticket_with_one_problem_in_two_sentences_has_one(router, category):
    text = f"{said(category, 901)}. {said(category, 902)}."
    (decision,) = router.route([Ticket(1, "1", "", text)])
    assert (decision.category, decision.problems) == (category, ())


def test_answers_do_not_depend_on_the_tickets_beside(router):
    two = Ticket(1, "1", "", f"{said('Billing', 901)}. {said('Login', 902)}.")
    alone = router.route([two])[0].problems
    assert router.route([Ticket(2, "2", "", "hello"), two])[1].problems == alone != ()


@given(st.text(max_size=300))
def test_a_cut_loses_no_word(text):
    found = cuts(TitledText(text))
    assert len(found) <= MAX_CUTS
    for first, second in found:
        assert (first + second).split() or not text.split()
        assert "".join((first + second).split()) == "".join(text.split())
