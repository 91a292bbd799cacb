"""What asks a provider is told from what computes here: the engine treats them differently."""

from __future__ import annotations

from routing.routers.embedded import EmbeddedRouter
from routing.routers.router import RemoteRouter
from routing.taxonomy import Category, Taxonomy
from tests.fakes.provider.behaviour import Behaviour
from tests.fakes.simulated import SimulatedRouter


def test_a_router_that_asks_a_provider_is_remote():
    assert isinstance(SimulatedRouter(Behaviour()), RemoteRouter)


def test_a_router_that_computes_here_is_not():
    here = EmbeddedRouter.fit(Taxonomy((Category("Billing"), Category("Fraud"))), [], None)
    assert not isinstance(here, RemoteRouter)


def test_half_a_remote_router_is_none():
    class WithoutPledge:
        name = fingerprint = limits_id = "half"
        warnings = ()
        pack = 1

        def question(self, ticket):
            return ticket

    assert not isinstance(WithoutPledge(), RemoteRouter)
