"""Clients that look soon at what had no answer, for servers whose late writes are never so late."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from helpdesk.client import HelpDesk, Traits
from helpdesk.credentials import BasicAuth, ClientCredentials, Credentials
from helpdesk.freshdesk.client import Freshdesk
from helpdesk.servicenow.client import ServiceNow
from helpdesk.zendesk.client import Zendesk
from tests.fakes.helpdesk.server import SECRET

HURRIED: Final = 0.8


class HurriedZendesk(Zendesk):
    """Looks soon at what had no answer."""

    @property
    def traits(self) -> Traits:
        return replace(super().traits, late_seconds=HURRIED)


class HurriedFreshdesk(Freshdesk):
    """Looks soon at what had no answer."""

    @property
    def traits(self) -> Traits:
        return replace(super().traits, late_seconds=HURRIED)


class HurriedServiceNow(ServiceNow):
    """Looks soon at what had no answer."""

    @property
    def traits(self) -> Traits:
        return replace(super().traits, late_seconds=HURRIED)


CLIENTS: dict[str, Callable[..., HelpDesk]] = {
    "zendesk": HurriedZendesk, "freshdesk": HurriedFreshdesk, "servicenow": HurriedServiceNow,
}  # fmt: skip


def credentials(kind: str) -> Credentials:
    """What the contract servers take."""
    return BasicAuth(SECRET, "X") if kind == "freshdesk" else ClientCredentials("robot", SECRET)
