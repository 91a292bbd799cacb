"""What a run has shown, as the business case needs it: counts, intervals, and why not, if not."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

# Tickets of one group, and errors among them.
Group = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CategoryEvidence:
    """One category of the checked tickets: how many, and how often each side was right.

    people: share that people put right at first, None where the file does not say.
    """

    name: str
    tickets: int
    router: float
    people: float | None = None


@dataclass(frozen=True, slots=True)
class Mixup:
    """Tickets of one category that the router took for another."""

    actual: str
    predicted: str
    tickets: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """A measured run.

    run, router, on: what ran, and when. fingerprint: of run and profile.
    checked: labelled tickets it was scored on. routed_alone, right: of these.
    low, high: the 95 % interval of the share that is right among those routed alone.
    asked: the precision that was asked for. promised: the highest one that can be vouched for at
        this setting, None where none can.
    people_right: how often people's first choice is right, None where the file does not say.
    error_clustering: how many times wider errors in clusters make the doubt, see `clustering`.
    later: tickets and right ones among those routed alone, on later tickets; None unless measured.
    refusal: why nothing may be claimed from this run, "" when it may.
    """

    run: str
    checked: int
    routed_alone: int
    right: int
    low: float
    high: float
    asked: float
    promised: float | None = None
    people_right: float | None = None
    error_clustering: float = 1.0
    later: tuple[int, int] | None = None
    refusal: str = ""
    router: str = ""
    on: date | None = None
    fingerprint: str = ""
    first: date | None = None
    last: date | None = None
    languages: tuple[tuple[str, float], ...] = ()
    categories: tuple[CategoryEvidence, ...] = ()
    mixups: tuple[Mixup, ...] = ()

    @property
    def precision(self) -> float:
        """The share that is right among those routed alone."""
        return self.right / self.routed_alone if self.routed_alone else 1.0

    @property
    def misroute_rate(self) -> float:
        """The share that is wrong among those routed alone."""
        return 1 - self.precision

    @property
    def max_misroute_rate(self) -> float:
        """The upper end of its 95 % interval."""
        return 1 - self.low

    @property
    def clustered_misroute_rate(self) -> float:
        """The same end if errors come in clusters: the distance grows by √clustering."""
        distance = max(0.0, self.max_misroute_rate - self.misroute_rate)
        return min(1.0, self.misroute_rate + distance * math.sqrt(self.error_clustering))

    @property
    def is_promised(self) -> bool:
        """True when the asked precision can be vouched for."""
        return self.promised is not None and self.promised >= self.asked - 1e-9


def clustering(groups: Iterable[Group] | Mapping[Group, int]) -> float:
    """How much more errors vary between groups of tickets than chance alone would have it.

    groups: tickets and errors of each, such as a category, a week or a set of near-duplicates;
    or how many groups there are of each such pair.
    Formula: Σ (errors − p × tickets)² ÷ (p (1 − p) × Σ tickets), at least 1: the design effect of
    a cluster sample. Source: Kish, Survey Sampling (1965).

    >>> clustering([(100, 5)] * 10)
    1.0
    >>> clustering([(100, 25), (100, 0), (100, 0), (100, 0), (100, 0)]) > 4
    True
    """
    found = Counter({pair: times for pair, times in Counter(groups).items() if pair[0]})
    groups_in_all = found.total()
    n = sum(tickets * times for (tickets, _), times in found.items())
    wrong = sum(errors * times for (_, errors), times in found.items())
    if not n or wrong in (0, n):
        return 1.0
    p = wrong / n
    spread = sum((errors - p * size) ** 2 * times for (size, errors), times in found.items())
    # k groups have k - 1 degrees of freedom around their own mean.
    return max(1.0, spread / (p * (1 - p) * n) * groups_in_all / max(1, groups_in_all - 1))
