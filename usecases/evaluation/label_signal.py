"""Whether a run says more than chance would: without that no saving may be claimed."""

from __future__ import annotations

from routing.evaluation.confusion import from_counts
from routing.evaluation.labels.signal import Signal, signal_of
from store import decisions
from store.runs import Run
from store.workspace import Workspace
from usecases.cache import kept_by_revision


@kept_by_revision
def signal(workspace: Workspace, run_id: int) -> Signal | None:
    """What the labelled tickets of a run say about their labels; None where there are none."""
    rows = decisions.confused(workspace, run_id, one_of_each=True)
    if not rows:
        return None
    pairs = decisions.copies(workspace, run_id)
    return signal_of(from_counts(rows), from_counts(pairs) if pairs else None)


def unrelated_labels(workspace: Workspace, run: Run | None) -> str | None:
    """The sentence that the labels of a run do not follow its texts; None where they do."""
    found = signal(workspace, run.run_id) if run else None
    return found.sentence if found and found.follows is False else None
