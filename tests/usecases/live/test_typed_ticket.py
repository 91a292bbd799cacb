"""A typed ticket is answered by the router a run has kept, and nothing of it is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from routing.decision import Disposition
from routing.errors import RouterError
from routing.policy import Policy
from routing.profile import RoutingProfile
from routing.routers.embedded import EmbeddedRouter
from routing.taxonomy import Category, Taxonomy
from store import profiles, runs, tickets
from tests.conftest import ticket
from tests.usecases.conftest import right
from usecases.live.typed_ticket import answer_typed, get_ready
from usecases.policy import changes
from usecases.profiles.record import to_files

NO_MODELS = Path("none")
TEXTS = {"Billing": "the invoice is wrong", "Fraud": "my card was stolen"}


@pytest.fixture
def ready(workspace, fill, routed):
    """A workspace whose newest finished run has kept its router, which knows words only."""
    fill(workspace, [
        ticket(k, name, subject=f"{TEXTS[name]} number {k}")
        for k in range(1, 41) for name in ["Billing" if k % 2 else "Fraud"]
    ])  # fmt: skip
    run = routed(right)
    taxonomy = Taxonomy((Category("Billing"), Category("Fraud")))
    router = EmbeddedRouter.fit(taxonomy, tickets.labelled(workspace), None)
    profile = RoutingProfile(taxonomy, Policy(0.5), router.trained)
    profiles.keep(workspace, profile.fingerprint, "embedded", to_files(profile), run.run_id)
    return workspace, run


def test_it_gets_a_category_and_the_tickets_most_like_it(ready):
    workspace, _ = ready
    found = answer_typed(workspace, "My card was stolen yesterday", NO_MODELS)
    assert found.decision.category == "Fraud"
    assert {each.ticket.category for each in found.neighbours} == {"Fraud"}
    assert found.threshold == 0.5
    assert tickets.count(workspace) == 40
    assert runs.all_runs(workspace)[0].decided == 40


def test_it_follows_the_policy_that_its_run_follows_now(ready):
    workspace, run = ready
    get_ready(workspace, NO_MODELS)
    changes.adopt_policy(workspace, run.run_id, Policy(1.0), {})
    found = answer_typed(workspace, "My card was stolen yesterday", NO_MODELS)
    assert found.decision.disposition is Disposition.REVIEW
    assert found.threshold == 1.0


def test_nothing_typed_is_nothing_answered(ready):
    with pytest.raises(RouterError, match="Type or paste"):
        answer_typed(ready[0], " \n ", NO_MODELS)


def test_without_a_kept_router_it_says_what_to_do(workspace):
    with pytest.raises(RouterError, match="route the tickets first"):
        answer_typed(workspace, "Hello", NO_MODELS)
