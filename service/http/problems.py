"""What goes wrong over HTTP, as application/problem+json (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from starlette.responses import Response

from jobs.errors import ExpectedError
from service import errors

STATUS: Mapping[type[ExpectedError], HTTPStatus] = {
    errors.SignatureRefused: HTTPStatus.UNAUTHORIZED,
    errors.PayloadRefused: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.Overloaded: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.Stopping: HTTPStatus.SERVICE_UNAVAILABLE,
}
RETRY_SECONDS = "5"


def problem(
    status: int, detail: str, headers: Mapping[str, str] | None = None, **more: Any
) -> Response:
    """One problem; detail: a sentence that says what to do."""
    title = HTTPStatus(status).phrase
    body = {"type": "about:blank", "title": title, "status": int(status), "detail": detail, **more}
    told = dict(headers or {})
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        told.setdefault("Retry-After", RETRY_SECONDS)
    return Response(json.dumps(body), status, told, media_type="application/problem+json")


def of(error: ExpectedError) -> Response:
    """An expected error: what its kind stands for, else 503, for a provider cannot be asked."""
    return problem(STATUS.get(type(error), HTTPStatus.SERVICE_UNAVAILABLE), str(error))
