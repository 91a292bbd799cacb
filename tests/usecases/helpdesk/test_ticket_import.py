"""A help desk is read into the workspace: once whole, then what changed; its groups are a start."""

from __future__ import annotations

import pytest

from helpdesk.credentials import BasicAuth
from helpdesk.desk_kind import DeskKind
from helpdesk.reading import Read
from jobs import Control, Meter
from store import taxonomies, tickets
from store.helpdesk import desk_groups
from store.workspace import Workspace
from tests.fakes.helpdesk.behaviour import Behaviour
from tests.fakes.helpdesk.process import help_desk
from tests.fakes.helpdesk.server import SECRET
from usecases.actor import LOCAL_OWNER
from usecases.helpdesk.access import DeskAccess
from usecases.helpdesk.ticket_import import import_desk, in_words

WAY = DeskAccess(DeskKind.FRESHDESK, "https://acme.freshdesk.com", BasicAuth(SECRET, "X"))


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (Read(0, 0), "0 tickets that are new or changed read from Freshdesk"),
        (Read(1_200, 0), "1,200 tickets that are new or changed read from Freshdesk"),
        (Read(3, 4_500), "3 tickets that are new or changed and 4,500 changes of groups read"),
    ],
)
def test_what_a_reading_came_to_is_told(found: Read, says: str):
    assert in_words(WAY, found).startswith(says)


def test_all_is_read_once_and_then_nothing_and_the_groups_are_the_first_categories(
    workspace: Workspace,
):
    with help_desk(DeskKind.FRESHDESK, Behaviour(tickets=5)) as running:
        way = DeskAccess(DeskKind.FRESHDESK, running.url, WAY.credentials)
        first, second = (
            import_desk(
                workspace, way, LOCAL_OWNER, Control(), Meter(), notify=lambda _: None,
                history=False,
            )
            for _ in range(2)
        )  # fmt: skip
    assert (first.tickets, second.tickets) == (5, 0)
    assert tickets.count(workspace) == 5
    version = taxonomies.current_or_labels(workspace)
    assert version is not None
    groups = [group.name for group in desk_groups.groups(workspace, DeskKind.FRESHDESK)]
    assert sorted(version.taxonomy.names) == sorted(groups)
