"""The case against it: what it comes to when things go wrong, and whether to go all the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from roi.inputs.evidence import Evidence
from roi.inputs.values import Values
from roi.model.lines import amounts, environment
from roi.results.case import Case, case
from roi.risk.break_even import Required, required
from roi.risk.uncertainty import Uncertainty
from roi.scenarios.scenario import Scenario

Verdict = Literal["go", "go with a person", "stop"]
Deciding = Literal[
    "refused", "costs_more", "chance", "errors_eat_it", "not_promised", "clusters", "doubt", "pays"
]
# Below this share of futures that pay, one does not start; above that one, one starts without more.
MIN_CHANCE: Final = 0.5
GOOD_CHANCE: Final = 0.8


@dataclass(frozen=True, slots=True)
class Adversity:
    """One thing that may go wrong, and what is left a year if it does."""

    key: str
    changed: Mapping[str, float]
    net_per_year: float


@dataclass(frozen=True, slots=True)
class Decision:
    """Go, go with a person, or stop; `because` and `figure` say what decided.

    figure: what `because` speaks of: money, or a share from 0 to 1.
    """

    verdict: Verdict
    because: Deciding
    figure: float


@dataclass(frozen=True, slots=True)
class CounterCase:
    """The case against it.

    rows: what may go wrong. misroutes: the share of wrong routes expected, and at most.
    asked_misroutes: the share that the promise allows; the expected one where none was asked for.
    break_even: the share of wrong routes up to which it pays, None where it never or always does.
    triage_cost_change: how much dearer triage becomes when everything routed alone must be
        checked as slowly as it is sorted; 0.3 is the +30 % of the public account.
    """

    rows: tuple[Adversity, ...]
    misroutes: float
    asked_misroutes: float
    max_misroutes: float
    clustered_misroutes: float
    break_even: float | None
    triage_cost_change: float


def counter_case(scenario: Scenario, evidence: Evidence | None = None) -> CounterCase:
    """Everything that speaks against a scenario, from the run where there is one.

    >>> against = counter_case(Scenario.default())
    >>> [row.key for row in against.rows][:3]
    ['errors_double', 'all_checked', 'all_checked_slowly']
    """
    v = scenario.values()
    misroutes = 1 - v.number("precision")
    at_most = evidence.max_misroute_rate if evidence else 1 - scenario.resolved["precision"].low
    clustered = evidence.clustered_misroute_rate if evidence else at_most
    adversities: dict[str, dict[str, float]] = {
        "errors_double": {"precision": max(0.0, 1 - 2 * misroutes)},
        "all_checked": {"check_share": 1.0},
        "all_checked_slowly": {"check_share": 1.0, "check_seconds": v.number("manual_seconds")},
        "errors_cluster": {"precision": 1 - clustered},
        "no_paid_work_ends": {"cashable_share": 0.0, "capacity_share": 0.0},
        "half_adopted": {"coverage": v.number("coverage") / 2},
    }
    needed = required(v, "precision")
    return CounterCase(
        rows=tuple(
            Adversity(key, changed, case(v.but(**changed)).net_savings_per_year)
            for key, changed in adversities.items()
        ),
        misroutes=misroutes,
        asked_misroutes=1 - evidence.asked if evidence else misroutes,
        max_misroutes=at_most,
        clustered_misroutes=clustered,
        break_even=_misroutes_allowed(needed),
        triage_cost_change=triage_cost_change(v.but(**adversities["all_checked_slowly"])),
    )


def triage_cost_change(v: Values) -> float:
    """How much dearer a routed ticket's triage is than today, as a share; below 0 is cheaper.

    Counts what the public account counts: sorting by hand, checking, repairing wrong routes and
    the model; neither what people's own wrong routes cost nor any saving in cash.
    Formula: (checks + errors + model − freed time) ÷ sorting by hand today.

    >>> v = Values.default(coverage=1, precision=0.8, check_share=1, manual_seconds=180)
    >>> v = v.but(check_seconds=180, rework_minutes=4.5, cost_per_ticket_usd=0, llm_basis="ticket")
    >>> round(triage_cost_change(v), 6)  # 20 % × 270 s ÷ 180 s
    0.3
    """
    names, each = environment(v), amounts(v)
    today = v.number("manual_seconds") / 3600 * float(names["loaded_wage"])
    freed = float(names["freed_hours"]) * float(names["loaded_wage"])
    added = sum(float(each[key]) for key in ("checks", "errors", "llm"))
    return (added - freed) / today if today else 0.0


def decide(result: Case, against: CounterCase, found: Uncertainty, evidence: Evidence) -> Decision:
    """The verdict of a measured case, by the first of these rules that holds.

    Stop: nothing may be claimed from the run; it costs more than it brings; fewer than half of
    the futures pay; or so many may be wrong that it no longer pays.
    Go with a person: the asked precision cannot be vouched for; clustered errors would eat it; or
    fewer than eight futures of ten pay. Go: none of these.
    """
    limit = against.break_even if against.break_even is not None else 1.0
    rules: tuple[tuple[bool, Verdict, Deciding, float], ...] = (
        (bool(evidence.refusal), "stop", "refused", 0.0),
        (evidence.promised is None, "stop", "not_promised", against.max_misroutes),
        (result.npv < 0, "stop", "costs_more", result.npv),
        (against.max_misroutes >= limit, "stop", "errors_eat_it", against.max_misroutes),
        (found.positive_npv < MIN_CHANCE, "stop", "chance", found.positive_npv),
        (not evidence.is_promised, "go with a person", "not_promised", against.max_misroutes),
        (
            against.clustered_misroutes >= limit,
            "go with a person",
            "clusters",
            against.clustered_misroutes,
        ),
        (found.positive_npv < GOOD_CHANCE, "go with a person", "doubt", found.positive_npv),
    )
    for holds, verdict, because, figure in rules:
        if holds:
            return Decision(verdict, because, figure)
    return Decision("go", "pays", found.positive_npv)


def _misroutes_allowed(needed: Required) -> float | None:
    return None if needed.value is None else 1 - needed.value
