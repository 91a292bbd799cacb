"""The HTTP API within the app, where its packages and a profile are there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec

from starlette.routing import BaseRoute, Mount

from settings import Settings

PACKAGES = ("fastapi", "celery", "limits", "prometheus_client")


def _nothing() -> None:
    """There is nothing to start or stop."""


@dataclass(frozen=True, slots=True)
class Mounted:
    """Routes for an application, to be started and stopped with it."""

    routes: tuple[BaseRoute, ...] = ()
    start: Callable[[], None] = _nothing
    stop: Callable[[], None] = _nothing


def mounted(settings: Settings) -> Mounted:
    """The API under /api; nothing where no profile is named or a package is missing."""
    named = settings.service.profile is not None
    if not named or not all(map(find_spec, PACKAGES)):
        return Mounted()
    # Only here: the app itself does without these packages.
    from service.http.api import application  # noqa: PLC0415
    from service.http.running import Service  # noqa: PLC0415
    from service.queue.celery_broker import broker_of  # noqa: PLC0415
    from service.serving.opening import opener  # noqa: PLC0415

    broker = broker_of(settings.service.broker)
    service = Service(settings.service, opener(settings), broker)
    return Mounted((Mount("/api", application(service)),), service.start, service.stop)
