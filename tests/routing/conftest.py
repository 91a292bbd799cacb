"""Labelled tickets and what an embedded router learns from them, without a model."""

from __future__ import annotations

import pytest

from routing.policy import Policy
from routing.profile import RoutingProfile
from routing.routers.embedded import EmbeddedRouter
from routing.taxonomy import Category, Taxonomy
from tests.conftest import ticket

WORDS = {
    "Billing": ("refund", "invoice", "charged", "payment", "price", "receipt"),
    "Technical": ("error", "crash", "login", "screen", "update", "server"),
}
TAXONOMY = Taxonomy(tuple(Category(name) for name in WORDS))
LABELLED = [
    ticket(
        12 * row + place, name, subject="",
        body=f"{words[place % 6]} {words[(place + row + 1) % 6]} case{row}x{place}",
    )
    for row, (name, words) in enumerate(WORDS.items())
    for place in range(1, 13)
]  # fmt: skip


@pytest.fixture(scope="session")
def profile() -> RoutingProfile:
    """A profile of an embedded router that has learned from a few words."""
    trained = EmbeddedRouter.fit(TAXONOMY, LABELLED, None).trained
    return RoutingProfile(TAXONOMY, Policy(0.6, {"Technical": None}), trained)
