"""Many updates in one request: Zendesk carries them out in a background job."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

from helpdesk.assignments import Answer, Assignment, Result
from helpdesk.connection import Connection
from helpdesk.errors import DeskRefused, DeskStopped, HelpDeskError, NoAnswer
from helpdesk.replies import number_id
from helpdesk.zendesk.records import update

# Polls of one job; each wait is so many times the one before.
MAX_POLLS: Final = 3
LONGER: Final = 4.0
# The first wait follows how long the last job took, within these seconds.
MIN_WAIT: Final = 0.5
MAX_WAIT: Final = 5.0
# So long is waited, in seconds, before each try of the proof that stamps count.
PROOF_PAUSES: Final = (0.0, 0.5, 1.0, 2.0, 4.0)
_OTHER_TROUBLE: Final = (
    "invalid", "forbid", "denied", "notfound", "not found", "unavailable", "internal", "timeout",
)  # fmt: skip
_ENDED: Final = frozenset({"completed", "failed", "killed"})


class Jobs:
    """Updates up to 100 tickets with one request and a few polls.

    first_wait: seconds before the first poll; later ones follow how long a job took.
    """

    def __init__(self, connection: Connection, first_wait: float = 1.0) -> None:
        self._connection = connection
        self._wait = first_wait

    async def update(self, assignments: Sequence[Assignment]) -> list[Answer]:
        """What came of each; raises DeskRefused when the request as a whole was refused."""
        tickets = [
            {"id": number_id(each.ticket), **update(each), **_tags(each)} for each in assignments
        ]
        try:
            reply = await self._connection.write(
                "PUT", "/api/v2/tickets/update_many", {"tickets": tickets}
            )
            job = await self._ended(reply.fields["job_status"])
        except (NoAnswer, KeyError, TypeError):
            return all_alike(assignments, Result.NO_ANSWER, "Zendesk's answer was lost.")
        if job is None:
            return all_alike(assignments, Result.NO_ANSWER, "Zendesk did not end the job in time.")
        return self._answers(assignments, job)

    async def _ended(self, job: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """The job when it has ended; None when it did not within the polls it is given."""
        started, wait = time.monotonic(), self._wait
        for _ in range(MAX_POLLS):
            if job["status"] in _ENDED:
                break
            await asyncio.sleep(wait)
            wait *= LONGER
            try:
                reply = await self._connection.get_once(f"/api/v2/job_statuses/{job['id']}")
                job = reply.fields["job_status"]
            except DeskStopped:
                return None  # the job may have been carried out all the same
            except HelpDeskError:
                continue
        if job["status"] not in _ENDED:
            return None
        self._wait = min(MAX_WAIT, max(MIN_WAIT, time.monotonic() - started))
        return job

    def _answers(self, assignments: Sequence[Assignment], job: Mapping[str, Any]) -> list[Answer]:
        told = results(job, [each.ticket for each in assignments])
        unsaid = f"Zendesk's job {job['status']} without a word on this ticket."
        answers = []
        for each in assignments:
            result = told.get(each.ticket, {})
            if result.get("error") or result.get("success") is False:
                reason = self._connection.hide(_reason(result))
                answers.append(Answer(each.ticket, Result.FAILED, reason))
            elif result.get("success"):
                answers.append(Answer(each.ticket, Result.DONE, group=each.group))
            else:
                answers.append(Answer(each.ticket, Result.NO_ANSWER, unsaid))
        return answers


def results(job: Mapping[str, Any], tickets: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    """The job's result of each ticket; a failed one may name its place in the request instead.

    >>> job = {"results": [{"id": 7, "success": True}, {"index": 1, "error": "Conflict"}]}
    >>> sorted(results(job, ["7", "8"]))
    ['7', '8']
    """
    found: dict[str, Mapping[str, Any]] = {}
    listed = job.get("results")
    for result in listed if isinstance(listed, list) else ():
        if not isinstance(result, Mapping):
            continue
        place = result.get("index")
        if result.get("id") is not None:
            found[str(result["id"])] = result
        elif isinstance(place, int) and 0 <= place < len(tickets):
            found.setdefault(tickets[place], result)
    return found


def _reason(result: Mapping[str, Any]) -> str:
    said = [str(result[key]) for key in ("error", "details") if result.get(key)]
    return "Zendesk: " + (": ".join(said) or "not updated")


def _tags(assignment: Assignment) -> dict[str, Any]:
    remark = assignment.remark
    if remark.removed:
        return {"tags": remark.tags_beside(assignment.seen.tags)}
    return {"additional_tags": list(remark.tags)} if remark.tags else {}


def all_alike(assignments: Sequence[Assignment], result: Result, reason: str) -> list[Answer]:
    """The same answer for each."""
    return [Answer(each.ticket, result, reason) for each in assignments]


async def honours_stamps(
    jobs: Jobs, stale: Assignment, pauses: Sequence[float] = PROOF_PAUSES
) -> bool | None:
    """Whether a job refuses an update of an open ticket whose stamp is out of date.

    stale: an out-of-date stamp with the ticket's present group, so that nothing can change,
        however often it is tried.
    None when Zendesk gave no clear answer.
    """
    for pause in pauses:
        await asyncio.sleep(pause)
        try:
            (answer,) = await jobs.update([stale])
        except DeskRefused as refusal:
            if refusal.status != HTTPStatus.CONFLICT:
                return None
        else:
            if answer.result is Result.DONE:
                return False
            if answer.result is Result.FAILED and not _is_other_trouble(answer.reason):
                return True
    return None


def _is_other_trouble(reason: str) -> bool:
    """Whether an update failed for something that says nothing of its stamp."""
    said = reason.casefold()
    return any(word in said for word in _OTHER_TROUBLE)
