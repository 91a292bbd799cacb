"""Who we are to a help desk and how it is reached, for screens and commands alike.

Imports nothing of a workspace, so that a test of the connection starts at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from helpdesk.address import desk_url
from helpdesk.client import Check, HelpDesk, Notice
from helpdesk.credentials import (
    BasicAuth,
    BearerToken,
    ClientCredentials,
    Credentials,
    PasswordGrant,
    RefreshGrant,
)
from helpdesk.desk_kind import DeskKind
from helpdesk.errors import DeskMisuse, HelpDeskError
from helpdesk.tickets import Group
from helpdesk.vendors import open_desk
from settings import HelpDeskKeys

# The variables of which one set must be complete, the best first.
NEEDED: Final = {
    DeskKind.ZENDESK: (
        ("ZENDESK_CLIENT_ID", "ZENDESK_CLIENT_SECRET"), ("ZENDESK_ACCESS_TOKEN",),
        ("ZENDESK_EMAIL", "ZENDESK_API_TOKEN"),
    ),
    DeskKind.FRESHDESK: (("FRESHDESK_API_KEY",),),
    DeskKind.SERVICENOW: (
        ("SERVICENOW_CLIENT_ID", "SERVICENOW_CLIENT_SECRET"),
        ("SERVICENOW_USER", "SERVICENOW_PASSWORD"),
    ),
}  # fmt: skip
API_TOKENS_END: Final = "Zendesk switches API tokens off on 2027-04-30; make an OAuth client soon."
Notify = Callable[[Notice], None]


@dataclass(frozen=True, slots=True)
class DeskAccess:
    """A help desk, its address, and who we are there."""

    kind: DeskKind
    url: str
    credentials: Credentials = field(repr=False)

    def open(
        self, notify: Notify, *, batched: bool = False, held: Mapping[str, datetime] | None = None
    ) -> HelpDesk:
        """A client.

        batched: many tickets in one write, where that was shown to be safe.
        held: until when, UTC, the desk wants no more requests of a class.
        """
        return open_desk(self.kind, self.url, self.credentials, notify, batched=batched, held=held)


def access(kind: DeskKind, url: str, keys: HelpDeskKeys) -> DeskAccess:
    """The way to that desk; DeskMisuse names the variables that are missing."""
    address, found = desk_url(url), credentials(kind, keys)
    if found is None:
        ways = " or ".join(" and ".join(names) for names in NEEDED[kind])
        raise DeskMisuse(f"No credentials for {kind.product}: set {ways}.")
    return DeskAccess(kind, address, found)


def credentials(kind: DeskKind, keys: HelpDeskKeys) -> Credentials | None:
    """The best complete set of credentials, None where none is complete."""
    match kind:
        case DeskKind.ZENDESK:
            return _zendesk(keys)
        case DeskKind.FRESHDESK:
            key = keys.freshdesk_api_key
            return BasicAuth(key, "X") if key else None
        case DeskKind.SERVICENOW:
            return _servicenow(keys)


def _zendesk(keys: HelpDeskKeys) -> Credentials | None:
    client, secret = keys.zendesk_client_id, keys.zendesk_client_secret
    if client and secret and keys.zendesk_refresh_token and keys.zendesk_token_file:
        file = Path(keys.zendesk_token_file)
        return RefreshGrant(client, secret, keys.zendesk_refresh_token, file)
    if client and secret:
        return ClientCredentials(client, secret)
    if keys.zendesk_access_token:
        return BearerToken(keys.zendesk_access_token)
    if keys.zendesk_refresh_token:
        raise DeskMisuse(
            "A refresh token works only once: also set ZENDESK_TOKEN_FILE, where the next one is "
            "kept, ZENDESK_CLIENT_ID and ZENDESK_CLIENT_SECRET."
        )
    if keys.zendesk_email and keys.zendesk_api_token:
        return BasicAuth(f"{keys.zendesk_email}/token", keys.zendesk_api_token)
    return None


def _servicenow(keys: HelpDeskKeys) -> Credentials | None:
    client, secret = keys.servicenow_client_id, keys.servicenow_client_secret
    user, password = keys.servicenow_user, keys.servicenow_password
    if client and secret and user and password:
        return PasswordGrant(client, secret, user, password)
    if client and secret:
        return ClientCredentials(client, secret)
    return BasicAuth(user, password) if user and password else None


def check(way: DeskAccess, notify: Notify) -> Check:
    """Test the connection; what fails is told as what does not work."""

    async def ask() -> Check:
        async with way.open(notify) as desk:
            return await desk.check()

    try:
        found = asyncio.run(ask())
    except HelpDeskError as error:
        return Check(works=False, sentence=str(error))
    old = isinstance(way.credentials, BasicAuth) and way.kind is DeskKind.ZENDESK
    remarks = (*found.remarks, *([API_TOKENS_END] if old else []))
    return Check(found.works, found.sentence, found.missing, remarks)


def groups(way: DeskAccess, notify: Notify) -> list[Group]:
    """The groups a ticket can be assigned to, by name."""

    async def ask() -> list[Group]:
        async with way.open(notify) as desk:
            return await desk.groups()

    return sorted(asyncio.run(ask()), key=lambda group: group.name.casefold())
