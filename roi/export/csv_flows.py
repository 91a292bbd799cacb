"""The cash flows as CSV."""

from __future__ import annotations

import csv
import io

import numpy as np

from roi.model.finance import discount_factors
from roi.model.lines import table
from roi.results.case import Case, case
from roi.scenarios.scenario import Scenario

COUNTS = ("month", "tickets", "routed")
SUMS = ("net", "cumulative", "discounted", "cumulative_discounted")
DECIMALS = 6


def to_csv(scenario: Scenario) -> bytes:
    """The monthly flows, month 0 first, with a header; money in the scenario's currency.

    Costs are positive, `net` is benefits less costs.

    >>> to_csv(Scenario.default()).decode().splitlines()[0][:44]
    'month,tickets,routed,headcount,overtime,outs'
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*COUNTS, *table().lines, *SUMS, "currency"])
    columns = flow_columns(case(scenario.values()))
    for month, figures in enumerate(zip(*columns.values(), strict=True)):
        rounded = (round(float(figure), DECIMALS) + 0.0 for figure in figures)
        writer.writerow([month, *rounded, scenario.currency])
    return text.getvalue().encode("utf-8")


def flow_columns(result: Case) -> dict[str, np.ndarray]:
    """Counts, lines and sums by name, each month by month from month 0 on."""
    flows, v = result.flows, result.values
    discounted = flows.net * discount_factors(v["discount_rate"], v.horizon_months)[:, 0]
    return {
        "tickets": np.concatenate([[0.0], flows.tickets]),
        "routed": np.concatenate([[0.0], flows.routed]),
        **flows.lines,
        "net": flows.net,
        "cumulative": np.cumsum(flows.net),
        "discounted": discounted,
        "cumulative_discounted": np.cumsum(discounted),
    }
