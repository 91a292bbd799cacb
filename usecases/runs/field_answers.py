"""What a run fills in beside the category: the fields of its workspace, ticket by ticket."""

from __future__ import annotations

from typing import Final

from routing.fields.heads import answers
from store import field_answers, runs
from store.workspace import Workspace
from usecases.actor import LOCAL_OWNER, Actor, Role
from usecases.fields.definitions import CHANGE, fields_of
from usecases.runs.request import RunRequest

MAX_TICKETS: Final = 100_000


def fill(workspace: Workspace, run_id: int, actor: Actor = LOCAL_OWNER) -> int:
    """Answer every field for the decided tickets of a run; how many answers there are.

    The answer for a ticket with a label comes from a head that never saw it. Of more than 100,000
    tickets the others get none.
    """
    actor.require(Role.MANAGER, CHANGE)
    fields = fields_of(workspace)
    if not fields:
        return 0
    tickets = field_answers.tickets(workspace, run_id, MAX_TICKETS)
    text = RunRequest.from_settings(runs.one(workspace, run_id).settings).text
    found = [each for of_field in answers(fields, tickets, text).values() for each in of_field]
    actual = {
        (field.name, ticket.key): value
        for field in fields
        for ticket in tickets
        if (value := field.actual(ticket))
    }
    field_answers.write(workspace, run_id, found, actual)
    return len(found)
