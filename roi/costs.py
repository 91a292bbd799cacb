"""The costs of a routed ticket, of a month, and of the start; each with its definition beside it.

Costs are positive. Money is in the scenario's currency.
"""

from __future__ import annotations

from typing import Final

from roi.benefits import loaded_wage_per_hour
from roi.formula import Formula
from roi.values import Amount, Values

LLM_COST: Final = Formula(
    "LLM cost per routed ticket",
    "((@input_tokens × (1 − @cached_share) × @price_input"
    " + @input_tokens × @cached_share × @price_cached + @output_tokens × @price_output)"
    " ÷ 1,000,000) × (1 − @batch_share × @batch_discount) × @usd_rate",
    r"\frac{@input_tokens (1 - @cached_share) @price_input"
    r" + @input_tokens \, @cached_share \, @price_cached + @output_tokens \, @price_output}{10^6}"
    r" \times (1 - @batch_share \, @batch_discount) \times @usd_rate",
    'IF(llm_basis="ticket",@cost_per_ticket_usd,(@input_tokens*(1-@cached_share)*@price_input'
    "+@input_tokens*@cached_share*@price_cached+@output_tokens*@price_output)/1000000"
    "*(1-@batch_share*@batch_discount))*@usd_rate",
)
LLM_COST_MEASURED: Final = Formula(
    "LLM cost per routed ticket",
    "@cost_per_ticket_usd × @usd_rate",
    r"@cost_per_ticket_usd \times @usd_rate",
    LLM_COST.excel,
)


def llm_cost(v: Values) -> Amount:
    """What the router's provider charges for one ticket.

    Formula: tokens × prices with the cached share at its own price, less the discount on the
    share routed in batches; or the measured cost per ticket, which already holds all that.
    Units: money per routed ticket, tokens per million, prices in US dollars × exchange rate.

    >>> v = Values.default(input_tokens=1000, output_tokens=100, price_input=1, price_output=2)
    >>> llm_cost(v)  # 0.001 + 0.0002
    0.0012
    >>> llm_cost(v.but(cached_share=0.5, price_cached=0.1, batch_share=1, batch_discount=0.5))
    0.000375
    >>> llm_cost(v.but(llm_basis="ticket", cost_per_ticket_usd=0.01, usd_rate=0.5))
    0.005
    """
    if v.llm_basis == "ticket":
        return v.cost_per_ticket_usd * v.usd_rate
    fresh = v.input_tokens * (1 - v.cached_share) * v.price_input
    cached = v.input_tokens * v.cached_share * v.price_cached
    answer = v.output_tokens * v.price_output
    in_batches = 1 - v.batch_share * v.batch_discount
    return (fresh + cached + answer) / 1_000_000 * in_batches * v.usd_rate


CHECK_COST: Final = Formula(
    "Review labour per routed ticket",
    "@coverage × @check_share × @review_seconds ÷ 3600 × @loaded_wage",
    r"@coverage \times @check_share \times \frac{@review_seconds}{3600} \times @loaded_wage",
    "@coverage*@check_share*@review_seconds/3600*@loaded_wage",
)


def check_cost(v: Values) -> Amount:
    """What it costs that people check a share of the auto-routed tickets.

    Formula: share auto-routed × share checked × review seconds ÷ 3600 × loaded wage.
    Units: money per routed ticket.

    >>> v = Values.default(coverage=1, check_share=0.1, review_seconds=360)
    >>> check_cost(v.but(wage_per_hour=20, load_factor=1.5))  # 0.1 x 0.1 h x 30
    0.3
    """
    hours = v.coverage * v.check_share * v.review_seconds / 3600
    return hours * loaded_wage_per_hour(v)


REWORK_COST: Final = Formula(
    "Rework of auto-routing errors per routed ticket",
    "@coverage × (1 − @precision) × @rework_minutes ÷ 60 × @loaded_wage",
    r"@coverage (1 - @precision) \times \frac{@rework_minutes}{60} \times @loaded_wage",
    "@coverage*(1-@precision)*@rework_minutes/60*@loaded_wage",
)


def rework_cost(v: Values) -> Amount:
    """What errors of auto-routing cost on top of the handover that `misroutes_avoided` counts.

    Formula: share auto-routed × (1 − precision) × minutes ÷ 60 × loaded wage.
    Units: money per routed ticket.

    >>> v = Values.default(coverage=1, precision=0.9, rework_minutes=6)
    >>> round(rework_cost(v.but(wage_per_hour=20, load_factor=1.5)), 6)  # 0.1 x 0.1 h x 30
    0.3
    """
    hours = v.coverage * (1 - v.precision) * v.rework_minutes / 60
    return hours * loaded_wage_per_hour(v)


UPKEEP_COST: Final = Formula(
    "Upkeep a month",
    "@upkeep_hours_per_month × @specialist_wage_per_hour",
    r"@upkeep_hours_per_month \times @specialist_wage_per_hour",
    "@upkeep_hours_per_month*@specialist_wage_per_hour",
)


def upkeep_cost(v: Values) -> Amount:
    """What looking after the router costs a month.

    Units: hours × money per hour = money per month.

    >>> upkeep_cost(Values.default(upkeep_hours_per_month=8, specialist_wage_per_hour=60))
    480
    """
    return v.upkeep_hours_per_month * v.specialist_wage_per_hour


TRAINING_COST: Final = Formula(
    "Training, once",
    "@training_hours × @loaded_wage",
    r"@training_hours \times @loaded_wage",
    "@training_hours*@loaded_wage",
)


def training_cost(v: Values) -> Amount:
    """What the agents' time in training costs, once.

    >>> training_cost(Values.default(training_hours=40, wage_per_hour=20, load_factor=1.5))
    1200.0
    """
    return v.training_hours * loaded_wage_per_hour(v)
