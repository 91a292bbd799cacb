"""What can be promised of a run instead of what was asked, what it is worth, and the ways on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from roi.dial import PricedSetting, Setting, priced
from roi.scenarios.scenario import Scenario
from routing.evaluation.dial.certify import Candidates, Flags, candidates
from routing.evaluation.dial.precision_targets import ASKED, PrecisionTargets
from routing.evaluation.dial.promises import Promise, promises, worth_offering
from routing.evaluation.statistics.intervals import LEVEL
from routing.policy import Policy
from routing.taxonomy import UNKNOWN
from store import runs
from store.runs import Run
from store.workspace import Workspace
from usecases.evaluation.evidence import Evidence, evidence, kept_with_evidence
from usecases.policy.shares import policy_shares

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
class CategoryPromise:
    """The highest promise for one predicted category, None where none holds.

    share: of all decided tickets. wrong: of the labelled ones, whatever the confidence.
    """

    category: str
    promise: float | None
    share: float
    wrong: int


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


def promise_offers(
    workspace: Workspace, run: Run, found: Evidence, targets: PrecisionTargets, scenario: Scenario
) -> PromiseOffers:
    """Every promise that the run can make for these targets, priced by the model of Savings."""
    # What can be offered is the same whatever was asked.
    rows = priced(scenario, _settings(found, run.decided, replace(targets, asked=ASKED)))
    asked = _met(run.decided, found, targets, scenario)
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


def first_offer(found: Evidence, targets: PrecisionTargets) -> tuple[float, Policy] | None:
    """What the dial offers first, with its thresholds; None where nothing can be promised.

    That is the asked precision, or the highest below it that holds.
    """
    dial = found.dial(targets)
    if dial.withheld:
        return None
    if dial.threshold is not None:
        return targets.asked, dial.policy()
    for promise in _offered(found, targets):
        if promise.precision <= targets.asked + 1e-9:
            return promise.precision, replace(dial.policy(), threshold=promise.threshold)
    return None


def best_promise(
    found: Evidence, decided: int, targets: PrecisionTargets, scenario: Scenario
) -> PricedSetting | None:
    """The first offer, priced by the model of Savings.

    decided: tickets that were decided, labelled or not.
    """
    offer = first_offer(found, targets)
    if offer is None:
        return None
    return priced(scenario, [_setting(decided, found, *offer)])[0]


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


@kept_with_evidence
def category_promises(found: Evidence, decided: int) -> tuple[CategoryPromise, ...]:
    """Where the doubt sits: the highest promise of each category, the lowest of them last.

    decided: tickets that were decided, labelled or not.
    """
    places, wrong = np.asarray(found.routed, dtype=object), ~found.correct
    others = np.asarray(found.unlabelled.routed, dtype=object)
    rows = []
    for category in sorted({*found.routed} - {UNKNOWN}):
        mine: Flags = places == category
        held = promises(_rows(found, mine), 1 - LEVEL)
        n = int(mine.sum()) + int((others == category).sum())
        rows.append(
            CategoryPromise(
                category,
                held[0].precision if held else None,
                n / decided if decided else 0.0,
                int(wrong[mine].sum()),
            )
        )
    return tuple(sorted(rows, key=lambda each: (-(each.promise or 0), -each.share)))


@kept_with_evidence
def _settings(found: Evidence, decided: int, targets: PrecisionTargets) -> tuple[Setting, ...]:
    """One setting a promise, as the run would be measured at it."""
    own = found.dial(targets).policy()
    return tuple(
        _setting(decided, found, each.precision, replace(own, threshold=each.threshold))
        for each in _offered(found, targets)
    )


@kept_with_evidence
def _offered(found: Evidence, targets: PrecisionTargets) -> tuple[Promise, ...]:
    """Every promise that can be made for the common target, the highest first."""
    error = (1 - LEVEL) / (1 + len(set(targets.own) - targets.by_hand))
    return worth_offering(promises(_rows(found, _common(found, targets)), error))


def _setting(decided: int, found: Evidence, promise: float, policy: Policy) -> Setting:
    shares = policy_shares(found, decided, policy)
    coverage = shares.coverage.value if shares.coverage else 0.0
    return Setting(promise, coverage, shares.precision.value if shares.precision else 0.0)


def _met(
    decided: int, found: Evidence, targets: PrecisionTargets, scenario: Scenario
) -> PricedSetting | None:
    """The setting for the asked precision itself; None where it cannot be promised."""
    setting = _asked_setting(found, decided, targets)
    return priced(scenario, [setting])[0] if setting else None


@kept_with_evidence
def _asked_setting(found: Evidence, decided: int, targets: PrecisionTargets) -> Setting | None:
    dial = found.dial(targets)
    if dial.threshold is None:
        return None
    shares = policy_shares(found, decided, dial.policy())
    if shares.coverage is None or shares.precision is None:
        return None
    return Setting(targets.asked, shares.coverage.value, shares.precision.value)


def _common(found: Evidence, targets: PrecisionTargets) -> Flags:
    """The labelled tickets under the common target."""
    apart = {UNKNOWN, *targets.own, *targets.by_hand}
    return np.fromiter((c not in apart for c in found.routed), dtype=bool, count=found.n)


def _rows(found: Evidence, mine: Flags) -> Candidates:
    groups = None if found.groups is None else found.groups[mine]
    return candidates(found.probability[mine], found.correct[mine], groups=groups)


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
        if setting := _met(decided, found, kept, scenario):
            tried.append(ByHand(category, setting))
    return max(tried, key=lambda each: each.priced.net, default=None)


def _most_wrong(found: Evidence, targets: PrecisionTargets) -> Iterator[str]:
    """Categories under the common target, those with most wrong answers first."""
    mine = _common(found, targets) & ~found.correct
    names, counts = np.unique(
        np.asarray(found.routed, dtype=object)[mine].astype(str), return_counts=True
    )
    for at in np.argsort(-counts, kind="stable")[:MAX_TRIED_BY_HAND]:
        yield str(names[at])


def _other_run(
    workspace: Workspace, run: Run, targets: PrecisionTargets, scenario: Scenario
) -> OtherRun | None:
    """The run over the same categories that reaches what was asked and is worth most."""
    found = []
    for other in runs.all_runs(workspace):
        if other.run_id == run.run_id or other.taxonomy_id != run.taxonomy_id or not other.decided:
            continue
        its = evidence(workspace, other.run_id)
        if its and (setting := _met(other.decided, its, targets, scenario)):
            found.append(OtherRun(other, setting))
    return max(found, key=lambda each: each.priced.net, default=None)
