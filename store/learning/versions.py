"""What routers learned from people: the labels they may learn from, and how each was judged."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa

from routing.evaluation.statistics.intervals import Difference, Interval, Measured
from routing.learning.learning_curve import Point
from routing.ticket import Ticket
from store import settings
from store.queries import query
from store.reviewing.reviews import Basis
from store.ticket_columns import to_tickets
from store.tickets import HISTORY_LIMIT
from store.workspace import Workspace

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_JUDGED: Final = 1_000
MAX_SHARE: Final = 200
CURVE: Final = pa.schema(
    [("labels", pa.int64()), ("judged_on", pa.int64())]
    + [
        (f"{figure}{end}", pa.float64())
        for figure in ("accuracy", "coverage")
        for end in ("", "_low", "_high")
    ]
)


class LearnFrom(StrEnum):
    """Which labels routers learn from, beside those of the export.

    GOLD: blind looks. REVIEWS: also what a person decided in view of a suggestion. ALL: also what
    was accepted in bulk.
    """

    GOLD = "gold"
    REVIEWS = "reviews"
    ALL = "all"


BASES: Final[Mapping[LearnFrom, tuple[Basis, ...]]] = {
    LearnFrom.GOLD: (Basis.BLIND, Basis.GUIDED),
    LearnFrom.REVIEWS: (Basis.BLIND, Basis.GUIDED, Basis.SHOWN),
    LearnFrom.ALL: tuple(Basis),
}


@dataclass(frozen=True, slots=True)
class Labels:
    """How many tickets there are and where their labels come from.

    labelled: with a label of any kind. exported: with a category in the file; reviewed: with a
    standing review; blind: those of them that were drawn and decided without a suggestion.
    newest_review: number of the newest review, 0 before the first.
    """

    tickets: int
    labelled: int
    exported: int
    reviewed: int
    blind: int
    newest_review: int


@dataclass(frozen=True, slots=True)
class Version:
    """A router trained from reviews, and how it was judged against the one at work.

    last_review: the newest review it may have learned from.
    labels: labelled tickets it learned from.
    held_back: judged on held-back tickets; else out-of-fold, as too few of those had a label.
    before: accuracy of the one at work on the same tickets.
    proposal: what the precision dial proposes for it.
    version_id, created_at: known once it is recorded.
    """

    taxonomy_id: int
    fingerprint: str
    last_review: int
    labels: int
    put_to_work: bool
    why: str
    held_back: bool
    accuracy: Measured
    before: float
    difference: Difference
    proposal: Mapping[str, Any]
    seconds: float
    version_id: int = 0
    created_at: datetime | None = None


def labels(workspace: Workspace) -> Labels:
    """Where the labels of the tickets come from."""
    return Labels(*workspace.rows("learning.counts")[0])


def learn_from(workspace: Workspace) -> LearnFrom:
    """Which reviews routers of this workspace learn from."""
    return LearnFrom(settings.LEARN_FROM.of(workspace))


def labels_since(workspace: Workspace, review: int) -> int:
    """How many tickets are to be learned with another label than after that review."""
    wanted = {"last": review, "bases": BASES[learn_from(workspace)]}
    return int(workspace.rows("learning.labels_since", wanted)[0][0])


def permille(workspace: Workspace) -> int:
    """How many of a thousand tickets are held back: 0 before the first version."""
    return settings.HELD_BACK.of(workspace)


def hold_back(workspace: Workspace) -> None:
    """Settle once and for all which tickets measure routers and are never learned from.

    A fifth of all tickets, less where that would be more than a thousand labelled ones. Which
    ones follows from their keys alone, so tickets that come later are part of it.
    """
    if not permille(workspace):
        known = max(1, labels(workspace).exported)
        share = min(MAX_SHARE, max(1, 1_000 * MAX_JUDGED // known))
        settings.HELD_BACK.set(workspace, share)


def labelled(workspace: Workspace, last_review: int | None = None) -> list[Ticket]:
    """Tickets to learn from as of that review, or now; in random order, but always the same."""
    return _labelled(workspace, last_review, BASES[learn_from(workspace)], gold=False)


def gold(workspace: Workspace, last_review: int | None = None) -> list[Ticket]:
    """Tickets to judge by, with their gold labels as of that review; in the same order."""
    return _labelled(workspace, last_review, BASES[LearnFrom.GOLD], gold=True)


def _labelled(
    workspace: Workspace, last_review: int | None, bases: Sequence[Basis], *, gold: bool
) -> list[Ticket]:
    wanted = {"last": last_review, "most": HISTORY_LIMIT, "bases": bases, "gold": gold}
    return to_tickets(workspace.rows("learning.labelled", wanted))


def held_back_keys(workspace: Workspace) -> frozenset[int]:
    """Keys of the labelled tickets that are held back by their key alone."""
    rows = workspace.rows("learning.held_back_keys", {"permille": permille(workspace)})
    return frozenset(int(key) for (key,) in rows)


def versions(workspace: Workspace) -> list[Version]:
    """All versions, newest first."""
    return [_version(row) for row in workspace.rows("learning.versions")]


def at_work(workspace: Workspace) -> Version | None:
    """The version that runs use: the newest that was put to work."""
    return next((v for v in versions(workspace) if v.put_to_work), None)


def add(workspace: Workspace, version: Version, points: Sequence[Point]) -> int:
    """Record a version with its learning curve; its number."""
    wanted = asdict(version)
    for name in ("version_id", "created_at", "last_review"):
        del wanted[name]
    wanted |= {
        "last_review_id": version.last_review, "judged_on": version.accuracy.n,
        "proposal": json.dumps(dict(version.proposal)),
        **_flat("accuracy", version.accuracy), **_flat("difference", version.difference),
    }  # fmt: skip
    rows = [
        {
            "labels": point.labels, "judged_on": point.accuracy.n,
            **_flat("accuracy", point.accuracy), **_flat("coverage", point.coverage),
        }
        for point in points
    ]  # fmt: skip
    with workspace.writing() as cursor:
        (number,) = cursor.execute(query("learning.add_version"), wanted).fetchone() or (0,)
        cursor.register("batch", pa.Table.from_pylist(rows, schema=CURVE))
        cursor.execute(query("learning.add_curve"), {"version_id": number})
    return int(number)


def curve(workspace: Workspace, version_id: int) -> list[Point]:
    """What routers that learned from fewer labels did on the tickets of that version."""
    return [
        Point(labels, _measured(n, *accuracy), _measured(n, *coverage))
        for labels, n, *figures in workspace.rows("learning.curve", [version_id])
        for accuracy, coverage in [(figures[:3], figures[3:])]
    ]


def held_of_run(workspace: Workspace, run_id: int) -> NDArray[np.int64]:
    """Keys of the tickets of a run that are held back."""
    wanted = {"run_id": run_id, "permille": permille(workspace)}
    return workspace.frame("learning.held_of_run", wanted)["ticket_key"].to_numpy()


def doubts(workspace: Workspace, run_id: int, keys: Sequence[int]) -> pd.DataFrame:
    """What a run makes of these tickets: ticket_key, text, doubt (0 to 1)."""
    return workspace.frame("learning.doubts", {"run_id": run_id, "keys": list(keys)})


def _flat(name: str, figure: Measured | Difference) -> dict[str, float]:
    between = figure.interval
    low, high = (between.low, between.high) if between else (figure.value, figure.value)
    return {name: figure.value, f"{name}_low": low, f"{name}_high": high}


def _measured(n: int, value: float, low: float, high: float) -> Measured:
    return Measured(value, n, Interval(low, high, "Wilson"))


def _version(row: tuple[Any, ...]) -> Version:
    number, taxonomy, mark, last, labels, used, why, held, n, *rest = row
    accuracy, low, high, before, value, least, most, proposal, seconds, at = rest
    return Version(
        taxonomy, mark, last, labels, used, why, held,
        _measured(n, accuracy, low, high), before,
        Difference(value, n, Interval(least, most, "Bonett-Price, paired")),
        json.loads(proposal), seconds, number, at,
    )  # fmt: skip
