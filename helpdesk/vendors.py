"""How a client of each help desk is opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from helpdesk.client import HelpDesk, Notice
from helpdesk.credentials import Credentials
from helpdesk.desk_kind import DeskKind
from helpdesk.freshdesk.client import Freshdesk
from helpdesk.servicenow.client import ServiceNow
from helpdesk.zendesk.client import Zendesk


def open_desk(
    kind: DeskKind,
    url: str,
    credentials: Credentials,
    notify: Callable[[Notice], None],
    *,
    batched: bool = False,
    held: Mapping[str, datetime] | None = None,
) -> HelpDesk:
    """A client of that desk; use it in an `async with` block.

    batched: many tickets in one write, where Zendesk was shown to respect stamps in it.
    held: until when, UTC, the desk wants no more requests of a class.
    """
    match kind:
        case DeskKind.ZENDESK:
            return Zendesk(url, credentials, notify, batched=batched, held=held)
        case DeskKind.FRESHDESK:
            return Freshdesk(url, credentials, notify, held=held)
        case DeskKind.SERVICENOW:
            return ServiceNow(url, credentials, notify, held=held)
