"""What a webhook's body says: Zendesk's own ticket events, and one form for every desk.

The form is `{"event": ID, "ticket": {"id", "subject", "body", "group", "version", "urgent",
"attributes": {COLUMN: VALUE}}}`; all but the id and a text may be missing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from helpdesk.desk_kind import DeskKind
from service.errors import PayloadRefused
from service.events import TicketEvent

MAX_ID: Final = 200
MAX_ATTRIBUTES: Final = 50
MAX_ATTRIBUTE: Final = 1_000
ZENDESK_TICKETS: Final = "zen:event-type:ticket."
URGENT: Final = frozenset({"urgent", "1", "1 - critical", "4", "true"})


def ticket_event(desk: DeskKind, body: bytes) -> TicketEvent:
    """The event that a body tells of; raises PayloadRefused with the field that is wrong."""
    try:
        record = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise PayloadRefused("The body is not JSON.") from error
    if not isinstance(record, dict):
        raise PayloadRefused("The body is not a JSON object.")
    if desk is DeskKind.ZENDESK and "detail" in record:
        return _zendesk(_fields(record, "detail"), record, body)
    ticket = _fields(record, "ticket")
    told = _event(
        desk, body, record.get("event"), ticket, ticket.get("body"), ticket.get("group"),
        ticket.get("version"), ticket.get("urgent"),
    )  # fmt: skip
    return replace(told, attributes=_attributes(ticket))


def _zendesk(detail: Mapping[str, Any], record: Mapping[str, Any], body: bytes) -> TicketEvent:
    """An event as Zendesk's webhooks send it (`zen:event-type:ticket.created`)."""
    kind = _text(record.get("type"), "type")
    if kind and not kind.startswith(ZENDESK_TICKETS):
        raise PayloadRefused("This is no event of a ticket; subscribe to ticket events alone.")
    return _event(
        DeskKind.ZENDESK, body, record.get("id"), detail, detail.get("description"),
        detail.get("group_id"), detail.get("updated_at"), detail.get("priority"),
    )  # fmt: skip


def _event(  # noqa: PLR0917 - the fields in their order
    desk: DeskKind, raw: bytes, event: Any, ticket: Mapping[str, Any], body: Any, group: Any,
    version: Any, urgent: Any,
) -> TicketEvent:  # fmt: skip
    number = _text(ticket.get("id"), "id")
    if not number:
        raise PayloadRefused('The ticket has no "id".')
    subject, text = _text(ticket.get("subject"), "subject"), _text(body, "body")
    if not (subject + text).strip():
        raise PayloadRefused("The ticket has neither a subject nor a body.")
    stamp = _text(version, "version")
    # Without an id of its own an event is known by what it says: sent again, it is the same.
    named = _text(event, "event") or hashlib.sha256(raw).hexdigest()[:32]
    for each in (number, stamp, named):
        if len(each) > MAX_ID:
            raise PayloadRefused(f"An id is longer than {MAX_ID} characters.")
    is_urgent = urgent is True or str(urgent).strip().casefold() in URGENT
    return TicketEvent(desk, named, number, subject, text, _text(group, "group") or None, stamp,
                       is_urgent)  # fmt: skip


def _attributes(ticket: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Values of columns by their names; what has no value is left out."""
    if ticket.get("attributes") is None:
        return ()
    found = _fields(ticket, "attributes")
    if len(found) > MAX_ATTRIBUTES:
        raise PayloadRefused(f"The ticket has more than {MAX_ATTRIBUTES} attributes.")
    read = [(_text(name, "attributes"), _text(value, name)) for name, value in found.items()]
    if any(len(text) > MAX_ATTRIBUTE for pair in read for text in pair):
        raise PayloadRefused(f"An attribute is longer than {MAX_ATTRIBUTE} characters.")
    return tuple((name, value) for name, value in read if value)


def _fields(record: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = record.get(name)
    if not isinstance(found, dict):
        raise PayloadRefused(f'The body has no object "{name}".')
    return found


def _text(value: Any, name: str) -> str:
    """A text or a whole number as text; nothing is guessed from lists and objects."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise PayloadRefused(f'"{name}" is neither a text nor a number.')
    text = str(value)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise PayloadRefused(f'"{name}" holds half a character.') from error
    return text
