"""The HTTP API, mounted under /api by `app.py` or served alone."""

from __future__ import annotations

import json
import time
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response

from jobs.errors import ExpectedError
from routing.version import VERSION
from service.http import openapi, problems, schemas
from service.http.body_limit import BodyLimit
from service.http.running import Service
from service.http.webhook_endpoint import add_webhooks
from service.storage.api_keys import ApiKey

NO_KEY: Final = "Send `Authorization: Bearer KEY`; `python -m service key add NAME` makes one."


def caller(request: Request) -> ApiKey:
    """Who asks; raises 401 for nobody, 429 where they ask too much."""
    service: Service = request.app.state.service
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    is_bearer = scheme.lower() == "bearer"
    key = service.keys.find(given.strip(), time.time()) if is_bearer else None
    if key is None:
        raise HTTPException(HTTPStatus.UNAUTHORIZED, NO_KEY, {"WWW-Authenticate": "Bearer"})
    if wait := service.rates.wait(key):
        detail = f"The key {key.name} may ask {key.rate}; wait {wait} seconds."
        raise HTTPException(HTTPStatus.TOO_MANY_REQUESTS, detail, {"Retry-After": str(wait)})
    return key


def application(service: Service, lifespan: Any = None) -> FastAPI:
    """The API of a service; who makes it starts and stops the service.

    lifespan: runs only where the API is served alone.
    """
    app = FastAPI(
        title="RouteCase", version=VERSION, docs_url="/docs", redoc_url=None, lifespan=lifespan,
        responses={key: openapi.PROBLEMS[key] for key in (400, 413, 422, 503)},
    )  # fmt: skip
    app.state.service = service
    app.add_middleware(BodyLimit)
    _add_handlers(app)
    _add_routing(app, service)
    add_webhooks(app, service)
    _add_health(app, service)
    openapi.complete(app)
    return app


def _add_routing(app: FastAPI, service: Service) -> None:
    """`POST /v1/route` and `GET /v1/decisions/{ticket_id}`."""
    refused = {key: openapi.PROBLEMS[key] for key in (401, 429)}

    @app.post(
        "/v1/route", response_model=schemas.RouteReply, openapi_extra=openapi.ROUTE,
        responses={**refused, 409: openapi.PROBLEMS[409]},
    )  # fmt: skip
    async def route(request: Request) -> Response:
        """Decide where 1 to 100 tickets go; the same Idempotency-Key gives the same answer."""
        # Checked here rather than by FastAPI, which takes a third as long as routing a ticket.
        key, body = caller(request), await request.body()
        asked = schemas.RouteRequest.model_validate_json(body)
        again = request.headers.get(openapi.IDEMPOTENCY_KEY)
        if again is None:
            return _json(await service.answer(asked))
        if len(again) > openapi.MAX_KEY:
            detail = f"The Idempotency-Key is longer than {openapi.MAX_KEY} characters."
            return problems.problem(HTTPStatus.UNPROCESSABLE_ENTITY, detail)
        return await _once(service, key, again, body, asked)

    @app.get(
        "/v1/decisions/{ticket_id}", response_model=schemas.DecisionReply,
        responses={**refused, 404: openapi.PROBLEMS[404]}, openapi_extra=openapi.SECURED,
    )  # fmt: skip
    async def decision(ticket_id: str, request: Request) -> Response:
        """The newest decision on a ticket, and what came of it at the desk."""
        caller(request)
        found = await run_in_threadpool(service.newest, ticket_id)
        if found is None:
            detail = f"No decision on the ticket {ticket_id} is known here."
            return problems.problem(HTTPStatus.NOT_FOUND, detail)
        return _json(json.dumps(found))


async def _once(
    service: Service, key: ApiKey, idempotency_key: str, body: bytes, asked: schemas.RouteRequest
) -> Response:
    """The answer under an Idempotency-Key: given once, and again to whoever asks again."""
    earlier = await run_in_threadpool(
        service.replies.begin, key.name, idempotency_key, body, time.time()
    )
    match earlier.standing.name:
        case "ANSWERED":
            return _json(earlier.body)
        case "RUNNING":
            detail = "The first request of this Idempotency-Key is being answered; ask again."
            return problems.problem(HTTPStatus.CONFLICT, detail, {"Retry-After": "1"})
        case "OTHER":
            detail = "This Idempotency-Key was used for another request; choose a new one."
            return problems.problem(HTTPStatus.CONFLICT, detail)
    try:
        answer = await service.answer(asked)
    except BaseException:
        await run_in_threadpool(service.replies.forget, key.name, idempotency_key)
        raise
    await run_in_threadpool(service.replies.keep, key.name, idempotency_key, answer)
    return _json(answer)


def _add_health(app: FastAPI, service: Service) -> None:
    @app.get("/healthz", response_model=schemas.Health)
    async def healthz() -> Response:
        """Whether the process answers."""
        return _json('{"status": "alive"}')

    @app.get("/readyz", response_model=schemas.Health)
    async def readyz() -> Response:
        """Whether it can route."""
        if not service.is_ready:
            detail = "No profile is open yet, or the service is about to end."
            return problems.problem(HTTPStatus.SERVICE_UNAVAILABLE, detail)
        return _json('{"status": "ready"}')

    @app.get("/metrics", response_class=Response)
    async def metrics() -> Response:
        """Figures for Prometheus."""
        text = await run_in_threadpool(service.metrics.text)
        return Response(text, media_type="text/plain; version=0.0.4")


def _add_handlers(app: FastAPI) -> None:
    @app.exception_handler(HTTPException)
    async def http(_request: Request, error: HTTPException) -> Response:
        return problems.problem(error.status_code, str(error.detail), error.headers)

    @app.exception_handler(ValidationError)
    @app.exception_handler(RequestValidationError)
    async def invalid(
        _request: Request, error: RequestValidationError | ValidationError
    ) -> Response:
        wrong = [
            {"where": ".".join(map(str, each["loc"])), "what": each["msg"]}
            for each in error.errors()
        ]
        first = wrong[0] if wrong else {"where": "body", "what": "cannot be read"}
        detail = f"{first['where']}: {first['what']}."
        return problems.problem(HTTPStatus.UNPROCESSABLE_ENTITY, detail, errors=wrong)

    @app.exception_handler(ExpectedError)
    async def expected(_request: Request, error: ExpectedError) -> Response:
        return problems.of(error)

    @app.exception_handler(Exception)
    async def unexpected(_request: Request, _error: Exception) -> Response:
        detail = "An unexpected error; it stands in the log."
        return problems.problem(HTTPStatus.INTERNAL_SERVER_ERROR, detail)


def _json(text: str) -> Response:
    return Response(text, media_type="application/json")
