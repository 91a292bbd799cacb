"""The two sides of the lot: tickets that were held out, and those that were routed."""

from __future__ import annotations

import pandas as pd

from store.workspace import Workspace


def seconds(workspace: Workspace, run_id: int) -> pd.DataFrame:
    """Tickets of a run that are done: month, held_out, seconds of people's sorting."""
    return workspace.frame("hold_out.seconds", {"run_id": run_id})
