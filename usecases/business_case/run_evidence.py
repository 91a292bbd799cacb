"""What a run has shown, in the form in which the business case takes it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

import numpy as np
import pandas as pd

from roi.inputs.evidence import CategoryEvidence, Group, Mixup, clustering
from roi.inputs.evidence import Evidence as Shown
from routing.evaluation.confusion import Confusion, from_counts
from routing.evaluation.dial.certify import STARTS, lower_bound
from routing.evaluation.dial.precision_targets import ASKED
from routing.evaluation.statistics.intervals import LEVEL
from store import decisions, policies, runs, settings, tickets
from store.policies import PolicyVersion
from store.workspace import Workspace
from usecases.cache import kept_by_revision
from usecases.demo_companies import demo_companies
from usecases.evaluation import figures as run_figures
from usecases.evaluation.evidence import Evidence, evidence
from usecases.exploring.misroutes import first_against_actual
from usecases.policy.case_policy import case_figures, case_policy

MAX_MIXUPS: Final = 12
# Tickets that came after the thresholds were chosen count as later from this many on.
MIN_LATER: Final = 30
UNKNOWN_LANGUAGE: Final = "unknown"


@kept_by_revision
def run_evidence(workspace: Workspace, run_id: int, refusal: str = "") -> Shown | None:
    """The evidence of a run; None while no ticket routed alone is labelled."""
    found, offered = evidence(workspace, run_id), case_policy(workspace, run_id)
    alone = case_figures(workspace, run_id).selective_accuracy
    if found is None or alone is None or alone.interval is None:
        return None
    if offered:
        found = replace(found, alone=offered.alone)
    run, version = runs.one(workspace, run_id), policies.of_run(workspace, run_id)
    counts = from_counts(decisions.confused(workspace, run_id))
    right = int(found.correct[found.alone].sum())
    facts = tickets.facts(workspace)
    people = run_figures.human_misroutes(facts)
    days = [None if at is None else at.date() for at in (facts.first_created, facts.last_created)]
    return Shown(
        run=f"run {run_id}{_on_a_demo(workspace)}",
        checked=found.n,
        routed_alone=alone.n,
        right=right,
        low=alone.interval.low,
        high=alone.interval.high,
        asked=offered.asked if offered else float(_origin(version).get("asked", ASKED)),
        promised=offered.promise if offered else _promised(version, right, alone.n),
        people_right=None if people is None else 1 - people.value,
        error_clustering=_error_clustering(found),
        later=_later(found, version),
        refusal=refusal,
        router=run.asked,
        on=run.started_at.date(),
        fingerprint=run.fingerprint[:8],
        first=days[0],
        last=days[1],
        languages=_languages(decisions.languages(workspace, run_id)),
        categories=tuple(_categories(workspace, counts)),
        mixups=_mixups(counts),
    )


def _on_a_demo(workspace: Workspace) -> str:
    """Whose tickets were measured, where a prospect's workspace shows those of a demo company."""
    key = settings.DEMO.of(workspace)
    company = next((each for each in demo_companies() if each.key == key), None)
    if company is None or company.name == workspace.name:
        return ""
    return f" on the tickets of {company.name}, a demo company"


def _origin(version: PolicyVersion | None) -> Mapping[str, Any]:
    return version.origin if version else {}


def _promised(version: PolicyVersion | None, right: int, routed: int) -> float | None:
    """The highest whole per cent that is vouched for at the thresholds the run follows.

    Where the dial chose them for an asked precision, at least that. Thresholds that a person chose
    with the labels in view get a stricter bound; the default ones were chosen without.
    """
    if _origin(version).get("withheld"):
        return None
    error = (1 - LEVEL) / (STARTS if version else 1)
    bound = math.floor(100 * lower_bound(right, routed, error)) / 100
    asked = _origin(version).get("asked")
    return bound if asked is None else max(float(asked), bound)


def _error_clustering(found: Evidence) -> float:
    """How much more errors vary between categories, months or near-duplicates than by chance."""
    return max(clustering(groups) for groups in _groupings(found))


def _groupings(found: Evidence) -> Iterator[dict[Group, int]]:
    alone = found.alone
    wrong = ~found.correct[alone]
    yield _counts(np.asarray(found.predicted, dtype=object)[alone], wrong)
    months = found.created[alone].astype("datetime64[M]")
    if len(months) and not np.isnat(months).any():
        yield _counts(months, wrong)
    if found.groups is not None:
        yield _counts(found.groups[alone], wrong)


def _counts(keys: Any, wrong: Any) -> dict[Group, int]:
    """How many groups there are of each number of tickets and of errors.

    Counted by numpy: a million tickets may be as many groups.
    """
    places, _ = pd.factorize(keys)
    tickets_each = np.bincount(places)
    errors = np.bincount(places, weights=wrong).astype(int)
    base = int(tickets_each.max(initial=0)) + 1
    pairs, times = np.unique(tickets_each * base + errors, return_counts=True)
    return {divmod(pair, base): k for pair, k in zip(pairs.tolist(), times.tolist(), strict=True)}


def _later(found: Evidence, version: PolicyVersion | None) -> tuple[int, int] | None:
    """Routed alone and right among tickets created after the thresholds were chosen."""
    if version is None:
        return None
    since = np.datetime64(version.created_at, "ns")
    later = found.alone & (found.created > since)
    n = int(later.sum())
    return (n, int(found.correct[later].sum())) if n >= MIN_LATER else None


def _languages(tickets_of: Mapping[str, int]) -> tuple[tuple[str, float], ...]:
    """The share of each language, the commonest first; nothing where no ticket names one."""
    total = sum(tickets_of.values())
    known = tickets_of.keys() - {UNKNOWN_LANGUAGE}
    return tuple((language, n / total) for language, n in tickets_of.items()) if known else ()


def _categories(workspace: Workspace, counts: Confusion) -> Iterator[CategoryEvidence]:
    """Each actual category: how often the router, and people's first choice, are right on it."""
    people = _people_right(workspace)
    for category, n, right in zip(counts.labels, counts.support, counts.correct, strict=True):
        if n:
            yield CategoryEvidence(category, int(n), float(right / n), people.get(category))


def _people_right(workspace: Workspace) -> dict[str, float]:
    labels, counts = first_against_actual(workspace)
    totals = [sum(row[at] for row in counts) for at in range(len(labels))]
    return {label: counts[at][at] / totals[at] for at, label in enumerate(labels) if totals[at]}


def _mixups(counts: Confusion) -> tuple[Mixup, ...]:
    """The commonest confusions, most frequent first."""
    found: Counter[tuple[str, str]] = Counter()
    for row, actual in enumerate(counts.labels):
        for column, predicted in enumerate(counts.labels):
            if row != column and counts.matrix[row][column]:
                found[actual, predicted] = int(counts.matrix[row][column])
    return tuple(Mixup(*pair, count) for pair, count in found.most_common(MAX_MIXUPS))
