"""A file of the service in memory, an event, and a profile on disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from routing import profile_archive
from routing.profile import RoutingProfile
from service import functions
from service.events import TicketEvent
from service.storage.database import IN_MEMORY, Database
from service.storage.inbox import Inbox
from tests.routing.conftest import profile

__all__ = ["profile"]


@pytest.fixture
def database() -> Iterator[Database]:
    made = Database(IN_MEMORY)
    yield made
    made.close()


@pytest.fixture
def inbox(database: Database) -> Inbox:
    return Inbox(database)


@pytest.fixture
def file(profile: RoutingProfile, tmp_path: Path) -> Path:
    profile_archive.write(profile, tmp_path / "first.profile")
    return tmp_path / "first.profile"


@pytest.fixture
def deployed(file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The environment of a cloud function with that profile, which has not been called yet."""
    monkeypatch.setenv("ROUTECASE_PROFILE", str(file))
    functions.opened.cache_clear()
    yield
    functions.opened.cache_clear()


def event(number: int = 1, **known: object) -> TicketEvent:
    values = {"subject": "", "body": f"refund {number}", "group": "1", "version": "0"}
    return TicketEvent("zendesk", f"E{number}", f"T{number}", **(values | known))  # type: ignore[arg-type]
