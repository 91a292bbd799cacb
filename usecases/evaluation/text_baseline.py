"""The textbook's router on the labelled tickets of a workspace, computed in the background."""

from __future__ import annotations

from typing import Final

from jobs import Control, Job, Jobs, Meter
from routing.evaluation.folds import assign_folds, group_near_duplicates
from routing.evaluation.text_baseline import tfidf_predictions
from store import tickets
from store.learning import baseline
from store.workspace import Workspace

FOLDS: Final = 5
MIN_TICKETS: Final = 30


def job_key(workspace: Workspace) -> str:
    """The key of its job: beside the workspace's own, so that it is in nobody's way."""
    return f"{workspace.path} (baseline)"


def is_fresh(workspace: Workspace) -> bool:
    """Whether it was computed for the labels as they are now."""
    return baseline.computed_for(workspace) == baseline.labels_version(workspace)


def start_baseline(jobs: Jobs, workspace: Workspace) -> Job:
    """Start to compute it; the job that is going on already where there is one."""
    going = jobs.at(job_key(workspace))
    if going and going.live:
        return going
    return jobs.start(
        job_key(workspace),
        lambda: Job("baseline", "TF-IDF baseline", lambda c, m: _do(workspace, c, m)),
    )


def _do(workspace: Workspace, control: Control, meter: Meter) -> str:
    labels_version = baseline.labels_version(workspace)
    labelled = tickets.labelled(workspace)
    labels = [ticket.category or "" for ticket in labelled]
    if len(labels) < MIN_TICKETS or len(set(labels)) == 1:
        baseline.keep(workspace, labels_version, [], [], [])
        return "too few labelled tickets"
    meter.begin("Looking for near-duplicates", FOLDS + 1)
    texts = [ticket.text for ticket in labelled]
    groups = group_near_duplicates(texts)

    def learning(done: int, total: int) -> None:
        control.checkpoint()
        meter.begin("Learning from the other tickets", total + 1, done + 1)

    folds = assign_folds(labels, groups, FOLDS)
    predicted = tfidf_predictions(texts, labels, folds, learning)
    control.checkpoint()
    baseline.keep(workspace, labels_version, [t.key for t in labelled], predicted, groups.tolist())
    return "finished"
