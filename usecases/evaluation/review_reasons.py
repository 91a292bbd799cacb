"""Why no decision: every ticket of a run once, auto-routed or by why a person is wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from roi.numbers import number
from roi.numbers.language import phrase
from roi.scenarios.scenario import Scenario
from routing.decision import Disposition, ReviewKind
from routing.evaluation.statistics.intervals import Measured, proportion
from store import decisions, taxonomies
from store.runs import Run
from store.workspace import Workspace
from usecases.cache import kept_by_revision

SECONDS_AN_HOUR: Final = 3600


@dataclass(frozen=True, slots=True)
class Outcome:
    """The tickets of a run that ended alike.

    kind: why a person is wanted; None for those that are auto-routed.
    share: of all decided tickets; the shares of a run add up to 1.
    right: among the labelled ones, whether the suggestion was right; None without a labelled one.
    """

    kind: ReviewKind | None
    tickets: int
    share: float
    right: Measured | None

    def review_hours(self, scenario: Scenario) -> float:
        """Hours a month that people spend on these tickets under a scenario; 0 if auto-routed."""
        if self.kind is None:
            return 0.0
        tickets = self.share * scenario["tickets_per_month"]
        return tickets * scenario["review_seconds"] / SECONDS_AN_HOUR


@kept_by_revision
def review_reasons(workspace: Workspace, run_id: int) -> tuple[Outcome, ...]:
    """The auto-routed tickets first, then the reasons, the commonest first."""
    counted = decisions.outcomes(workspace, run_id)
    total = sum(tickets for _, _, tickets, _, _ in counted)
    return tuple(
        Outcome(
            None if alone else _kind(reason),
            tickets,
            tickets / total,
            proportion(correct, labelled),
        )
        for reason, alone, tickets, labelled, correct in counted
    )


@kept_by_revision
def parent_right(workspace: Workspace, run_id: int) -> Measured | None:
    """Of the tickets answered with a parent: the share that belongs to it or one of its parts."""
    taxonomy = taxonomies.of_run(workspace, run_id)
    counted = decisions.parents(workspace, run_id)
    right = sum(
        n for parent, actual, n in counted if parent in (actual, *taxonomy.ancestors(actual))
    )
    return proportion(right, sum(n for *_, n in counted))


def waiting(found: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """The outcomes that want a person."""
    return tuple(each for each in found if each.kind)


def describe(run: Run, found: tuple[Outcome, ...]) -> str:
    """What the outcomes add up to, in one sentence."""
    tickets = sum(each.tickets for each in found)
    waits = sum(each.tickets for each in waiting(found))
    return phrase(
        "want_a_person", waits=number(waits), tickets=number(tickets), run=str(run.run_id)
    )


def _kind(reason: str) -> ReviewKind:
    """A decision without a reason of its own, as another tool's have none, says what became of it.

    >>> _kind("review"), _kind("language")
    (<ReviewKind.UNSURE: 'unsure'>, <ReviewKind.LANGUAGE: 'language'>)
    """
    if reason in set(ReviewKind):
        return ReviewKind(reason)
    return ReviewKind.UNKNOWN if reason == Disposition.UNKNOWN else ReviewKind.UNSURE
