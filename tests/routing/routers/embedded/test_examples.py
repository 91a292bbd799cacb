"""What can be learned from, and how much of it."""

from __future__ import annotations

import numpy as np

from routing.routers.embedded.examples import learnable, sample
from routing.taxonomy import Taxonomy
from routing.ticket import Ticket


def test_tickets_without_text_or_without_a_known_category_teach_nothing(taxonomy: Taxonomy):
    history = [
        Ticket(1, "1", "", "refund", category=" billing "),
        Ticket(2, "2", "", "refund", category="Legal"),
        Ticket(3, "3", "", "refund"),
        Ticket(4, "4", "", " ", category="Billing"),
    ]
    found = learnable(taxonomy, history, lambda ticket: ticket.text)
    assert [ticket.id for ticket in found.tickets] == ["1"]
    assert found.labels.tolist() == [0]


def test_a_sample_keeps_every_label_and_about_its_share():
    labels = np.array([0] * 900 + [1] * 99 + [2])
    rows = sample(labels, 100)
    assert np.bincount(labels[rows]).tolist() == [90, 9, 1]
    assert np.array_equal(rows, sample(labels, 100))
