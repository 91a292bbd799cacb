"""Heads learn from labels and from columns, and never answer what they learned from."""

from __future__ import annotations

import numpy as np
import pytest

from routing.evaluation.folds import assign_folds, group_near_duplicates
from routing.evaluation.text_baseline import tfidf_predictions
from routing.fields.definition import Field
from routing.fields.learned import FOLDS, TicketWords, learn
from routing.ticket import Ticket

WORDS = {"high": "server down outage urgent now", "low": "question about invoice address change"}
PRIORITY = Field("Priority", "learned", "priority")


def desk(n: int, *, noise: float = 0.25, seed: int = 0) -> list[Ticket]:
    """Tickets whose words and plan say something of their priority."""
    random = np.random.default_rng(seed)
    made = []
    for key in range(1, n + 1):
        level = "high" if random.random() < 0.4 else "low"
        spoken = level if random.random() > noise else ("low" if level == "high" else "high")
        body = " ".join([*random.permutation(WORDS[spoken].split())[:3], word(key), f"v{key % 9}"])
        plan = "gold" if (level == "high") == (random.random() > 0.1) else "free"
        made.append(
            Ticket(key, str(key), "", body, attributes=(("priority", level), ("plan", plan)))
        )
    return made


def word(key: int) -> str:
    """A word of its own for every number: digits would make near-duplicates of all."""
    return "".join("abcdefghij"[int(digit)] * 2 for digit in f"{key:03}")


def accuracy(field: Field, tickets: list[Ticket]) -> float:
    found = learn(field, TicketWords.read(tickets, lambda t: t.text))
    assert found is not None
    return float(
        np.mean([v == field.actual(t) for v, t in zip(found.values, tickets, strict=True)])
    )


def test_it_is_no_worse_than_the_textbook_on_the_same_labels():
    tickets = desk(300)
    labels = [str(PRIORITY.actual(t)) for t in tickets]
    folds = assign_folds(labels, group_near_duplicates([t.text for t in tickets]), FOLDS)
    book = tfidf_predictions([t.text for t in tickets], labels, folds)
    textbook = np.mean([a == b for a, b in zip(book, labels, strict=True)])
    assert accuracy(PRIORITY, tickets) >= textbook - 0.01


def test_columns_beside_the_text_are_read():
    tickets = desk(300)
    with_plan = Field("Priority", "learned", "priority", ("plan",))
    assert accuracy(with_plan, tickets) > accuracy(PRIORITY, tickets) + 0.05


def test_labels_that_follow_nothing_are_not_learned_by_heart():
    drawn = np.random.default_rng(1).integers(2, size=200)
    tickets = [
        Ticket(k, str(k), "", word(k), attributes=(("priority", "ab"[drawn[k]]),))
        for k in range(200)
    ]
    assert accuracy(PRIORITY, tickets) == pytest.approx(0.5, abs=0.15)


def test_tickets_without_a_label_are_answered_by_all_labels():
    new = [Ticket(1000, "n", "", "outage server down"), Ticket(1001, "m", "", "")]
    found = learn(PRIORITY, TicketWords.read([*desk(200), *new], lambda t: t.text))
    assert found.values[-2] == "high"
    assert found.values[-1] in ("high", "low")


def test_a_handful_of_labels_teaches_nothing():
    assert learn(PRIORITY, TicketWords.read(desk(19), lambda t: t.text)) is None


def test_one_value_alone_is_answered_without_confidence():
    same = [Ticket(k, str(k), "", word(k), attributes=(("priority", "low"),)) for k in range(30)]
    found = learn(PRIORITY, TicketWords.read(same, lambda t: t.text))
    assert (set(found.values), set(found.confidence)) == ({"low"}, {0.0})
