"""How a router that learned from more labels is judged against the one at work.

Both answer the same labelled tickets, and neither has learned from them or from a near-duplicate:
held-back tickets where enough of these have a label, else the labelled tickets themselves in
folds, a fifth at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from routing.decision import Decision
from routing.evaluation.comparison import Comparison, compare
from routing.evaluation.dial.precision_targets import PrecisionTargets
from routing.evaluation.folds import assign_folds, group_near_duplicates
from routing.evaluation.statistics.intervals import proportion
from routing.learning.learning_curve import Point
from routing.routers.embedded import EmbeddedRouter
from routing.routers.embedded.examples import TextOf, learnable
from routing.routers.embedded.learning_progress import Learning, no_progress
from routing.routers.embedded.trained_model import fingerprint_of
from routing.taxonomy import Taxonomy
from routing.ticket import Ticket

if TYPE_CHECKING:
    from routing.routers.embedded.embedder import Embeds

MIN_HELD_BACK: Final = 30
FOLDS: Final = 5
SHARES: Final = (1 / 16, 1 / 8, 1 / 4, 1 / 2, 3 / 4)
MIN_LEARNED: Final = 10
CURVE: Final = "Learning from fewer labels, for the curve"


@dataclass(frozen=True, slots=True)
class Fold:
    """Tickets to answer, and the keys of those that may not be learned from meanwhile.

    tested: the former; excluded: the latter, near-duplicates included.
    """

    tested: tuple[Ticket, ...]
    excluded: frozenset[int]


@dataclass(frozen=True, slots=True)
class EvaluationSet:
    """The labelled tickets that routers are judged on.

    folds: one where they are held back (held_back), else the folds of a cross-validation.
    groups: the near-duplicate group of each ticket, in the order of the folds.
    """

    folds: tuple[Fold, ...]
    held_back: bool
    groups: tuple[int, ...]

    @property
    def actual(self) -> list[str]:
        """The right answers."""
        return [ticket.category or "" for fold in self.folds for ticket in fold.tested]


@dataclass(frozen=True, slots=True)
class Trainer:
    """Trains routers that differ in nothing but the history they learn from.

    unlabelled: tickets of the desk, which help where labels are few.
    """

    taxonomy: Taxonomy
    embedder: Embeds | None
    text: TextOf
    progress: Learning = no_progress
    unlabelled: Sequence[Ticket] = ()

    def predict(self, evaluation: EvaluationSet, history: Sequence[Ticket]) -> list[Decision]:
        """What routers that learn from this history say, none from what it is asked about."""
        decisions: list[Decision] = []
        for fold in evaluation.folds:
            allowed = [t for t in history if t.key not in fold.excluded]
            decisions += self.train(allowed).route(fold.tested)
        return decisions

    def train(self, history: Sequence[Ticket]) -> EmbeddedRouter:
        """A router that has learned from the history."""
        return EmbeddedRouter.fit(
            self.taxonomy, history, self.embedder, text=self.text, progress=self.progress,
            unlabelled=self.unlabelled,
        )  # fmt: skip

    def fingerprint(self, history: Sequence[Ticket]) -> str:
        """Hash of all that a router that learned from the history was made from."""
        examples = learnable(self.taxonomy, history, self.text)
        return fingerprint_of(self.taxonomy, examples, self.embedder, "")


def evaluation_set(
    history: Sequence[Ticket],
    held: Sequence[Ticket],
    known: Sequence[Ticket],
    gold: Sequence[Ticket],
    text: TextOf,
) -> EvaluationSet:
    """The tickets that routers learning from `history` are judged on, by their gold labels.

    held: those that are held back; known: those the router at work could learn from, asked in
        folds where too few are held back. Both with the labels that stood when it was put to
        work: labels that are only now to be learned cannot vouch for themselves.
    gold: all of now, asked where that leaves too few; at least one.
    """
    if len(held) >= MIN_HELD_BACK:
        copies = group_near_duplicates([text(ticket) for ticket in held])
        return EvaluationSet(
            (Fold(tuple(held), near_duplicates(history, held, text)),), held_back=True,
            groups=tuple(copies.tolist()),
        )  # fmt: skip
    asked = known if len(known) >= MIN_HELD_BACK else gold
    everything = [*asked, *history]
    groups = group_near_duplicates([text(ticket) for ticket in everything])
    fold_of = assign_folds([t.category for t in asked], groups[: len(asked)], FOLDS)
    folds, own = [], []
    for fold in np.unique(fold_of):
        rows = np.flatnonzero(fold_of == fold)
        own += groups[rows].tolist()
        alike = np.isin(groups, groups[rows])
        excluded = frozenset(everything[i].key for i in np.flatnonzero(alike).tolist())
        folds.append(Fold(tuple(asked[i] for i in rows.tolist()), excluded))
    return EvaluationSet(tuple(folds), held_back=False, groups=tuple(own))


def near_duplicates(
    history: Sequence[Ticket], held: Sequence[Ticket], text: TextOf
) -> frozenset[int]:
    """Keys of the tickets in `history` that are near-duplicates of held-back ones."""
    groups = group_near_duplicates([text(ticket) for ticket in (*held, *history)])
    alike = np.isin(groups[len(held) :], groups[: len(held)])
    return frozenset(history[i].key for i in np.flatnonzero(alike).tolist())


def compare_versions(
    evaluation: EvaluationSet, new: Sequence[Decision], old: Sequence[Decision]
) -> Comparison:
    """The newly trained router against the one at work."""
    both = ([d.category for d in new], [d.category for d in old])
    return compare(evaluation.actual, *both, evaluation.groups)


def verdict(result: Comparison, *, held_back: bool) -> tuple[bool, str]:
    """Whether the new one may take over (it is not worse), and why."""
    kind = "held-back tickets" if held_back else "labelled tickets, out of fold"
    n, new, old = (
        result.n, result.both + result.only_first, result.both + result.only_second
    )  # fmt: skip
    against = f"right on {new:,} of {n:,} {kind}, the one before on {old:,}"
    if new >= old:
        return True, f"Put to work: {against}."
    return False, f"Not put to work, because it is worse: {against}."


def learning_curve(
    trainer: Trainer,
    evaluation: EvaluationSet,
    history: Sequence[Ticket],
    answers: Sequence[Decision],
    targets: PrecisionTargets,
) -> list[Point]:
    """What routers that learn from a part of the history do, and the whole one at last.

    answers: those of the router that learned from all of the history.
    """
    sizes = sorted({int(share * len(history)) for share in SHARES})
    sizes = [size for size in sizes if size >= MIN_LEARNED]
    points = []
    for done, size in enumerate(sizes):
        trainer.progress(CURVE, done, len(sizes))
        part = trainer.predict(evaluation, history[:size])
        points.append(curve_point(size, evaluation, part, targets))
    return [*points, curve_point(len(history), evaluation, answers, targets)]


def curve_point(
    labels: int, evaluation: EvaluationSet, answers: Sequence[Decision], targets: PrecisionTargets
) -> Point:
    """Accuracy, and the coverage at the asked precision."""
    right = [d.category == a for d, a in zip(answers, evaluation.actual, strict=True)]
    accuracy = proportion(sum(right), len(right))
    if accuracy is None:
        raise ValueError("an evaluation set has at least one ticket")
    confidence = np.array([d.confidence for d in answers])
    predicted = [d.category for d in answers]
    dial = targets.choose(confidence, np.array(right), predicted, evaluation.groups)
    return Point(labels, accuracy, dial.coverage)
