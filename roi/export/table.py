"""The cash flows as CSV."""

from __future__ import annotations

import csv
import io

import numpy as np

from roi.case import Case, case
from roi.finance import discount_factors
from roi.model import BENEFITS, COSTS, ONE_OFF
from roi.scenario import Scenario

COLUMNS = ("month", "tickets", "routed", *BENEFITS, *COSTS, *ONE_OFF)
SUMS = ("net", "cumulative", "discounted", "cumulative_discounted")
DECIMALS = 6


def to_csv(scenario: Scenario) -> bytes:
    """The monthly flows, month 0 first, with a header; money in the scenario's currency.

    Costs are positive, `net` is benefits less costs.

    >>> to_csv(Scenario.start()).decode().splitlines()[0][:44]
    'month,tickets,routed,triage,handovers,delay,'
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*COLUMNS, *SUMS, "currency"])
    for row in rows(case(scenario.values())):
        figures = (round(figure, DECIMALS) + 0.0 for figure in row[1:])
        writer.writerow([int(row[0]), *figures, scenario.currency])
    return text.getvalue().encode("utf-8")


def rows(result: Case) -> list[list[float]]:
    """One row a month in the order of `COLUMNS` and `SUMS`."""
    lines, v = result.flows, result.values
    months = np.arange(v.horizon_months + 1)
    later = [lines.tickets, lines.routed, *(lines.lines[name] for name in BENEFITS + COSTS)]
    start = [np.where(months == 0, lines.one_off[name], 0.0) for name in ONE_OFF]
    discounted = lines.net * discount_factors(v.discount_rate, v.horizon_months)[:, 0]
    columns = [
        months,
        *(np.concatenate([[0.0], amounts]) for amounts in later),
        *start,
        lines.net,
        np.cumsum(lines.net),
        discounted,
        np.cumsum(discounted),
    ]
    return [[float(figure) for figure in row] for row in np.column_stack(columns)]
