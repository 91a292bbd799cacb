"""What cloud functions share: a profile that is opened once and answers; nothing else is kept.

They return decisions and write to no desk: two calls about one ticket would know nothing of each
other.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from routing import profile_archive
from routing.profile import OpenProfile
from service.decision_record import shown_decision
from service.errors import PayloadRefused, ServiceError
from service.http import schemas
from service.serving.opening import opener
from settings import Settings

Read = TypeVar("Read", bound=BaseModel)


@cache
def opened() -> tuple[OpenProfile, str]:
    """The profile of this instance and its fingerprint; opened at the first call."""
    settings = Settings.from_environment()
    if settings.service.profile is None:
        raise ServiceError("Set ROUTECASE_PROFILE to the published profile in the package.")
    profile = profile_archive.read(settings.service.profile)
    return opener(settings)(profile), profile.fingerprint


def route(body: str | bytes) -> str:
    """The answer to a request of `POST /v1/route`; raises PayloadRefused for another one."""
    return json.dumps(_answer(_read(schemas.RouteRequest, body).tickets))


def route_message(body: str | bytes) -> dict[str, Any]:
    """The decision on the one ticket of a queue's message, with the profile that gave it."""
    told = _answer([_read(schemas.TicketIn, body)])
    return {"profile": told["profile"], **told["decisions"][0]}


def _read(schema: type[Read], body: str | bytes) -> Read:
    try:
        return schema.model_validate_json(body)
    except ValidationError as error:
        raise PayloadRefused(_first(error)) from error


def _answer(asked: Sequence[schemas.TicketIn]) -> dict[str, Any]:
    profile, fingerprint = opened()
    tickets = [each.as_ticket() for each in asked]
    given = profile.route(tickets)
    shown = [shown_decision(a.id, b) for a, b in zip(tickets, given, strict=True)]
    return {"profile": fingerprint, "decisions": shown}


def _first(error: ValidationError) -> str:
    wrong = error.errors()[0]
    return f"{'.'.join(map(str, wrong['loc'])) or 'body'}: {wrong['msg']}."
