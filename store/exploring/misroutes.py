"""The three kinds of misroutes: of people, of the router, and labels that are probably wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

import pandas as pd

from store.tickets import Filters
from store.workspace import Workspace

Kind = Literal["people", "router", "labels"]
OUTCOMES: Final[dict[Kind, str]] = {
    "people": "moved", "router": "misroute", "labels": "doubtful",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ExtraHandling:
    """How much longer a ticket took that people had put elsewhere first, and how sure that is.

    n: such tickets whose handle time is known, in categories that have others to compare with.
    """

    n: int
    seconds: float
    standard_error: float


def cells(workspace: Workspace, filters: Filters, run_id: int | None) -> pd.DataFrame:
    """The matching tickets on which a kind could go wrong, counted by kind, way and week.

    week: of creation, missing where the export does not say; start, finish: from where to where;
    is_wrong: whether the way is a misroute of its kind; tickets: how many. filters.outcome does
    not count here: the kinds are outcomes themselves.
    """
    return workspace.frame("misroutes.cells", replace(filters, outcome=None).parameters(run_id))


def extra_handling(workspace: Workspace) -> ExtraHandling | None:
    """What a human misroute costs in handle time; None where the export does not say."""
    n, seconds, error = workspace.rows("misroutes.extra_handling")[0]
    return ExtraHandling(int(n), float(seconds), float(error or 0.0)) if n else None


def texts(workspace: Workspace, keys: Sequence[int]) -> pd.DataFrame:
    """Key, subject and body of these tickets."""
    return workspace.frame("misroutes.texts", {"keys": list(keys)})


def others(
    workspace: Workspace, categories: Sequence[str], keys: Sequence[int], most: int
) -> list[str]:
    """Texts of some tickets of these categories that went the right way, those keys left out."""
    wanted = {"categories": list(categories), "keys": list(keys), "most": most}
    return [text for (text,) in workspace.rows("misroutes.others", wanted)]
