"""What correcting the doubted labels would do to what a router learns from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from jobs import Control, Job, Jobs, Meter
from roi.numbers import percent
from routing.evaluation.statistics.intervals import Difference, Interval, paired_difference
from routing.routers.embedded.embedder import Embeds
from routing.routers.embedded.label_probabilities import label_probabilities
from routing.routers.embedded.learning_progress import Learning, no_progress
from routing.taxonomy import Taxonomy
from routing.ticket import Ticket
from store import settings, tickets
from store.learning import label_checks
from store.workspace import Workspace
from usecases.actor import LOCAL_OWNER, Actor, Role
from usecases.labels.check import with_labels
from usecases.runs.embedding_model import embedder
from usecases.runs.request import RunRequest

NOTHING: Final = "No label is doubted: check the labels first."


@dataclass(frozen=True, slots=True)
class CorrectionGain:
    """How often quick models are right on the labels nobody doubts.

    before, after: learned from the labels as they are, and from the corrected ones; never from the
    ticket itself. difference: of the two on the same tickets.
    changed: how many labels differ between the two.
    """

    before: float
    after: float
    changed: int
    difference: Difference

    def in_words(self) -> str:
        """The gain as a sentence."""
        return (
            f"Learned from the labels as they are, {percent(self.before)} of "
            f"{self.difference.n:,} undoubted labels are found again; with {self.changed:,} "
            f"labels corrected {percent(self.after)}: "
            f"{self.difference.in_words('the labels as they are')}."
        )


def job_key(workspace: Workspace) -> str:
    """The key of its job: beside the workspace's own."""
    return f"{workspace.path} (correction gain)"


def kept(workspace: Workspace) -> CorrectionGain | None:
    """What was measured last; None before."""
    found = settings.CORRECTION_GAIN.of(workspace)
    if found is None:
        return None
    interval = Interval(found["low"], found["high"], found["method"])
    difference = Difference(found["value"], int(found["n"]), interval)
    return CorrectionGain(found["before"], found["after"], int(found["changed"]), difference)


def start(jobs: Jobs, workspace: Workspace, models: Path, actor: Actor = LOCAL_OWNER) -> Job:
    """Measure it in the background."""
    actor.require(Role.REVIEWER, "measure what correcting labels does")
    return jobs.start(
        job_key(workspace),
        lambda: Job("gain", "Corrected labels", lambda c, m: measure(workspace, models, c, m)),
    )


def measure(workspace: Workspace, models: Path, control: Control, meter: Meter) -> str:
    """Measure it in this thread; how it ended."""
    found = label_checks.doubted(workspace)
    if not found:
        return NOTHING
    labelled = tickets.labelled(workspace)
    corrected = {
        each.key: each.said or suggested(workspace, each.key) or each.category for each in found
    }
    taxonomy = with_labels(
        workspace, {t.category or "" for t in labelled} | set(corrected.values())
    )

    def learning(phase: str, done: int, total: int) -> None:
        control.checkpoint()
        meter.begin(phase, total, done)

    gain = gain_of(taxonomy, labelled, corrected, embedder(models), learning)
    ends = gain.difference.interval
    settings.CORRECTION_GAIN.set(
        workspace,
        {
            "before": gain.before, "after": gain.after, "changed": gain.changed,
            "value": gain.difference.value, "n": gain.difference.n, "low": ends.low,
            "high": ends.high, "method": ends.method,
        },
    )  # fmt: skip
    return "finished"


def suggested(workspace: Workspace, key: int) -> str | None:
    """What the check would put in place of a label."""
    check = label_checks.of_ticket(workspace, key)
    return check.suggested if check else None


def gain_of(
    taxonomy: Taxonomy,
    labelled: Sequence[Ticket],
    corrected: Mapping[int, str],
    embeds: Embeds | None = None,
    learning: Learning = no_progress,
) -> CorrectionGain:
    """What the corrected labels gain on all others; corrected: the category by ticket."""
    right = []
    for labels in ({}, corrected):
        tickets_ = [replace(t, category=labels.get(t.key, t.category)) for t in labelled]
        found = label_probabilities(
            taxonomy, tickets_, embeds, progress=learning, text=RunRequest().text
        )
        said = found.probabilities.argmax(axis=1) == found.examples.labels
        right.append(
            {
                ticket.key: bool(is_right)
                for ticket, is_right in zip(found.examples.tickets, said, strict=True)
                if ticket.key not in corrected
            }
        )
    before, after = right
    both = sorted(before.keys() & after.keys())
    gained = sum(after[key] and not before[key] for key in both)
    lost = sum(before[key] and not after[key] for key in both)
    n = max(1, len(both))
    changed = sum(corrected.get(t.key, t.category) != t.category for t in labelled)
    return CorrectionGain(
        sum(before[key] for key in both) / n, sum(after[key] for key in both) / n, changed,
        paired_difference(gained, lost, n),
    )  # fmt: skip
