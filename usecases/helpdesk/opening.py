"""A help desk is opened for a workspace: what it asked for in an earlier process still counts."""

from __future__ import annotations

from helpdesk.client import HelpDesk, Notice
from store.helpdesk import connections
from store.workspace import Workspace
from usecases.helpdesk.access import DeskAccess, Notify


def opened(
    workspace: Workspace, way: DeskAccess, notify: Notify, *, batched: bool = False
) -> HelpDesk:
    """A client that keeps to the waits the desk has asked for, across a kill as well.

    batched: many tickets in one write, where that was shown to be safe.
    """

    def remember(notice: Notice) -> None:
        if notice.held and notice.until:
            connections.keep_hold(workspace, way.kind, notice.held, notice.until)
        notify(notice)

    held = connections.holds(workspace, way.kind)
    return way.open(remember, batched=batched, held=held)
