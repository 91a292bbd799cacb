"""Webhooks of help desks: nothing is answered with 202 that is not on the disk."""

from __future__ import annotations

import time
from http import HTTPStatus
from typing import Annotated

from fastapi import FastAPI, Path, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from helpdesk.desk_kind import DeskKind
from service.http import openapi, problems, schemas
from service.http.running import Service
from service.webhooks import signature
from service.webhooks.payloads import ticket_event


def add_webhooks(app: FastAPI, service: Service) -> None:
    """`POST /v1/webhooks/{desk}`."""

    @app.post(
        "/v1/webhooks/{desk}", status_code=HTTPStatus.ACCEPTED, response_model=schemas.Accepted,
        openapi_extra=openapi.WEBHOOK, responses={key: openapi.PROBLEMS[key] for key in (401, 404)},
    )  # fmt: skip
    async def webhook(request: Request, desk: Annotated[DeskKind, Path()]) -> Response:
        """Take a signed event of a ticket; told again, it is taken once."""
        secret = service.settings.webhook_secret(desk)
        if not secret:
            detail = f"Set {desk.value.upper()}_WEBHOOK_SECRET to take webhooks of {desk.product}."
            return problems.problem(HTTPStatus.NOT_FOUND, detail)
        body, now = await request.body(), time.time()
        signature.verify(desk, secret, request.headers, body, now)
        event = ticket_event(desk, body)
        new = await run_in_threadpool(service.inbox.add, event, now)
        service.metrics.accepted(desk, new=new)
        told = schemas.Accepted(event=event.event, new=new)
        return Response(told.model_dump_json(), HTTPStatus.ACCEPTED, media_type="application/json")
