"""What can be promised of a run instead of what was asked, what it is worth, and the ways on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from roi.dial import PricedSetting, priced
from roi.scenarios.scenario import Scenario
from routing.evaluation.dial.precision_targets import ASKED, PrecisionTargets
from store import runs
from store.runs import Run
from store.workspace import Workspace
from usecases.evaluation.evidence import Evidence, evidence
from usecases.policy.promised_settings import met, settings, under_common_target

MAX_ROWS: Final = 5
MAX_TRIED_BY_HAND: Final = 12


@dataclass(frozen=True, slots=True)
class ByHand:
    """A category that a person keeps, so that the others reach what was asked."""

    category: str
    priced: PricedSetting


@dataclass(frozen=True, slots=True)
class OtherRun:
    """Another run over the same tickets that can promise what was asked."""

    run: Run
    priced: PricedSetting


@dataclass(frozen=True, slots=True)
class Forgone:
    """What the setting that earns most has over the highest promise.

    net: more a year, in the scenario's currency. wrong_a_month: more wrong routes.
    """

    net: float
    wrong_a_month: float


@dataclass(frozen=True, slots=True)
class PromiseOffers:
    """The answer of the dial to an asked precision.

    asked: the setting that was asked for, None where it cannot be promised.
    best: the highest promise that can be made, at most the asked one; None where none can.
    earning: the setting that leaves most a year. curve: every setting that can be promised, the
        strictest first; rows: some of them that are no stricter than was asked.
    more_labels: labelled tickets that would settle the asked precision, None where hardly any
        number would. by_hand, other_runs: settings that reach it, the best first.
    """

    target: float
    labelled: int
    asked: PricedSetting | None
    best: PricedSetting | None
    earning: PricedSetting | None
    rows: tuple[PricedSetting, ...]
    curve: tuple[PricedSetting, ...]
    more_labels: int | None
    by_hand: ByHand | None
    other_run: OtherRun | None

    @property
    def is_met(self) -> bool:
        """Whether what was asked can be promised."""
        return self.asked is not None

    @property
    def forgone(self) -> Forgone | None:
        """What the highest promise leaves to another setting; None where it earns most itself."""
        if self.best is None or self.earning is None or self.earning.net <= self.best.net:
            return None
        return Forgone(
            net=self.earning.net - self.best.net,
            wrong_a_month=self.earning.wrong_a_month - self.best.wrong_a_month,
        )


def promise_offers(
    workspace: Workspace, run: Run, found: Evidence, targets: PrecisionTargets, scenario: Scenario
) -> PromiseOffers:
    """Every promise that the run can make for these targets, priced by the model of Savings."""
    # What can be offered is the same whatever was asked.
    rows = priced(scenario, settings(found, run.decided, replace(targets, asked=ASKED)))
    asked = met(run.decided, found, targets, scenario)
    stricter = [each for each in rows if (each.setting.promise or 0) > targets.asked + 1e-9]
    at_most = _looser(rows, targets.asked, asked)
    return PromiseOffers(
        target=targets.asked,
        labelled=found.n,
        asked=asked,
        best=at_most[0] if at_most else None,
        earning=max(at_most, key=lambda each: each.net, default=None),
        rows=_some(at_most),
        curve=(*stricter, *at_most),
        more_labels=None if asked else found.dial(targets).parts[0].more_needed,
        by_hand=None if asked else _by_hand(run.decided, found, targets, scenario),
        other_run=None if asked else _other_run(workspace, run, targets, scenario),
    )


def _looser(
    rows: Sequence[PricedSetting], target: float, asked: PricedSetting | None
) -> list[PricedSetting]:
    """What is no stricter than was asked; the asked one first, and then only what routes more.

    What was asked beforehand has the whole allowed error to itself, so it may route more than its
    neighbours among the offered ones.
    """
    found = [each for each in rows if (each.setting.promise or 0) <= target + 1e-9]
    if asked is None:
        return found
    return [asked, *(e for e in found if e.setting.coverage > asked.setting.coverage)]


def _some(rows: Sequence[PricedSetting]) -> tuple[PricedSetting, ...]:
    """The highest promise and a few looser ones, evenly apart, the one that earns most among them.

    What routes no more tickets than the row above it is left out.
    """
    if len(rows) <= MAX_ROWS:
        return tuple(rows)
    earning = max(range(len(rows)), key=lambda at: rows[at].net)
    even = np.linspace(0, len(rows) - 1, MAX_ROWS).round().astype(int).tolist()
    return tuple(rows[at] for at in sorted({*even, earning}))


def _by_hand(
    decided: int, found: Evidence, targets: PrecisionTargets, scenario: Scenario
) -> ByHand | None:
    """The category that, kept by a person, lets the others reach what was asked at most worth."""
    tried = []
    for category in _most_wrong(found, targets):
        kept = replace(targets, by_hand=targets.by_hand | {category})
        if setting := met(decided, found, kept, scenario):
            tried.append(ByHand(category, setting))
    return max(tried, key=lambda each: each.priced.net, default=None)


def _most_wrong(found: Evidence, targets: PrecisionTargets) -> Iterator[str]:
    """Categories under the common target, those with most wrong answers first."""
    mine = under_common_target(found, targets) & ~found.correct
    places, names = found.coded
    counts = np.bincount(places[mine], minlength=len(names))
    ranked = sorted(range(len(names)), key=lambda at: (-counts[at], names[at]))
    yield from (names[at] for at in ranked[:MAX_TRIED_BY_HAND] if counts[at])


def _other_run(
    workspace: Workspace, run: Run, targets: PrecisionTargets, scenario: Scenario
) -> OtherRun | None:
    """The run over the same categories that reaches what was asked and is worth most."""
    found = []
    for other in runs.all_runs(workspace):
        if other.run_id == run.run_id or other.taxonomy_id != run.taxonomy_id or not other.decided:
            continue
        its = evidence(workspace, other.run_id)
        if its and (setting := met(other.decided, its, targets, scenario)):
            found.append(OtherRun(other, setting))
    return max(found, key=lambda each: each.priced.net, default=None)
