"""The check of a workspace's labels, in the background."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from jobs import Control, Job, Jobs, Meter
from routing.evaluation.folds import group_near_duplicates
from routing.evaluation.labels.label_errors import label_errors
from routing.evaluation.labels.signal import label_signal
from routing.routers.embedded.label_probabilities import LabelProbabilities, label_probabilities
from routing.taxonomy import Category, Taxonomy
from store import taxonomies, tickets
from store.learning import baseline, label_checks
from store.learning.label_checks import LabelCheck
from store.workspace import Workspace
from usecases.actor import LOCAL_OWNER, Actor, Role
from usecases.runs.embedding_model import embedder
from usecases.runs.request import RunRequest

MIN_TICKETS: Final = 30
TOO_FEW: Final = (
    "Fewer than 30 labelled tickets of at least two categories are too few to check labels."
)


def job_key(workspace: Workspace) -> str:
    """The key of its job: beside the workspace's own, so that it is in nobody's way."""
    return f"{workspace.path} (labels)"


def is_fresh(workspace: Workspace) -> bool:
    """Whether the check was made for the labels as they are now."""
    return label_checks.made_for(workspace) == baseline.labels_version(workspace)


def start_check(jobs: Jobs, workspace: Workspace, models: Path, actor: Actor = LOCAL_OWNER) -> Job:
    """Start to check all labels; the check that is going on already where there is one."""
    actor.require(Role.REVIEWER, "check the labels")
    going = jobs.at(job_key(workspace))
    if going and going.live:
        return going
    return jobs.start(
        job_key(workspace),
        lambda: Job("labels", "Label check", lambda c, m: check(workspace, models, c, m)),
    )


def check(workspace: Workspace, models: Path, control: Control, meter: Meter) -> str:
    """Check the labels in this thread; how it ended."""
    labels_version = baseline.labels_version(workspace)
    labelled = tickets.labelled(workspace)
    if len(labelled) < MIN_TICKETS or len({t.category for t in labelled}) == 1:
        label_checks.keep(workspace, labels_version, [], TOO_FEW)
        return "too few labelled tickets"

    def learning(phase: str, done: int, total: int) -> None:
        control.checkpoint()
        meter.begin(phase, total, done)

    taxonomy = with_labels(workspace, {t.category or "" for t in labelled})
    learned = label_probabilities(
        taxonomy, labelled, embedder(models), progress=learning, text=RunRequest().text
    )
    control.checkpoint()
    label_checks.keep(workspace, labels_version, *_findings(learned))
    return "finished"


def with_labels(workspace: Workspace, labels: set[str]) -> Taxonomy:
    """The workspace's categories with their descriptions, and every label that is none of them."""
    version = taxonomies.current(workspace)
    known = version.taxonomy.categories if version else ()
    names = {category.name.casefold() for category in known}
    more = Taxonomy.from_labels(label for label in labels if label.casefold() not in names)
    return Taxonomy((*known, *(Category(name) for name in more.names)))


def _findings(learned: LabelProbabilities) -> tuple[list[LabelCheck], str | None]:
    """What was found about each label, the most doubtful first, unless labels follow no text."""
    labels, probabilities, near = learned.examples.labels, learned.probabilities, learned.neighbours
    names = learned.taxonomy.names
    predicted = probabilities.argmax(axis=1)
    groups = group_near_duplicates(learned.examples.texts).tolist()
    signal = label_signal([names[i] for i in labels], [names[i] for i in predicted], groups)
    if signal.follows is False:
        return [], signal.sentence
    tested = learned.examples.tickets
    found = label_errors(labels, probabilities, near)
    return [
        LabelCheck(
            tested[i].key, category=tested[i].category or "", suggested=names[found.suggested[i]],
            confidence=float(probabilities[i, found.suggested[i]]),
            own_confidence=float(probabilities[i, labels[i]]),
            agreeing=int(found.agreeing[i]), neighbours=near.shape[1],
            doubt=float(found.doubt[i]), wrong=bool(found.wrong[i]),
        )
        for i in found.ranking
    ], None  # fmt: skip
