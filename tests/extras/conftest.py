"""A service over HTTP, with a profile that knows a few words."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest

from helpdesk.desk_kind import DeskKind
from routing import profile_archive
from routing.profile import RoutingProfile
from service.serving.open_profiles import Opens
from service.webhooks.signature import SCHEMES, sign
from settings import ServiceSettings
from tests.fakes.brokers import free_port
from tests.routing.conftest import profile

__all__ = ["profile"]

SECRET = "whsec-tests"  # noqa: S105 - it signs nothing real


@dataclass(frozen=True)
class Running:
    """A service that answers at `url`. key: of a caller."""

    service: object
    url: str
    key: str

    @property
    def client(self) -> httpx2.Client:
        return httpx2.Client(base_url=self.url, headers={"Authorization": f"Bearer {self.key}"})


@pytest.fixture
def published(profile: RoutingProfile, tmp_path: Path) -> Path:
    profile_archive.write(profile, tmp_path / "p.profile")
    return tmp_path / "p.profile"


@contextmanager
def serving(published: Path, folder: Path, opens: Opens) -> Iterator[Running]:
    """A whole server in a thread of its own."""
    import uvicorn  # noqa: PLC0415 - an extra

    from cli.service.api import served  # noqa: PLC0415
    from service.http.running import Service  # noqa: PLC0415

    settings = replace(
        ServiceSettings(), folder=folder, profile=published, zendesk_webhook_secret=SECRET,
        servicenow_webhook_secret=SECRET,
    )  # fmt: skip
    service = Service(settings, opens, None)
    service.start()
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(served(service), port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield Running(service, f"http://127.0.0.1:{port}/api", service.keys.add("tests", 0.0))
    server.should_exit = True
    thread.join(15)


@pytest.fixture
def running(published: Path, tmp_path: Path) -> Iterator[Running]:
    """One that needs no model of this machine."""
    with serving(published, tmp_path / "live", lambda each: each.open()) as running:
        yield running


def webhook(running: Running, body: bytes, desk: DeskKind = DeskKind.ZENDESK) -> httpx2.Response:
    """What a service answers to a signed event."""
    stamp = datetime.now(UTC).isoformat()
    scheme = SCHEMES[desk]
    told = {scheme.signature: sign(desk, SECRET, stamp, body), scheme.timestamp: stamp}
    address = f"{running.url}/v1/webhooks/{desk}"
    return httpx2.post(address, content=body, headers=told)
