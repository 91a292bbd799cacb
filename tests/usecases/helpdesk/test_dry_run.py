"""A dry run says of each ticket whether it would be written, and why not."""

from __future__ import annotations

import pytest

from helpdesk.desk_kind import DeskKind
from helpdesk.errors import DeskMisuse
from store.helpdesk.pushes import Decided
from usecases.helpdesk.dry_run import Remarks, dry_run, hindrance

GROUPS = {"1": "Billing"}


@pytest.mark.parametrize(
    ("changed", "group", "says"),
    [
        ({}, "1", ""), ({}, None, "has no group"), ({}, "9", "is gone"),
        ({"status": "closed"}, "1", "closed"), ({"status": "merged"}, "1", "merged"),
        ({"status": "solved"}, "1", "history"), ({"status": "deleted"}, "1", "deleted"),
        ({"disposition": "review", "hindrance": "low confidence"}, "1", "person: low confidence"),
        ({"disposition": "unknown"}, "1", "person: unknown"),
        ({"moved": True}, "1", "moved it after"), ({"moved": True, "reviewer": "Ada"}, "1", ""),
    ],
)  # fmt: skip
def test_each_ticket_that_is_not_pushed_has_its_reason(changed, group, says):
    fields = {"status": "open", "disposition": "auto", "hindrance": "", **changed}
    found = hindrance(
        Decided(ticket="7", group=None, category="Billing", confidence=0.9, reason="", **fields),
        group,
        GROUPS,
    )
    assert says in found
    assert bool(found) is bool(says)


@pytest.mark.parametrize(
    ("desk", "remarks", "says"),
    [(DeskKind.ZENDESK, Remarks(), "no run"), (DeskKind.FRESHDESK, Remarks(note=True), "no run")],
)
def test_a_run_that_is_not_there_is_refused(desk, remarks, says, workspace):
    with pytest.raises(DeskMisuse, match=says):
        dry_run(workspace, desk, 7, remarks)
