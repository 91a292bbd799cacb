"""Reviews become what the router knows: trained in the background, judged before it takes over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any, Final

import numpy as np

from jobs import Control, Job, Jobs, Meter
from routing.decision import Decision
from routing.errors import RouterError
from routing.evaluation.dial.precision_targets import PrecisionTargets
from routing.evaluation.statistics.intervals import Measured
from routing.evaluation.statistics.weighted import weighted_share
from routing.learning.promotion import (
    EvaluationSet,
    Trainer,
    compare_versions,
    evaluation_set,
    learning_curve,
    verdict,
)
from routing.policy import Policy
from routing.routers.embedded.learning_progress import Learning
from routing.routers.embedded.out_of_fold import out_of_fold
from routing.routers.embedded.unlabelled.pool import MAX_TICKETS
from routing.ticket import Ticket
from store import policies, taxonomies, tickets
from store.learning import seed_tickets, versions
from store.learning.versions import MAX_JUDGED, Version
from store.policies import PolicyVersion
from store.taxonomies import TaxonomyVersion
from store.workspace import Workspace
from usecases.actor import LOCAL_OWNER, Actor, Role
from usecases.evaluation.precision_targets import saved_precision_targets
from usecases.policy.changes import CHANGE
from usecases.profiles.versions import keep_version
from usecases.runs.defaults import default_request
from usecases.runs.embedding_model import embedder
from usecases.runs.labelled_history import cut_off, held_back

MIN_TICKETS: Final = 20
NEW_LABELS: Final = 25
NEW_SHARE: Final = 50
LEARN: Final = "train the router"


def job_key(workspace: Workspace) -> str:
    """The key of its job: beside the workspace's own, so that reviewing goes on meanwhile."""
    return f"{workspace.path} (learning)"


def new_labels(workspace: Workspace) -> int:
    """How many tickets got a label, or another one, since a version was trained last."""
    found = versions.versions(workspace)
    return versions.labels_since(workspace, found[0].last_review if found else 0)


def labels_per_training(workspace: Workspace) -> int:
    """How many new labels start the next training by themselves."""
    return max(NEW_LABELS, versions.labels(workspace).labelled // NEW_SHARE)


def train_if_due(
    jobs: Jobs, workspace: Workspace, models: Path, actor: Actor = LOCAL_OWNER
) -> None:
    """After a review: train in the background once enough labels are new, and some to judge by."""
    going = jobs.at(job_key(workspace))
    known = versions.labels(workspace)
    if known.exported + known.blind < MIN_TICKETS:
        return
    if not (going and going.live) and new_labels(workspace) >= labels_per_training(workspace):
        start_learning(jobs, workspace, models, actor)


def start_learning(
    jobs: Jobs, workspace: Workspace, models: Path, actor: Actor = LOCAL_OWNER
) -> Job:
    """Train a new version from all labels and judge it; the job going on where there is one."""
    actor.require(Role.REVIEWER, LEARN)
    going = jobs.at(job_key(workspace))
    if going and going.live:
        return going
    return jobs.start(
        job_key(workspace),
        lambda: Job("learning", "Learning", lambda c, m: learn(workspace, models, c, m)),
    )


@dataclass(frozen=True, slots=True)
class TrainingSetup:
    """What a version is trained from and judged on.

    last_review: the newest review it may learn from.
    new, old: labelled tickets that it and the one at work may learn from.
    gold: tickets to judge by, with their gold labels, those that are held back among them.
    """

    trainer: Trainer
    taxonomy_id: int
    last_review: int
    new: list[Ticket]
    old: list[Ticket]
    gold: list[Ticket]
    evaluation: EvaluationSet
    targets: PrecisionTargets


def learn(workspace: Workspace, models: Path, control: Control, meter: Meter) -> str:
    """Train a version, judge it against the one at work, record it; what came of it in words.

    Raises RouterError where there are no categories or too few labels.
    """

    def progress(phase: str, done: int, total: int) -> None:
        control.checkpoint()
        meter.tell(phase, done, total)

    started = monotonic()
    setup = _training_setup(workspace, models, progress)
    trainer, evaluation = setup.trainer, setup.evaluation
    answers = trainer.predict(evaluation, setup.new)
    result = compare_versions(evaluation, answers, trainer.predict(evaluation, setup.old))
    passed, why = verdict(result, held_back=evaluation.held_back)
    weighted = _cluster_weighted(workspace, evaluation, answers)
    proposal = _proposal(setup) if passed else setup.targets.to_record()
    curve = learning_curve(trainer, evaluation, setup.new, answers, setup.targets)
    version = Version(
        setup.taxonomy_id, trainer.fingerprint(setup.new), setup.last_review, len(setup.new),
        passed, why, evaluation.held_back, weighted or result.first, result.second.value,
        result.difference, {**proposal, "weighted": weighted is not None}, monotonic() - started,
    )  # fmt: skip
    if passed:
        trained = trainer.train(setup.new).trained
        cleaning = default_request(workspace).cleaning
        keep_version(workspace, version, trained, _policy(proposal), cleaning=cleaning)
    return f"Version {versions.add(workspace, version, curve)}. {why}"


def _training_setup(workspace: Workspace, models: Path, progress: Learning) -> TrainingSetup:
    """Raises RouterError where there are no categories or too few labels."""
    taxonomy = _taxonomy(workspace)
    versions.hold_back(workspace)
    # What is reviewed from here on belongs to the next version.
    newest = versions.labels(workspace).newest_review
    known = cut_off(workspace) or 0
    text = default_request(workspace).text
    apart = held_back(workspace, text)
    new, old = (
        [t for t in versions.labelled(workspace, review) if t.key not in apart]
        for review in (newest, known)
    )
    judged_by = versions.gold(workspace, newest)
    _require(len(new), len(judged_by))
    earlier = versions.gold(workspace, known)
    held = [t for t in earlier if t.key in apart][:MAX_JUDGED]
    known_gold, all_gold = (
        [t for t in each if t.key not in apart] for each in (earlier, judged_by)
    )
    return TrainingSetup(
        Trainer(
            taxonomy.taxonomy.leaves(), embedder(models), text, progress,
            tickets.some(workspace, MAX_TICKETS),
        ), taxonomy.taxonomy_id, newest, new, old, all_gold + held,
        evaluation_set(new, held, known_gold, all_gold or held, text),
        saved_precision_targets(workspace, taxonomy.taxonomy),
    )  # fmt: skip


def _require(labelled: int, judged_by: int) -> None:
    """Raise RouterError where there is too little to learn from or to judge by."""
    if labelled < MIN_TICKETS:
        raise RouterError(
            f"Only {labelled:,} labelled tickets to learn from; review at least {MIN_TICKETS}."
        )
    if judged_by < MIN_TICKETS:
        raise RouterError(
            f"Only {judged_by:,} labels to judge a router by: a label given in view of a "
            f"suggestion proves nothing. {MIN_TICKETS} are needed, from an export, a guided start "
            "or blind looks on the Review screen."
        )


def adopt_proposal(
    workspace: Workspace, version: Version, actor: Actor = LOCAL_OWNER
) -> PolicyVersion:
    """Make the thresholds that the dial proposes for a version the policy of the workspace."""
    actor.require(Role.MANAGER, CHANGE)
    policy = _policy(version.proposal)
    kept = {k: v for k, v in version.proposal.items() if k not in ("threshold", "thresholds")}
    origin = {**kept, "version_id": version.version_id, "by": actor.name}
    return policies.save(workspace, policies.with_signs(workspace, policy), origin)


def _policy(proposal: Mapping[str, Any]) -> Policy:
    return Policy(
        proposal["threshold"], proposal["thresholds"], frozenset(proposal["by_hand"])
    )  # fmt: skip


def _taxonomy(workspace: Workspace) -> TaxonomyVersion:
    found = taxonomies.current_or_labels(workspace)
    if found is None:
        raise RouterError("There are no categories yet; write them on the Taxonomy screen first.")
    return found


def _cluster_weighted(
    workspace: Workspace, evaluation: EvaluationSet, answers: Sequence[Decision]
) -> Measured | None:
    """The accuracy weighted by clusters, where the tickets are those of a guided start."""
    shares = seed_tickets.shares(workspace)
    asked = [ticket for fold in evaluation.folds for ticket in fold.tested]
    if evaluation.held_back or not all(ticket.key in shares for ticket in asked):
        return None
    right = [d.category == t.category for d, t in zip(answers, asked, strict=True)]
    return weighted_share(right, [shares[ticket.key] for ticket in asked])


def _proposal(setup: TrainingSetup) -> dict[str, Any]:
    """What the precision dial makes of all gold labels, none answered by what learned it."""
    trainer = setup.trainer
    router = out_of_fold(
        trainer.taxonomy, setup.new, trainer.embedder, text=trainer.text, progress=trainer.progress,
        unlabelled=trainer.unlabelled,
    )  # fmt: skip
    asked = setup.gold
    answers = router.route(asked)
    dial = setup.targets.choose(
        np.array([d.confidence for d in answers]),
        np.array([d.category == t.category for d, t in zip(answers, asked, strict=True)]),
        [d.category for d in answers],
    )
    policy = dial.policy()
    return {
        **setup.targets.to_record(),
        "threshold": policy.threshold,
        "thresholds": dict(policy.thresholds),
        "n": len(asked),
        "coverage": dial.coverage.value,
        "achieved": dial.achieved.value if dial.achieved else None,
        "reasons": list(dial.reasons),
        "more_needed": dial.parts[0].more_needed,
    }
