"""Who holds which ticket: one reviewer a ticket, kept in the workspace, free again in time.

A lock runs out by the seconds that this process has run, which nobody can set; one process has a
workspace open, so there is one such clock. Nothing here changes the revision of the workspace but a
decision.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import duckdb
import pyarrow as pa

from routing.errors import WorkspaceError
from store.reviewing import reviews
from store.reviewing.reviews import Review, Verdict
from store.reviewing.waiting import rows_of
from store.workspace import Workspace

# While there are drawn tickets, every fifth decision of a reviewer is a blind look.
BLIND_EVERY: Final = 5

# A tab renews its claim every half minute; browsers slow hidden tabs down to once a minute.
HOLD_SECONDS: Final = 180.0
# Tabs live as long as the process they are connected to: a claim of another one has no tab.
THIS_PROCESS: Final = uuid.uuid4().hex
TAKEN: Final = "Somebody else has this ticket by now; nothing was recorded. Take the next one."


def clock() -> float:
    """Seconds that go on evenly, whatever is done to the time of day."""
    return time.monotonic()


@dataclass(frozen=True, slots=True)
class Holder:
    """A reviewer in one browser tab."""

    reviewer: str
    session: str
    server: str = THIS_PROCESS


@dataclass(frozen=True, slots=True)
class Claim:
    """A ticket that is held; blind: for a second look that does not see the first."""

    ticket_key: int
    blind: bool


@dataclass(frozen=True, slots=True)
class BlindLooks:
    """The tickets of a run that are drawn by lot; share: of all its tickets, 0 to 1."""

    run_id: int
    share: float


def begin(workspace: Workspace) -> None:
    """After opening: what a process before this one held is kept for its reviewers for a while."""
    workspace.execute("review_locks.begin", {"until": clock() + HOLD_SECONDS}, aside=True)


def hold(
    workspace: Workspace,
    waiting: pa.Table,
    holder: Holder,
    count: int = 1,
    *,
    wanted: bool = True,
    second_looks: float = 0.0,
    blind_looks: BlindLooks | None = None,
    closed: Sequence[str] = (),
    now: float | None = None,
) -> list[Claim]:
    """The tickets this holder has, in their order, and the next free ones until there are `count`.

    wanted: offer what was asked for by hand, too, and first.
    second_looks: share of the reviewed tickets that a second reviewer looks at blind.
    blind_looks: the tickets drawn by lot; None where they are offered like all others.
    closed: tabs of this reviewer that are known to be closed; what they hold comes back first.
    """
    at = _at(now)
    who = {**asdict(holder), "now": at, "until": at + HOLD_SECONDS, "closed": list(closed)}
    with workspace.writing(aside=True) as cursor:
        rows_of(cursor, "review_locks.tidy", who)
        if not rows_of(cursor, "review_locks.mine", who):
            rows_of(cursor, "review_locks.inherit", who)
        held = [Claim(*found) for found in rows_of(cursor, "review_locks.mine", who)]
        rows_of(cursor, "review_locks.renew", who)
        if len(held) >= count:
            return held
        cursor.register("queued", waiting)
        second = {"permille": round(1000 * second_looks), "reviewer": holder.reviewer}
        while len(held) < count:
            again = rows_of(cursor, "review_locks.second", second) if second_looks else []
            found = again or _next(
                cursor, holder.reviewer, blind_looks, wanted=wanted, ahead=len(held)
            )
            if not found:
                break
            claim = Claim(found[0][0], blind=bool(again))
            rows_of(cursor, "review_locks.take", {**who, **asdict(claim)})
            held.append(claim)
        return held


def hold_these(
    workspace: Workspace,
    holder: Holder,
    keys: Sequence[int],
    count: int = 1,
    now: float | None = None,
) -> list[Claim]:
    """The tickets this holder has, and the first free ones of these until there are `count`."""
    at = _at(now)
    who = {**asdict(holder), "now": at, "until": at + HOLD_SECONDS}
    with workspace.writing(aside=True) as cursor:
        rows_of(cursor, "review_locks.tidy", who)
        rows_of(cursor, "review_locks.renew", who)
        held = [Claim(*found) for found in rows_of(cursor, "review_locks.mine", who)]
        taken = {key for (key,) in rows_of(cursor, "review_locks.held", {})}
        free = (key for key in keys if key not in taken)
        for key, _ in zip(free, range(count - len(held)), strict=False):
            claim = Claim(key, blind=False)
            rows_of(cursor, "review_locks.take", {**who, **asdict(claim)})
            held.append(claim)
        return held


def _next(
    cursor: duckdb.DuckDBPyConnection,
    reviewer: str,
    looks: BlindLooks | None,
    *,
    wanted: bool,
    ahead: int,
) -> list[tuple[Any, ...]]:
    """The next free ticket; ahead: how many this reviewer holds already and decides before it."""
    asked = wanted and bool(rows_of(cursor, "review_locks.any_wanted", {})[0][0])
    who = {"reviewer": reviewer, "share": looks.share if looks else 0.0}
    return (
        (asked and rows_of(cursor, "review_locks.next_wanted", who))
        or _blind_look(cursor, reviewer, looks, ahead)
        or rows_of(cursor, "review_locks.next", who)
        or _blind_look(cursor, reviewer, looks)
        or (rows_of(cursor, "review_locks.last_wanted", who) if asked else [])
        or rows_of(cursor, "review_locks.next", {**who, "share": 0.0})
    )


def _blind_look(
    cursor: duckdb.DuckDBPyConnection,
    reviewer: str,
    looks: BlindLooks | None,
    ahead: int | None = None,
) -> list[tuple[Any, ...]]:
    """The next drawn ticket; ahead: only where it is the reviewer's turn after so many others."""
    if looks is None or not looks.share:
        return []
    if ahead is not None:
        ((done,),) = rows_of(cursor, "review_locks.decided", {"reviewer": reviewer})
        if (done + ahead + 1) % BLIND_EVERY:
            return []
    return rows_of(cursor, "blind_looks.next", {**asdict(looks), "reviewer": reviewer})


def tabs(workspace: Workspace, holder: Holder) -> list[str]:
    """The other tabs of this process in which this reviewer holds a ticket."""
    return [session for (session,) in workspace.rows("review_locks.tabs", asdict(holder))]


def decide(workspace: Workspace, review: Review, holder: Holder, now: float | None = None) -> int:
    """Record the review of a held ticket and give that ticket free, in one transaction.

    Raises WorkspaceError where somebody else holds the ticket by now, or has decided it.
    """
    who = {**asdict(holder), "now": _at(now), "ticket_key": review.ticket_key}
    with workspace.writing() as cursor:
        if rows_of(cursor, "review_locks.held_by_others", who)[0][0]:
            raise WorkspaceError(TAKEN)
        mine = [key for key, _ in rows_of(cursor, "review_locks.mine", who)]
        number = reviews.write(cursor, review, only_if_open=review.ticket_key not in mine)
        if review.verdict is not Verdict.NOTED:
            rows_of(cursor, "review_locks.release_one", who)
        return number


def retake(workspace: Workspace, claim: Claim, holder: Holder, now: float | None = None) -> bool:
    """Hold that very ticket instead of the present ones; False where another has it."""
    at = _at(now)
    who = {**asdict(holder), **asdict(claim), "now": at, "until": at + HOLD_SECONDS}
    with workspace.writing(aside=True) as cursor:
        rows_of(cursor, "review_locks.tidy", who)
        if rows_of(cursor, "review_locks.held_by_others", who)[0][0]:
            return False
        rows_of(cursor, "review_locks.release", who)
        rows_of(cursor, "review_locks.take", who)
        return True


def renew(workspace: Workspace, holder: Holder, now: float | None = None) -> None:
    """Hold on to what is on screen for another while."""
    at = _at(now)
    held = {"session": holder.session, "now": at, "until": at + HOLD_SECONDS}
    workspace.execute("review_locks.renew", held, aside=True)


def release(workspace: Workspace, holder: Holder) -> None:
    """Give free what this holder has."""
    workspace.execute("review_locks.release", {"session": holder.session}, aside=True)


def others(workspace: Workspace, holder: Holder, now: float | None = None) -> list[str]:
    """The names of the other people who hold a ticket right now."""
    who = {"session": holder.session, "reviewer": holder.reviewer, "now": _at(now)}
    return [name for (name,) in workspace.rows("review_locks.others", who)]


def _at(now: float | None) -> float:
    return clock() if now is None else now
