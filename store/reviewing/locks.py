"""Who holds which ticket: one reviewer a ticket, kept in the workspace, free again in time.

A lock runs out by the seconds that this process has run, which nobody can set; one process has a
workspace open, so there is one such clock. Nothing here changes the revision of the workspace but a
decision.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, Final, Literal

import duckdb
import pyarrow as pa

from routing.decision import Alternative, Decision, Disposition, ReviewKind
from routing.errors import WorkspaceError
from store.queries import query
from store.reviewing import reviews
from store.reviewing.reviews import Review, Verdict
from store.tickets import EVERY_TICKET, Filters
from store.workspace import Workspace

Order = Literal["risk", "doubt", "sure"]

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


@dataclass(frozen=True, slots=True)
class ReviewFilter:
    """Which of the waiting tickets to offer, and in which order; None means any.

    order: `risk`: high risk first, then the oldest; `doubt`: the narrowest lead of the likeliest
        category first; `sure`: the highest confidence first.
    unplaced: only tickets of which the export does not say where they belong.
    selected: only these tickets, as selected on other screens.
    """

    order: Order = "risk"
    kind: ReviewKind | None = None
    category: str | None = None
    least: float = 0.0
    most: float = 1.0
    unplaced: bool = False
    selected: Filters = EVERY_TICKET

    @property
    def wanted(self) -> bool:
        """Whether tickets that were asked for by hand belong to it: not where it is narrowed."""
        is_any = self.kind is None and self.category is None and self.selected == EVERY_TICKET
        return is_any and (self.least, self.most) == (0, 1)

    def parameters(self) -> dict[str, Any]:
        """What the queries take of it; the selection is applied to what they find."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "selected"}


def begin(workspace: Workspace) -> None:
    """After opening: what a process before this one held is kept for its reviewers for a while."""
    workspace.execute("review_locks.begin", {"until": clock() + HOLD_SECONDS}, aside=True)


def review_queue(
    workspace: Workspace,
    run_id: int,
    filters: ReviewFilter,
    risky: frozenset[str],
    drawn_share: float = 0.0,
) -> pa.Table:
    """The tickets of a run that wait, in the order they are offered in: ticket_key, place.

    drawn_share: the share drawn by lot for a blind look; these are left out where the filters ask
        for a suggestion, for then it is known before the look.

    It holds what the policy sends to a person, decided or not, so that it need not be read again
    at every step.
    """
    told = filters.category is not None or (filters.least, filters.most) != (0, 1)
    told = told or filters.selected.asks_run
    share = drawn_share if told else 0.0
    wanted = {**filters.parameters(), "run_id": run_id, "risky": sorted(risky), "share": share}
    frame = workspace.frame("review_locks.review_queue", wanted)
    return pa.Table.from_pandas(frame, preserve_index=False)


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
        _rows(cursor, "review_locks.tidy", who)
        if not _rows(cursor, "review_locks.mine", who):
            _rows(cursor, "review_locks.inherit", who)
        held = [Claim(*found) for found in _rows(cursor, "review_locks.mine", who)]
        _rows(cursor, "review_locks.renew", who)
        if len(held) >= count:
            return held
        cursor.register("queued", waiting)
        second = {"permille": round(1000 * second_looks), "reviewer": holder.reviewer}
        while len(held) < count:
            again = _rows(cursor, "review_locks.second", second) if second_looks else []
            found = again or _next(
                cursor, holder.reviewer, blind_looks, wanted=wanted, ahead=len(held)
            )
            if not found:
                break
            claim = Claim(found[0][0], blind=bool(again))
            _rows(cursor, "review_locks.take", {**who, **asdict(claim)})
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
        _rows(cursor, "review_locks.tidy", who)
        _rows(cursor, "review_locks.renew", who)
        held = [Claim(*found) for found in _rows(cursor, "review_locks.mine", who)]
        taken = {key for (key,) in _rows(cursor, "review_locks.held", {})}
        free = (key for key in keys if key not in taken)
        for key, _ in zip(free, range(count - len(held)), strict=False):
            claim = Claim(key, blind=False)
            _rows(cursor, "review_locks.take", {**who, **asdict(claim)})
            held.append(claim)
        return held


def disputed(workspace: Workspace, reviewer: str) -> list[int]:
    """The tickets that two others judged differently and nobody has settled, oldest first."""
    return [key for (key,) in workspace.rows("review_locks.disputed", {"reviewer": reviewer})]


def _next(
    cursor: duckdb.DuckDBPyConnection,
    reviewer: str,
    looks: BlindLooks | None,
    *,
    wanted: bool,
    ahead: int,
) -> list[tuple[Any, ...]]:
    """The next free ticket; ahead: how many this reviewer holds already and decides before it."""
    asked = wanted and bool(_rows(cursor, "review_locks.any_wanted", {})[0][0])
    who = {"reviewer": reviewer, "share": looks.share if looks else 0.0}
    return (
        (asked and _rows(cursor, "review_locks.next_wanted", who))
        or _blind_look(cursor, reviewer, looks, ahead)
        or _rows(cursor, "review_locks.next", who)
        or _blind_look(cursor, reviewer, looks)
        or (_rows(cursor, "review_locks.last_wanted", who) if asked else [])
        or _rows(cursor, "review_locks.next", {**who, "share": 0.0})
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
        ((done,),) = _rows(cursor, "review_locks.decided", {"reviewer": reviewer})
        if (done + ahead + 1) % BLIND_EVERY:
            return []
    return _rows(cursor, "blind_looks.next", {**asdict(looks), "reviewer": reviewer})


def tabs(workspace: Workspace, holder: Holder) -> list[str]:
    """The other tabs of this process in which this reviewer holds a ticket."""
    return [session for (session,) in workspace.rows("review_locks.tabs", asdict(holder))]


def decide(workspace: Workspace, review: Review, holder: Holder, now: float | None = None) -> int:
    """Record the review of a held ticket and give that ticket free, in one transaction.

    Raises WorkspaceError where somebody else holds the ticket by now, or has decided it.
    """
    who = {**asdict(holder), "now": _at(now), "ticket_key": review.ticket_key}
    with workspace.writing() as cursor:
        if _rows(cursor, "review_locks.held_by_others", who)[0][0]:
            raise WorkspaceError(TAKEN)
        mine = [key for key, _ in _rows(cursor, "review_locks.mine", who)]
        number = reviews.write(cursor, review, only_if_open=review.ticket_key not in mine)
        if review.verdict is not Verdict.NOTED:
            _rows(cursor, "review_locks.release_one", who)
        return number


def retake(workspace: Workspace, claim: Claim, holder: Holder, now: float | None = None) -> bool:
    """Hold that very ticket instead of the present ones; False where another has it."""
    at = _at(now)
    who = {**asdict(holder), **asdict(claim), "now": at, "until": at + HOLD_SECONDS}
    with workspace.writing(aside=True) as cursor:
        _rows(cursor, "review_locks.tidy", who)
        if _rows(cursor, "review_locks.held_by_others", who)[0][0]:
            return False
        _rows(cursor, "review_locks.release", who)
        _rows(cursor, "review_locks.take", who)
        return True


def renew(workspace: Workspace, holder: Holder, now: float | None = None) -> None:
    """Hold on to what is on screen for another while."""
    at = _at(now)
    held = {"session": holder.session, "now": at, "until": at + HOLD_SECONDS}
    workspace.execute("review_locks.renew", held, aside=True)


def release(workspace: Workspace, holder: Holder) -> None:
    """Give free what this holder has."""
    workspace.execute("review_locks.release", {"session": holder.session}, aside=True)


def left(workspace: Workspace, waiting: pa.Table, *, wanted: bool = True) -> int:
    """How many tickets still wait, those on somebody's screen included, blind looks left out."""
    with workspace.reading() as cursor:
        cursor.register("queued", waiting)
        found = _rows(cursor, "review_locks.left", {})
        if wanted and _rows(cursor, "review_locks.any_wanted", {})[0][0]:
            found += _rows(cursor, "review_locks.left_wanted", {})
        return sum(count for (count,) in found)


def others(workspace: Workspace, holder: Holder, now: float | None = None) -> list[str]:
    """The names of the other people who hold a ticket right now."""
    who = {"session": holder.session, "reviewer": holder.reviewer, "now": _at(now)}
    return [name for (name,) in workspace.rows("review_locks.others", who)]


def answer(workspace: Workspace, run_id: int, ticket_key: int) -> Decision | None:
    """What the run says of a ticket; None where it has not decided on it."""
    rows = workspace.rows("review_locks.answer", {"run_id": run_id, "ticket_key": ticket_key})
    if not rows:
        return None
    category, confidence, others, reason, disposition, why, kind, error, router = rows[0]
    return Decision(
        ticket_key, category, confidence, router, reason=reason, error=error, review_reason=why,
        alternatives=tuple(Alternative(**other) for other in others),
        disposition=Disposition(disposition), review_kind=ReviewKind(kind) if kind else None,
    )  # fmt: skip


def judgements(workspace: Workspace, ticket_key: int) -> list[tuple[str, str, str]]:
    """What people say of a ticket, the newest of each: category, note, reviewer; oldest first."""
    rows = workspace.rows("review_locks.judgements", [ticket_key])
    return [(category, note, reviewer) for category, note, reviewer in rows]


def wanted_by(workspace: Workspace, ticket_key: int) -> str | None:
    """Who asked for this ticket by hand and why, in one sentence; None where nobody did."""
    anything = workspace.rows("review_locks.any_wanted")[0][0]
    rows = workspace.rows("review_locks.wanted_by", [ticket_key]) if anything else []
    if not rows:
        return None
    verdict, reviewer, note = rows[0]
    if verdict != Verdict.SENT:
        return "two reviewers judged it differently"
    return f"{reviewer} asked for it" + (f": {note}" if note else "")


def _at(now: float | None) -> float:
    return clock() if now is None else now


def _rows(
    cursor: duckdb.DuckDBPyConnection, name: str, wanted: dict[str, Any]
) -> list[tuple[Any, ...]]:
    """The rows of the named query, given of `wanted` what it asks for."""
    statement = query(name)
    needed = {key: value for key, value in wanted.items() if f"${key}" in statement}
    return cursor.execute(statement, needed).fetchall()
