"""A worker is made where it works, and answers as the router does that it was made of."""

from __future__ import annotations

import pickle
from pathlib import Path

from routing.decision_columns import from_table
from routing.engine.lot_worker import EmbeddedWorker
from routing.policy import Policy
from routing.routers.embedded import EmbeddedRouter
from routing.routers.embedded.storage import save
from routing.taxonomy import Category, Taxonomy
from tests.conftest import ticket
from tests.usecases.conftest import noise

SAID = {"Billing": "refund of my invoice", "Fraud": "a stolen card"}
TAXONOMY = Taxonomy(tuple(Category(name) for name in SAID))


def subject(ticket) -> str:
    return ticket.subject


def test_a_worker_that_travelled_answers_like_the_router_that_stayed(tmp_path: Path):
    known = [
        ticket(k, name, subject=f"{SAID[name]} {noise(k)}", body="")
        for k, name in enumerate(["Billing", "Fraud"] * 20, 1)
    ]
    router = EmbeddedRouter.fit(TAXONOMY, known, None, text=subject)
    save(router.trained, tmp_path / "router")
    nowhere = tmp_path / "none"
    setup = EmbeddedWorker(tmp_path / "router", nowhere, nowhere, subject, Policy(0.5))
    asked = tuple(ticket(k, subject=f"a card and {noise(k)}", body="") for k in range(50, 60))
    travelled = pickle.loads(pickle.dumps(setup))  # noqa: S301 - our own
    (table,) = travelled().work(asked)
    found = from_table(table, [t.key for t in asked], [t.id for t in asked])
    expected = [Policy(0.5).dispose(decision) for decision in router.route(asked)]
    assert [(d.ticket_key, d.category, d.confidence, d.disposition, d.reason) for d in found] == [
        (d.ticket_key, d.category, d.confidence, d.disposition, d.reason) for d in expected
    ]
