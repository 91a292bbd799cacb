"""What the check of the labels found, kept until it is made anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

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


def made_for(workspace: Workspace) -> str | None:
    """The mark of the labels that were checked (`baseline.labels_now`); None before any check."""
    kept = settings.LABEL_CHECKS.of(workspace)
    return str(kept["mark"]) if kept else None


def verdict(workspace: Workspace) -> str | None:
    """What the check had to say as a whole, where that was more than its list."""
    kept = settings.LABEL_CHECKS.of(workspace)
    return kept.get("verdict") if kept else None


def keep(
    workspace: Workspace, mark: str, checks: Sequence[LabelCheck], verdict: str | None = None
) -> None:
    """Keep the findings in place of earlier ones, all or nothing."""
    with workspace.writing() as cursor:
        cursor.execute(query("label_checks.clear"))
        cursor.register("batch", pa.Table.from_pylist([asdict(c) for c in checks], schema=SCHEMA))
        cursor.execute(query("label_checks.write"))
    settings.LABEL_CHECKS.set(workspace, {"mark": mark, "verdict": verdict})


def counts(workspace: Workspace) -> tuple[int, int]:
    """How many labels were looked at, and how many of them are probably wrong by now."""
    looked_at, doubtful = workspace.rows("label_checks.counts")[0]
    return int(looked_at), int(doubtful)


def of_ticket(workspace: Workspace, key: int) -> LabelCheck | None:
    """What was found about the label of one ticket."""
    rows = workspace.rows("label_checks.of_ticket", [key])
    return LabelCheck(key, *rows[0]) if rows else None
