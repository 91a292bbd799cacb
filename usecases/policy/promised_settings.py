"""Which precision can be promised of a run, by which thresholds, and what each setting is worth."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from roi.dial import PricedSetting, Setting, priced
from roi.scenarios.scenario import Scenario
from routing.evaluation.dial.certify import Candidates, Flags, candidates
from routing.evaluation.dial.precision_targets import PrecisionTargets
from routing.evaluation.dial.promises import Promise, promises, worth_offering
from routing.evaluation.statistics.intervals import LEVEL
from routing.policy import Policy
from routing.taxonomy import UNKNOWN
from usecases.evaluation.evidence import Evidence, kept_with_evidence
from usecases.policy.shares import policy_shares


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


@kept_with_evidence
def settings(found: Evidence, decided: int, targets: PrecisionTargets) -> tuple[Setting, ...]:
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
    mine = under_common_target(found, targets)
    return worth_offering(promises(labelled_candidates(found, mine), error))


def _setting(decided: int, found: Evidence, promise: float, policy: Policy) -> Setting:
    shares = policy_shares(found, decided, policy)
    coverage = shares.coverage.value if shares.coverage else 0.0
    return Setting(promise, coverage, shares.precision.value if shares.precision else 0.0)


def met(
    decided: int, found: Evidence, targets: PrecisionTargets, scenario: Scenario
) -> PricedSetting | None:
    """The setting for the asked precision itself, priced; None where it cannot be promised."""
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


def under_common_target(found: Evidence, targets: PrecisionTargets) -> Flags:
    """The labelled tickets under the common target."""
    apart = {UNKNOWN, *targets.own, *targets.by_hand}
    places, names = found.coded
    return np.array([name not in apart for name in names], dtype=bool)[places]


def labelled_candidates(found: Evidence, mine: Flags) -> Candidates:
    """Those labelled tickets, as candidates for a threshold."""
    groups = None if found.groups is None else found.groups[mine]
    return candidates(found.probability[mine], found.correct[mine], groups=groups)
