"""Labelled tickets of a workspace that are nearest to one of them, and what groups share."""

from __future__ import annotations

from tests.conftest import ticket
from usecases.exploring.nearest_tickets import labelled_tickets


def test_a_ticket_is_never_its_own_precedent(workspace, fill):
    made = [ticket(n, "A", subject="", body="refund my invoice") for n in (1, 2)]
    fill(workspace, [*made, ticket(3, None, subject="", body="refund my invoice")])
    known = labelled_tickets(workspace)
    assert [key for key, _ in known.nearest(made[0], 5)] == [2]
