"""`python -m service api --profile P --port N`: the HTTP API by itself."""

from __future__ import annotations

import argparse
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import uvicorn

from service.http.api import application
from service.http.body_limit import App, Receive, Scope, Send
from service.http.running import STOP_SECONDS, Service
from service.queue.celery_broker import broker_of
from service.serving.opening import opener
from settings import Settings

MAX_CONNECTIONS: Final = 2_000
PREFIX: Final = "/api"


def add_arguments(parser: argparse.ArgumentParser, _name: str) -> None:
    """Declare what the command takes."""
    add = parser.add_argument
    add("--profile", metavar="P.profile", type=Path, help="what answers; else ROUTECASE_PROFILE")
    add("--host", default="127.0.0.1", help="where it listens; 127.0.0.1 is this machine alone")
    add("--port", type=int, default=8600)
    add("--key-for", metavar="HOST", action="append", default=[], help="a host that the model's "
        "key may go to")  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Serve until a signal; what is in flight is answered, for at most 8 seconds."""
    settings = Settings.from_environment()
    own = settings.service
    if args.profile:
        own = replace(own, profile=args.profile)
    service = Service(own, opener(settings, args.key_for), broker_of(own.broker))
    service.start()
    config = uvicorn.Config(
        served(service), host=args.host, port=args.port, log_level="warning", access_log=False,
        timeout_graceful_shutdown=int(STOP_SECONDS), limit_concurrency=MAX_CONNECTIONS,
        backlog=MAX_CONNECTIONS,
    )  # fmt: skip
    uvicorn.Server(config).run()
    return 0


def served(service: Service) -> App:
    """The API under /api, as in the app; the service ends with it.

    What a mount in another application does, without the application: that costs as much as
    answering from a cache.
    """

    @asynccontextmanager
    async def lifespan(_app: Any) -> AsyncIterator[None]:
        yield
        service.stop()

    api = application(service, lifespan)

    async def under_prefix(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(f"{PREFIX}/"):
            scope = {**scope, "root_path": scope.get("root_path", "") + PREFIX}
        await api(scope, receive, send)

    return under_prefix
