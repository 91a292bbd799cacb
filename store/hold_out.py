"""Which tickets of an export went to people by lot after routing had begun."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from store.settings import HOLD_OUT
from store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class HoldOut:
    """How later tickets say who was held out: a column of theirs, what stands in it, from when."""

    attribute: str
    value: str
    since: date


def chosen_hold_out(workspace: Workspace) -> HoldOut | None:
    """What somebody chose; None where no ticket came after routing had begun."""
    kept = HOLD_OUT.of(workspace)
    if kept is None:
        return None
    try:
        since = date.fromisoformat(kept["since"])
        return HoldOut(str(kept["attribute"]), str(kept["value"]), since)
    except (KeyError, TypeError, ValueError):
        return None


def keep_hold_out(workspace: Workspace, hold_out: HoldOut | None) -> None:
    """Remember it; from now on the other tickets since that day were not sorted by people."""
    said = hold_out and {**asdict(hold_out), "since": hold_out.since.isoformat()}
    HOLD_OUT.set(workspace, said or None)
