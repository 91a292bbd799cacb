"""What people made of pushed tickets: the share they left where it was put.

An upper bound of accuracy, for not every wrongly routed ticket is moved.
"""

from __future__ import annotations

from dataclasses import dataclass

from routing.evaluation.statistics.intervals import Measured, proportion
from store.helpdesk import pushes
from store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class KeptShare:
    """Share of assigned tickets that people left in their group, by all later readings.

    share: None where no assigned ticket was read again yet. moved: how many were moved on.
    """

    share: Measured | None
    moved: int


def kept_share(workspace: Workspace, run_id: int | None = None) -> KeptShare:
    """Over the pushes of a run, or of all."""
    return _share(list(pushes.kept(workspace, run_id).values()))


def kept_by_push(workspace: Workspace) -> dict[int, KeptShare]:
    """The same of each push."""
    return {number: _share([found]) for number, found in pushes.kept(workspace).items()}


def _share(found: list[tuple[int, int]]) -> KeptShare:
    n, kept = sum(n for n, _ in found), sum(kept for _, kept in found)
    return KeptShare(proportion(kept, n), n - kept)
