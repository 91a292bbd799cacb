"""What a failed write means for its ticket, the same at every desk."""

from __future__ import annotations

from collections.abc import Awaitable
from http import HTTPStatus
from typing import Final

from helpdesk.assignments import Answer, Assignment, Result
from helpdesk.errors import DeskRefused, DeskStopped, NoAnswer, NotSent

_REFUSALS: Final[dict[int, Result]] = {
    HTTPStatus.FORBIDDEN: Result.FORBIDDEN,
    HTTPStatus.NOT_FOUND: Result.GONE,
    HTTPStatus.METHOD_NOT_ALLOWED: Result.GONE,  # Freshdesk, for a ticket that was deleted
    HTTPStatus.GONE: Result.GONE,
    HTTPStatus.CONFLICT: Result.FAILED,
}


def refused(refusal: DeskRefused) -> Result:
    """What a refusal with that status means."""
    return _REFUSALS.get(refusal.status, Result.REFUSED)


def written(name: str, assignment: Assignment, now: str | None) -> Answer:
    """What a write came to after which the ticket is in the group `now`."""
    ticket = assignment.ticket
    if now == assignment.group:
        return Answer(ticket, Result.DONE, group=now)
    if now == assignment.seen.group:
        reason = f"{name} took the request and left the group as it was."
        return Answer(ticket, Result.REFUSED, reason, now)
    return Answer(ticket, Result.OVERLAPPED, "Assigned, but a rule moved it on.", now)


async def answer(ticket: str, name: str, write: Awaitable[Answer]) -> Answer:
    """The answer to the write, or the one that stands for its error. name: of the desk."""
    try:
        return await write
    except (NotSent, DeskStopped) as error:
        return Answer(ticket, Result.NOT_SENT, str(error))
    except (NoAnswer, ArithmeticError, LookupError, TypeError, ValueError):
        return Answer(ticket, Result.NO_ANSWER, f"{name}'s answer was lost.")
    except DeskRefused as refusal:
        return Answer(ticket, refused(refusal), f"{name}: {refusal}")
