"""What routing without a person saves and what its mistakes cost, at one setting of the dial."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

SECONDS_AN_HOUR: Final = 3600
MINUTES_AN_HOUR: Final = 60


@dataclass(frozen=True, slots=True)
class BothWays:
    """Money a month, in the currency of the wage; both are 0 or more.

    saved: triage that no person does any more. lost: rework of tickets routed wrongly.
    routed, misrouted: tickets a month that go without a person, and those of them that go wrong.
    """

    saved: float
    lost: float
    routed: float
    misrouted: float

    @property
    def net(self) -> float:
        """What is left of the savings; below 0 where mistakes cost more than triage did."""
        return self.saved - self.lost


def both_ways(
    *,
    tickets_per_month: float,
    coverage: float,
    precision: float,
    triage_seconds: float,
    rework_minutes: float,
    wage_per_hour: float,
) -> BothWays:
    """Set the triage saved against the rework caused.

    saved = tickets × coverage × triage seconds ÷ 3600 × wage
    lost = tickets × coverage × (1 − precision) × rework minutes ÷ 60 × wage

    coverage: share auto-routed; precision: share of those that is right; both from 0 to 1.
    That people misroute as well is left out, which makes the figure the more careful one.

    >>> money = both_ways(tickets_per_month=1000, coverage=0.8, precision=0.95,
    ...                   triage_seconds=90, rework_minutes=15, wage_per_hour=40)
    >>> round(money.saved), round(money.lost), round(money.net)
    (800, 400, 400)
    """
    routed = tickets_per_month * coverage
    misrouted = routed * (1 - precision)
    return BothWays(
        saved=routed * triage_seconds / SECONDS_AN_HOUR * wage_per_hour,
        lost=misrouted * rework_minutes / MINUTES_AN_HOUR * wage_per_hour,
        routed=routed,
        misrouted=misrouted,
    )
