"""Who may write to a help desk, and what is not pushed."""

from __future__ import annotations

import pytest

from helpdesk.credentials import BearerToken
from helpdesk.desk_kind import DeskKind
from helpdesk.errors import DeskMisuse
from helpdesk.push import Watcher
from jobs import Control, Jobs, Meter
from store.helpdesk.pushes import Decided
from usecases.actor import Actor, NotAllowed, Role
from usecases.helpdesk.access import DeskAccess
from usecases.helpdesk.mapping import map_by_name, set_groups
from usecases.helpdesk.push import (
    PushRequest,
    Remarks,
    dry_run,
    hindrance,
    push,
    start_push,
    start_undo,
    undo,
)
from usecases.helpdesk.ticket_import import import_desk, start_desk_import

KIND = DeskKind.ZENDESK
WAY = DeskAccess(KIND, "https://acme.zendesk.com", BearerToken("canary"))
EVE = Actor("Eve", Role.REVIEWER)
DEEDS = {
    "push": lambda w: push(w, WAY, PushRequest(1, EVE), Watcher()),
    "start a push": lambda w: start_push(Jobs(), w, WAY, PushRequest(1, EVE)),
    "undo": lambda w: undo(w, WAY, 1, EVE, Watcher()),
    "start an undo": lambda w: start_undo(Jobs(), w, WAY, 1, EVE),
    "map by name": lambda w: map_by_name(w, KIND, EVE),
    "map by hand": lambda w: set_groups(w, KIND, {}, EVE),
    "import": lambda w: import_desk(w, WAY, EVE, Control(), Meter(), notify=lambda _: None),
    "start an import": lambda w: start_desk_import(Jobs(), w, WAY, EVE, since=None, history=True),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_a_reviewer_may_neither_write_nor_map_nor_read_in(deed, workspace):
    with pytest.raises(NotAllowed, match=r"Only a manager may .*; Eve is a reviewer"):
        DEEDS[deed](workspace)


GROUPS = {"1": "Billing"}


@pytest.mark.parametrize(
    ("changed", "group", "says"),
    [
        ({}, "1", ""), ({}, None, "has no group"), ({}, "9", "is gone"),
        ({"status": "closed"}, "1", "closed"), ({"status": "merged"}, "1", "merged"),
        ({"status": "solved"}, "1", "history"), ({"status": "deleted"}, "1", "deleted"),
        ({"disposition": "review", "hindrance": "low confidence"}, "1", "person: low confidence"),
        ({"disposition": "unknown"}, "1", "person: unknown"),
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
