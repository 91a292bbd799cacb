"""A push of three tickets, one of which somebody moved in the middle of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from helpdesk.assignments import Remark
from helpdesk.journal import Outcome, Planned, Status
from store.helpdesk import pushes
from store.helpdesk.archive import open_archive
from store.helpdesk.pushes import PlannedRow
from store.workspace import Workspace

AT = datetime(2026, 4, 1, tzinfo=UTC)


@pytest.fixture
def pushed(workspace: Workspace) -> int:
    """The number of the push."""
    open_archive(workspace, "zendesk", "Zendesk", "https://acme.zendesk.com")
    tags = Remark(("routecase", "routecase_billing", "priority_high"))
    plan = [PlannedRow(Planned(f"T-{n}", "9", "1", tags), "Billing", 0.9) for n in (1, 2, 3)]
    number = pushes.start(workspace, "zendesk", 1, "Ada", plan)
    pushes.Journal(workspace, number).settle([
        Outcome("T-1", Status.ASSIGNED, "", AT, "1", written=True),
        Outcome("T-2", Status.ASSIGNED, "", AT, "1", written=True),
        Outcome("T-3", Status.CONFLICT, "Somebody moved it.", AT, "2"),
    ])  # fmt: skip
    return number
