"""What each setting of the dial is worth: the whole case at another share and precision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from roi.inputs.values import Numbers
from roi.model.cash_flows import net_present_value, routed
from roi.model.lines import amounts, table
from roi.scenarios.scenario import Scenario
from roi.units import MONTHS_A_YEAR


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of the dial, as the run measured it.

    promise: the precision that is vouched for, None where none is. coverage: share routed
    alone. precision: share of those that is right. All from 0 to 1.
    """

    promise: float | None
    coverage: float
    precision: float


@dataclass(frozen=True, slots=True)
class PricedSetting:
    """What a setting comes to; money a year, the average of the horizon.

    wrong_a_month: wrong routes of the router when all tickets go through it.
    saved, costs: benefits of the accepted ledgers, and running costs. npv: one-off cost included.
    """

    setting: Setting
    wrong_a_month: float
    saved: float
    costs: float
    npv: float

    @property
    def net(self) -> float:
        """What is left a year."""
        return self.saved - self.costs


def priced(scenario: Scenario, settings: Sequence[Setting]) -> tuple[PricedSetting, ...]:
    """Every setting priced by the same model as Savings, all else unchanged.

    >>> from roi.results.case import case
    >>> start = Scenario.default()
    >>> found, = priced(start, [Setting(0.9, start["coverage"], start["precision"])])
    >>> abs(found.net - case(start.values()).net_savings_per_year) < 1e-6
    True
    """
    if not settings:
        return ()
    coverage = np.array([each.coverage for each in settings])
    precision = np.array([each.precision for each in settings])
    v = scenario.values().but(coverage=coverage, precision=precision)
    each, volume = amounts(v), float(routed(v)[:, 0].sum())
    years = scenario.horizon_months / MONTHS_A_YEAR
    sums = {"benefit": np.zeros(len(settings)), "cost": np.zeros(len(settings))}
    for line in table().counted(v.accepted):
        times = {"ticket": volume, "month": scenario.horizon_months, "once": 0}[line.basis]
        late = v.first_month.get(line.key, 1)
        if late > 1 and line.basis == "ticket":
            times = float(routed(v)[late - 1 :, 0].sum())
        sums[line.side] += each[line.key] * times / years
    worth = np.broadcast_to(net_present_value(v), len(settings))
    wrong: Numbers = coverage * (1 - precision) * v.number("tickets_per_month")
    return tuple(
        PricedSetting(*row)
        for row in zip(
            settings,
            map(float, wrong),
            map(float, sums["benefit"]),
            map(float, sums["cost"]),
            map(float, worth),
            strict=True,
        )
    )
