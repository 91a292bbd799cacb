"""The explanation of a figure: its formula, in words, in LaTeX, with the scenario's numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from roi import benefits, costs, finance
from roi.case import Case
from roi.formula import Formula
from roi.origin import Computed
from roi.scenario import Scenario
from roi.simple import MONTHS_A_YEAR
from roi.values import INPUTS

# The parts that results are made of: name -> formula, each also a named cell of the workbook.
PARTS: Final[Mapping[str, Formula]] = {
    "loaded_wage": benefits.LOADED_WAGE,
    "freed_seconds": benefits.FREED_SECONDS,
    "misroutes_avoided": benefits.MISROUTES_AVOIDED,
    "triage_saving": benefits.TRIAGE_SAVING,
    "handover_saving": benefits.HANDOVER_SAVING,
    "delay_saving": benefits.DELAY_SAVING,
    "llm_cost": costs.LLM_COST,
    "check_cost": costs.CHECK_COST,
    "rework_cost": costs.REWORK_COST,
    "upkeep_cost": costs.UPKEEP_COST,
    "training_cost": costs.TRAINING_COST,
}

# The results: field of `Case` -> formula. Terms are inputs, parts, sums of the monthly flows,
# and other results.
RESULTS: Final[Mapping[str, Formula]] = {
    "hours_saved_per_year": Formula(
        "Hours saved a year",
        "@routed_per_year × (@freed_seconds ÷ 3600 + @misroutes_avoided × @handover_minutes ÷ 60)",
        r"@routed_per_year \times \left(\frac{@freed_seconds}{3600}"
        r" + @misroutes_avoided \times \frac{@handover_minutes}{60}\right)",
        "@routed_per_year*(@freed_seconds/3600+@misroutes_avoided*@handover_minutes/60)",
    ),
    "hours_used_per_year": Formula(
        "Hours used for other work a year",
        "@routed_per_year × (@freed_seconds ÷ 3600 + @misroutes_avoided × @handover_minutes ÷ 60)"
        " × @used_share",
        r"@routed_per_year \times \left(\frac{@freed_seconds}{3600}"
        r" + @misroutes_avoided \times \frac{@handover_minutes}{60}\right) \times @used_share",
        "@routed_per_year*(@freed_seconds/3600*IF(@freed_seconds>0,@used_share,1)"
        "+@misroutes_avoided*@handover_minutes/60*IF(@misroutes_avoided>0,@used_share,1))",
    ),
    "full_time_equivalents": Formula(
        "Full-time equivalents",
        "@hours_used_per_year ÷ @hours_per_year",
        r"\frac{@hours_used_per_year}{@hours_per_year}",
        "@hours_used_per_year/@hours_per_year",
    ),
    "gross_savings_per_year": Formula(
        "Gross savings a year",
        "@routed_per_year × (@triage_saving + @handover_saving + @delay_saving)",
        r"@routed_per_year \times (@triage_saving + @handover_saving + @delay_saving)",
        "@total_benefits/@horizon_months*12",
    ),
    "running_cost_per_year": Formula(
        "Running cost a year",
        "@routed_per_year × (@llm_cost + @check_cost + @rework_cost)"
        " + 12 × (@platform_cost_per_month + @upkeep_cost)",
        r"@routed_per_year \times (@llm_cost + @check_cost + @rework_cost)"
        r" + 12 \times (@platform_cost_per_month + @upkeep_cost)",
        "@total_running_cost/@horizon_months*12",
    ),
    "net_savings_per_year": Formula(
        "Net savings a year",
        "@gross_savings_per_year − @running_cost_per_year",
        "@gross_savings_per_year - @running_cost_per_year",
        "@gross_savings_per_year-@running_cost_per_year",
    ),
    "one_off_cost": Formula(
        "One-off cost",
        "@implementation_cost + @training_cost",
        "@implementation_cost + @training_cost",
        "@implementation_cost+@training_cost",
    ),
    "net_total": Formula(
        "Net savings over the horizon",
        "@net_savings_per_year × @horizon_months ÷ 12 − @one_off_cost",
        r"@net_savings_per_year \times \frac{@horizon_months}{12} - @one_off_cost",
        "@net_savings_per_year*@horizon_months/12-@one_off_cost",
    ),
    "cost_per_ticket_before": Formula(
        "Cost of triage and misroutes per ticket today",
        "@manual_seconds ÷ 3600 × @loaded_wage + @human_misroute_rate × (@handover_minutes ÷ 60"
        " × @loaded_wage + @handover_delay_hours × @delay_cost_per_hour)",
        r"\frac{@manual_seconds}{3600} \times @loaded_wage + @human_misroute_rate \times"
        r" \left(\frac{@handover_minutes}{60} \times @loaded_wage"
        r" + @handover_delay_hours \times @delay_cost_per_hour\right)",
        "@manual_seconds/3600*@loaded_wage+@human_misroute_rate*(@handover_minutes/60"
        "*@loaded_wage+@handover_delay_hours*@delay_cost_per_hour)",
    ),
    "cost_per_ticket_after": Formula(
        "Cost per ticket with the router",
        "@cost_per_ticket_before − @net_savings_per_year ÷ @tickets_per_year",
        r"@cost_per_ticket_before - \frac{@net_savings_per_year}{@tickets_per_year}",
        "@cost_per_ticket_before-@net_savings_per_year/@tickets_per_year",
    ),
    "roi": finance.ROI,
    "npv": finance.NPV,
    "irr": finance.IRR,
    "payback": Formula(
        "Payback",
        "the month from which the cumulative cash stays at or above 0",
        r"\min\{\,m : \textstyle\sum_{t=0}^{n} @cash_flow \ge 0 \;\forall\, n \ge m\,\}",
    ),
    "discounted_payback": Formula(
        "Discounted payback",
        "the month from which the cumulative discounted cash stays at or above 0",
        r"\min\{\,m : \textstyle\sum_{t=0}^{n} @cash_flow \times @discount_factor \ge 0"
        r" \;\forall\, n \ge m\,\}",
    ),
    "break_even_volume": Formula(
        "Break-even volume",
        "the tickets a month at which the net present value is 0",
        r"\mathrm{NPV}(@tickets_per_month) = 0",
    ),
    "break_even_precision": Formula(
        "Break-even precision",
        "the precision of auto-routing at which the net present value is 0",
        r"\mathrm{NPV}(@precision) = 0",
    ),
    "break_even_wage": Formula(
        "Break-even wage",
        "the agent's pay at which the net present value is 0",
        r"\mathrm{NPV}(@hourly_pay) = 0",
    ),
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """How one figure comes about: the formula, the scenario's numbers put in, and the origin."""

    formula: Formula
    words: str
    numbers: str
    latex: str
    latex_numbers: str
    origin: Computed


def explain(scenario: Scenario, result: Case, figure: str) -> Explanation:
    """The explanation of a result or of one of its parts; `result` is the scenario's case.

    >>> from roi.case import case
    >>> start = Scenario.start()
    >>> explain(start, case(start.values()), "loaded_wage").numbers
    '20.59 × 1.42'
    """
    formula = {**PARTS, **RESULTS}[figure]
    if figure == "llm_cost" and scenario.llm_basis == "ticket":
        formula = costs.LLM_COST_MEASURED
    numbers = terms(scenario, result)
    return Explanation(
        formula=formula,
        words=formula.in_words(),
        numbers=formula.with_numbers(numbers),
        latex=formula.in_latex(),
        latex_numbers=formula.latex_with_numbers(numbers),
        origin=Computed(formula.in_words()),
    )


def terms(scenario: Scenario, result: Case) -> dict[str, float]:
    """Every term that a formula can name, with the scenario's number."""
    v, lines = result.values, result.flows
    years = scenario.horizon_months / MONTHS_A_YEAR
    sums = {
        "hourly_pay": float(benefits.hourly_pay(v)),
        "horizon_months": float(scenario.horizon_months),
        "routed_per_year": float(lines.routed.sum()) / years,
        "tickets_per_year": float(lines.tickets.sum()) / years,
        "total_benefits": result.gross_savings_per_year * years,
        "total_costs": result.running_cost_per_year * years + result.one_off_cost,
    }
    results = {
        name: figure for name in RESULTS if isinstance(figure := getattr(result, name), float | int)
    }
    return {**{key: scenario[key] for key in INPUTS}, **parts(result), **sums, **results}


def parts(result: Case) -> dict[str, float]:
    """The scenario's numbers of `PARTS`."""
    v = result.values
    return {
        "loaded_wage": result.loaded_wage,
        "freed_seconds": float(benefits.freed_seconds(v)),
        "misroutes_avoided": float(benefits.misroutes_avoided(v)),
        "triage_saving": float(benefits.triage_saving(v)),
        "handover_saving": float(benefits.handover_saving(v)),
        "delay_saving": float(benefits.delay_saving(v)),
        "llm_cost": float(costs.llm_cost(v)),
        "check_cost": float(costs.check_cost(v)),
        "rework_cost": float(costs.rework_cost(v)),
        "upkeep_cost": float(costs.upkeep_cost(v)),
        "training_cost": float(costs.training_cost(v)),
    }
