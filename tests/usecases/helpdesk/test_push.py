"""Who may write to a help desk, and what is not pushed."""

from __future__ import annotations

import pytest

from helpdesk.credentials import BearerToken
from helpdesk.desk_kind import DeskKind
from helpdesk.push import Watcher
from jobs import Control, Jobs, Meter
from usecases.actor import Actor, NotAllowed, Role
from usecases.helpdesk.access import DeskAccess
from usecases.helpdesk.mapping import map_by_name, set_groups
from usecases.helpdesk.push import PushRequest, push, start_push
from usecases.helpdesk.ticket_import import import_desk, start_desk_import
from usecases.helpdesk.undo import start_undo, undo

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
