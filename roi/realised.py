"""Promised against realised: what a hold-out shows was saved, and why it differs."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from roi.inputs.origin import Input, Measured
from roi.inputs.values import Numbers
from roi.results.case import case
from roi.scenarios.scenario import Scenario
from roi.units import MONTHS_A_YEAR, SECONDS_AN_HOUR

MIN_HELD_OUT: Final = 30
# Inputs that a month can show, in the order in which they explain a difference.
REASONS: Final = (
    "tickets_per_month", "coverage", "precision", "manual_seconds", "review_seconds",
    "rework_minutes", "check_share", "cashable_share", "wage_per_hour", "cost_per_ticket_usd",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Arm:
    """Tickets of one side of the lot: how many, and the seconds of people's work on each.

    seconds counts sorting, checking and repair of wrong routes. kurtosis: how much
    further single tickets lie from the mean than a normal curve has it, 0 for as far (excess, that
    of a sample).
    """

    tickets: int
    mean_seconds: float
    sd_seconds: float
    kurtosis: float = 0.0

    @classmethod
    def of(cls, seconds: Sequence[float] | Numbers) -> Arm:
        """The arm of single tickets.

        >>> Arm.of([100, 200, 300])
        Arm(tickets=3, mean_seconds=200.0, sd_seconds=100.0, kurtosis=0.0)
        """
        values = np.asarray(seconds, dtype=float)
        n, mean = len(values), float(values.mean())
        sd = float(values.std(ddof=1)) if n > 1 else 0.0
        return cls(n, mean, sd, _kurtosis(values - mean))


@dataclass(frozen=True, slots=True)
class Saving:
    """An estimated saving with the interval that the truth lies in eight times of ten."""

    value: float
    low: float
    high: float


def realised_hours(held_out: Arm, routed: Arm) -> Saving | None:
    """The hours that routing saved, against the tickets that by lot went to people as before.

    Meaning: what the routed tickets would have taken as before, less what they took. Only the
    former is estimated: the latter was paid and is known.
    Formula: N × (mean held out − mean routed) ÷ 3600, with the standard error of a mean of n held
    out standing for N others: s × √(1/n + 1/N). Where a few tickets take very long, s itself is
    known less surely, and Student's t has fewer degrees of freedom. None for fewer than 30 held
    out.
    Source: Neyman's finite-population estimator of a randomised trial, effect on the treated;
    for the freedom, Satterthwaite's approximation, 1946.

    >>> realised_hours(Arm(400, 180.0, 90.0), Arm(7600, 60.0, 80.0)).value.__round__(1)
    253.3
    """
    if held_out.tickets < MIN_HELD_OUT or not routed.tickets:
        return None
    saved = held_out.mean_seconds - routed.mean_seconds
    spread = math.sqrt(1 / held_out.tickets + 1 / routed.tickets)
    margin = held_out.sd_seconds * spread * _student(_freedom(held_out))
    low, value, high = (
        routed.tickets * each / SECONDS_AN_HOUR for each in (saved - margin, saved, saved + margin)
    )
    return Saving(value, low, high)


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for a difference: what an input was promised to be, was, and what that makes."""

    key: str
    promised: float
    realised: float
    amount: float


@dataclass(frozen=True, slots=True)
class Statement:
    """One month: saved, promised, and the difference with its interval and its reasons.

    Money of the month, running costs taken off. The reasons add up to the difference.
    """

    month: date
    promised: float
    saved: Saving
    reasons: tuple[Reason, ...]
    unexplained: float

    @property
    def difference(self) -> float:
        """Saved less promised."""
        return self.saved.value - self.promised

    @property
    def kept(self) -> bool:
        """True unless the whole interval lies below what was promised."""
        return self.saved.high >= self.promised


def statement(
    scenario: Scenario,
    month: date,
    *,
    held_out: Arm,
    routed: Arm,
    seen: Mapping[str, float],
) -> Statement | None:
    """The statement of a month; None when too few tickets were held out.

    seen: inputs as the month had them, as far as it shows them.
    The hours are worth what the model makes of hours: the same share becomes money, at the same
    wage. Reasons put one input after another from promised to seen, so that they add up.
    """
    hours = realised_hours(held_out, routed)
    if hours is None:
        return None
    promised, reasons = _promised(scenario, seen)
    rate, fixed = _hour_worth(scenario, seen)
    saved = Saving(*(each * rate - fixed for each in (hours.value, hours.low, hours.high)))
    explained = sum(each.amount for each in reasons)
    return Statement(month, promised, saved, reasons, saved.value - promised - explained)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One row of before and after, with where each figure comes from."""

    key: str
    before: float | None
    after: float | None
    before_from: str
    after_from: str


def before_and_after(before: Mapping[str, Input], after: Mapping[str, Input]) -> list[Comparison]:
    """Sorting time, accuracy and throughput as measured before and after.

    >>> seconds = Input.measured("manual_seconds", 176, n=900, low=167, high=186, source="export")
    >>> before_and_after({"manual_seconds": seconds}, {})[0].before_from
    'export, 900 tickets'
    """
    keys = dict.fromkeys((*before, *after))
    return [
        Comparison(
            key,
            before[key].value if key in before else None,
            after[key].value if key in after else None,
            _from(before.get(key)),
            _from(after.get(key)),
        )
        for key in keys
    ]


def tickets_per_agent_day(
    hours_a_day: float, handle_minutes: float, sorting_seconds: float
) -> float:
    """How many tickets an agent gets through in a day.

    Formula: hours × 60 ÷ (handle time + sorting time); hours of work on tickets.

    >>> tickets_per_agent_day(6.0, 10.0, 120.0)
    30.0
    """
    return hours_a_day * 60 / (handle_minutes + sorting_seconds / 60)


def _promised(scenario: Scenario, seen: Mapping[str, float]) -> tuple[float, tuple[Reason, ...]]:
    """The promise of a month at full adoption, and what each input that differs makes of it."""
    promised = at = _steady(scenario, {})
    reasons: list[Reason] = []
    taken: dict[str, float] = {}
    for key in REASONS:
        if key in seen and seen[key] != scenario[key]:
            taken[key] = seen[key]
            now = _steady(scenario, taken)
            reasons.append(Reason(key, scenario[key], seen[key], now - at))
            at = now
    return promised, tuple(reasons)


def _steady(scenario: Scenario, changed: Mapping[str, float]) -> float:
    """Net savings of a month without growth and ramp."""
    v = scenario.values().but(**changed)
    v = v.but(ramp_months=0.0, growth_per_year=0.0, horizon_months=MONTHS_A_YEAR, first_month={})
    return case(v).net_savings_per_year / MONTHS_A_YEAR


def _hour_worth(scenario: Scenario, seen: Mapping[str, float]) -> tuple[float, float]:
    """What an hour saved is worth, and the costs of a month that are not people's hours.

    In the model both benefits and people's costs are hours × a price; the price of a freed hour
    is what benefits are worth per hour freed.
    """
    v = scenario.values().but(**seen)
    v = v.but(ramp_months=0.0, growth_per_year=0.0, horizon_months=MONTHS_A_YEAR, first_month={})
    found = case(v)
    hours = found.hours_freed_per_year
    rate = found.gross_savings_per_year / hours if hours else found.loaded_wage
    labour = found.a_year("checks") + found.a_year("errors")
    # Hours of checking and repair are already in what the routed tickets took.
    paid_apart = labour - labour / found.loaded_wage * rate if found.loaded_wage else 0.0
    others = found.running_cost_per_year - labour
    return rate, (others + paid_apart) / MONTHS_A_YEAR


def _student(freedom: float) -> float:
    """Student's t for the middle 80 %, by Cornish and Fisher's expansion.

    >>> round(_student(29), 3), round(_student(10_000), 3)
    (1.311, 1.282)
    """
    z = 1.2815515655446004
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    return z + first / freedom + second / freedom**2


def _freedom(arm: Arm) -> float:
    """How many tickets of even lengths would tell the spread as surely, less one.

    Formula: 2 ÷ (2 ÷ (n − 1) + kurtosis ÷ n), from the variance of a sample's variance.

    >>> _freedom(Arm(80, 180.0, 90.0)), round(_freedom(Arm(80, 180.0, 90.0, 15.0)), 1)
    (79.0, 9.4)
    """
    return 2 / (2 / (arm.tickets - 1) + max(arm.kurtosis, 0.0) / arm.tickets)


def _kurtosis(deviations: Numbers) -> float:
    """Of a sample by its deviations from the mean, adjusted for its size; 0 where all are equal."""
    n, squares = len(deviations), deviations * deviations
    variance = float(squares.mean())
    if n <= 3 or not variance:  # noqa: PLR2004 - three say nothing of their tails
        return 0.0
    raw = float((squares * squares).mean()) / variance**2 - 3
    return (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * raw + 6)


def _from(given: Input | None) -> str:
    if given is None:
        return "not measured"
    if isinstance(given.origin, Measured) and given.override is None:
        return f"{given.origin.source}, {given.origin.n:,} tickets"
    return given.words
