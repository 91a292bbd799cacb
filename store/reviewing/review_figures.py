"""What the reviews of a workspace come to: who decided what, how quickly, who agrees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import pandas as pd

from store.reviewing.reviews import Basis, Verdict
from store.workspace import Workspace

EVERY: Final = 10_000_000


def audit(
    workspace: Workspace,
    *,
    reviewer: str | None = None,
    verdict: Verdict | None = None,
    ticket: str | None = None,
    most: int = EVERY,
) -> pd.DataFrame:
    """Who decided what, when, on which policy and router version; newest first, None for any."""
    wanted = {"reviewer": reviewer, "verdict": verdict, "ticket": ticket, "most": most}
    return workspace.frame("reviews.audit", wanted)


def reviewers(workspace: Workspace) -> list[str]:
    """The names of all who ever reviewed."""
    return [name for (name,) in workspace.rows("reviews.reviewers")]


def by_basis(workspace: Workspace) -> dict[Basis, int]:
    """How many tickets have a standing review, by what the newest one had in view."""
    return {Basis(basis): int(n) for basis, n in workspace.rows("reviews.by_basis")}


def judged(workspace: Workspace) -> pd.DataFrame:
    """Suggestions that people had in view: reviewed_at, reviewer, accepted, seconds."""
    return workspace.frame("reviews.judged")


def by_reviewer(workspace: Workspace) -> pd.DataFrame:
    """What each reviewer did: decisions, median seconds, share accepted, overturned, skips.

    Overturned: decisions on which a later one of somebody else names another category.
    """
    return workspace.frame("reviews.by_reviewer")


@dataclass(frozen=True, slots=True)
class SecondLook:
    """What two people say of one ticket, the second without seeing the first."""

    first: str
    second: str
    first_reviewer: str
    second_reviewer: str


def twice(workspace: Workspace) -> list[SecondLook]:
    """The tickets that two people looked at, the oldest second look first."""
    return [SecondLook(*row) for row in workspace.rows("reviews.twice") if row[0]]


def newest(workspace: Workspace) -> int:
    """The number of the newest review, 0 before the first: a mark of the labels they made."""
    return int(workspace.rows("reviews.newest")[0][0])


def seconds_each(workspace: Workspace, *, shown: bool) -> tuple[int, float | None, float | None]:
    """How many decisions were timed, their mean and standard deviation in seconds.

    shown: those in view of a suggestion; else those from the ticket alone.
    """
    n, mean, sd = workspace.rows("reviews.seconds", {"shown": shown})[0]
    return int(n), mean, sd


@dataclass(frozen=True, slots=True)
class Pace:
    """How far the reviewing is; seconds: the reviewer's median, None before the first.

    today: decisions of this reviewer today; done: tickets decided by anyone; n: decisions timed.
    """

    today: int
    done: int
    n: int
    seconds: float | None

    def seconds_for(self, left: int) -> float | None:
        """How long so many tickets take this reviewer; None where the pace is not known."""
        return None if self.seconds is None else left * self.seconds


def pace(workspace: Workspace, reviewer: str) -> Pace:
    """What this reviewer has done and how long it took, bulk left out."""
    midnight = datetime.now(UTC).replace(tzinfo=None, hour=0, minute=0, second=0, microsecond=0)
    wanted = {"reviewer": reviewer, "midnight": midnight}
    return Pace(*workspace.rows("reviews.pace", wanted)[0])
