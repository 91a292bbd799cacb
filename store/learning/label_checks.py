"""What the check of the labels found, kept until it is made anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Final

import pyarrow as pa

from store import settings
from store.queries import query
from store.workspace import Workspace

SCHEMA = pa.schema(
    [
        ("ticket_key", pa.int64()),
        ("category", pa.string()),
        ("suggested", pa.string()),
        ("confidence", pa.float64()),
        ("own_confidence", pa.float64()),
        ("agreeing", pa.int32()),
        ("neighbours", pa.int32()),
        ("doubt", pa.float64()),
        ("wrong", pa.bool_()),
    ]
)

# Where a review of a doubted label comes from, as the record says it.
RANKED: Final = "labels"
BY_LOT: Final = "labels by lot"


@dataclass(frozen=True, slots=True)
class LabelCheck:
    """One label held against models that never saw its ticket.

    confidence, own_confidence: how likely they find the suggested category, and the label.
    agreeing: how many of the nearest `neighbours` carry the suggested category.
    doubt: 0 to 1; wrong: whether the label is probably wrong.
    """

    ticket_key: int
    category: str
    suggested: str
    confidence: float
    own_confidence: float
    agreeing: int
    neighbours: int
    doubt: float
    wrong: bool

    @property
    def sentence(self) -> str:
        """Why the label is doubted, as a person would say it.

        >>> LabelCheck(1, "Fraud", "Billing", 0.94, 0.01, 3, 3, 0.98, True).sentence
        'Billing is 94 % likely and Fraud 1 %; 3 of the 3 nearest tickets are Billing.'
        """
        return (
            f"{self.suggested} is {self.confidence:.0%} likely and {self.category} "
            f"{self.own_confidence:.0%}; {self.agreeing} of the {self.neighbours} nearest tickets "
            f"are {self.suggested}."
        ).replace("%", " %")


@dataclass(frozen=True, slots=True)
class Doubted:
    """A label that is probably wrong, and what a person said of it on the work list.

    rank: its place by doubt, 0 for the most doubtful. lot: 0 to 1, the same for this ticket always.
    said: the category it was kept in or changed to; None while it is open.
    origin: whether it was decided at its rank (`RANKED`) or drawn by lot (`BY_LOT`).
    """

    key: int
    rank: int
    lot: float
    category: str
    said: str | None = None
    origin: str = ""

    @property
    def is_changed(self) -> bool:
        """Whether a person said that it belongs elsewhere."""
        return self.said is not None and self.said != self.category


def doubted(workspace: Workspace) -> list[Doubted]:
    """The labels that are probably wrong by the newest check, the most doubtful first.

    Those that were decided elsewhere since are left out.
    """
    rows = workspace.rows("label_checks.doubted", {"ranked": RANKED, "by_lot": BY_LOT})
    return [Doubted(*row) for row in rows]


def made_for(workspace: Workspace) -> str | None:
    """The labels that were checked (`baseline.labels_version`); None before any check."""
    kept = settings.LABEL_CHECKS.of(workspace)
    return str(kept["mark"]) if kept else None


def verdict(workspace: Workspace) -> str | None:
    """What the check had to say as a whole, where that was more than its list."""
    kept = settings.LABEL_CHECKS.of(workspace)
    return kept.get("verdict") if kept else None


def keep(
    workspace: Workspace, version: str, checks: Sequence[LabelCheck], verdict: str | None = None
) -> None:
    """Keep the findings in place of earlier ones, all or nothing."""
    with workspace.writing() as cursor:
        cursor.execute(query("label_checks.clear"))
        cursor.register("batch", pa.Table.from_pylist([asdict(c) for c in checks], schema=SCHEMA))
        cursor.execute(query("label_checks.write"))
    settings.LABEL_CHECKS.set(workspace, {"mark": version, "verdict": verdict})


def counts(workspace: Workspace) -> tuple[int, int]:
    """How many labels were looked at, and how many of them are probably wrong by now."""
    looked_at, doubtful = workspace.rows("label_checks.counts")[0]
    return int(looked_at), int(doubtful)


def of_ticket(workspace: Workspace, key: int) -> LabelCheck | None:
    """What was found about the label of one ticket."""
    rows = workspace.rows("label_checks.of_ticket", [key])
    return LabelCheck(key, *rows[0]) if rows else None
