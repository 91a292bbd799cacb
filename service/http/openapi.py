"""What FastAPI cannot see of the API, as its OpenAPI document shows it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI

from service.http import schemas
from service.webhooks import signature

IDEMPOTENCY_KEY: Final = "Idempotency-Key"
MAX_KEY: Final = 200
PROBLEMS: Final[dict[int | str, dict[str, Any]]] = {
    status: {
        "description": HTTPStatus(status).phrase,
        "content": {
            "application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemOut"}}
        },
    }
    for status in (400, 401, 404, 409, 413, 422, 429, 503)
}
SECURED: Final[dict[str, Any]] = {"security": [{"key": []}]}
COMPONENTS: Final[dict[str, Any]] = {
    "securitySchemes": {
        "key": {
            "type": "http", "scheme": "bearer",
            "description": "A key of `python -m service key add NAME`",
        }
    }
}  # fmt: skip
ROUTE: Final[dict[str, Any]] = SECURED | {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": {"$ref": "#/components/schemas/RouteRequest"}}
        },
    },
    "parameters": [
        {
            "name": IDEMPOTENCY_KEY, "in": "header", "required": False,
            "schema": {"type": "string", "maxLength": MAX_KEY},
        }
    ],
}  # fmt: skip


WEBHOOK: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"type": "object"}}},
        "description": "A Zendesk ticket event, or {event, ticket: {id, subject, body, group, "
        "version, urgent}}",
    },
    "parameters": [
        {"name": name, "in": "header", "required": False, "schema": {"type": "string"}}
        for name in (
            signature.ZENDESK_SIGNATURE, signature.ZENDESK_TIMESTAMP, signature.SIGNATURE,
            signature.TIMESTAMP,
        )
    ],
}  # fmt: skip


def complete(app: FastAPI) -> None:
    """What is read by hand stands in the OpenAPI document, too."""
    made = app.openapi

    def openapi() -> dict[str, Any]:
        document: dict[str, Any] = made()
        components = document.setdefault("components", {})
        components |= COMPONENTS
        asked = schemas.RouteRequest.model_json_schema(ref_template="#/components/schemas/{model}")
        parts = asked.pop("$defs", {})
        more = {"RouteRequest": asked, "ProblemOut": schemas.ProblemOut.model_json_schema()}
        components.setdefault("schemas", {}).update(parts | more)
        return document

    app.openapi = openapi
