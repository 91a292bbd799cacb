"""The simple view: savings from seconds, tickets and a wage, with nothing else assumed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

from roi.errors import InputsError
from roi.inputs.assumptions import assumptions
from roi.model.formula import Formula
from roi.numbers import is_currency
from roi.units import HAIR, MONTHS_A_YEAR, SECONDS_AN_HOUR


@dataclass(frozen=True, slots=True)
class SimpleInputs:
    """What the simple view needs; money is in `currency`.

    loaded_wage_per_hour: what an hour of an agent costs the employer, load included.
    manual_seconds: average seconds a person spends on the triage of one ticket.
    llm_seconds: average seconds the router takes for one ticket.
    running_cost_per_month: everything paid each month, from month 1 on.
    one_off_cost: everything paid once, in month 0.
    """

    loaded_wage_per_hour: float
    manual_seconds: float
    llm_seconds: float
    tickets_per_month: float
    running_cost_per_month: float
    one_off_cost: float
    horizon_months: int
    currency: str = "USD"

    @classmethod
    def default(cls, **values: Any) -> SimpleInputs:
        """The defaults of `assumptions.toml`, with some values of one's own.

        Raises InputsError as `read_simple` does.

        >>> SimpleInputs.default(tickets_per_month=100).manual_seconds
        180.0
        """
        defaults = {key: assumptions()[key].value for key in NUMBERS}
        return read_simple({**defaults, **values})


NUMBERS: Final = tuple(f.name for f in fields(SimpleInputs) if f.name != "currency")


@dataclass(frozen=True, slots=True)
class SimpleResult:
    """The figures of the simple view; money is in the inputs' currency.

    cumulative_cash: one amount a month, month 0 being minus the one-off cost.
    payback_month: None when it never pays back within the horizon, 0 when immediately.
    """

    hours_saved_per_month: float
    hours_saved_per_year: float
    annual_savings: float
    net_per_month: float
    net_per_year: float
    cumulative_cash: tuple[float, ...]
    payback_month: int | None


def simple_problems(values: Mapping[str, object]) -> dict[str, str]:
    """What is wrong with the inputs of the simple view: field -> one plain sentence.

    >>> simple_problems({"tickets_per_month": 0})["tickets_per_month"]
    'Tickets a month must be between 1 and 100,000,000, not 0.'
    """
    problems = {key: assumptions()[key].problem(values.get(key)) for key in NUMBERS}
    if not is_currency(values.get("currency", "USD")):
        problems["currency"] = 'Currency must be a code of three capital letters such as "USD".'
    return {key: text for key, text in problems.items() if text}


def read_simple(values: Mapping[str, Any]) -> SimpleInputs:
    """The inputs of the simple view from what a user entered.

    Raises InputsError with a sentence for every field that cannot be used.
    """
    if problems := simple_problems(values):
        raise InputsError(problems)
    numbers = {key: float(values[key]) for key in NUMBERS if key != "horizon_months"}
    horizon = int(values["horizon_months"])
    return SimpleInputs(**numbers, horizon_months=horizon, currency=values.get("currency", "USD"))


MANUAL_HOURS_SAVED: Final = Formula(
    "Manual hours saved", "(manual_seconds - llm_seconds) * tickets / 3600"
)


def manual_hours_saved(avg_manual_seconds: float, avg_llm_seconds: float, tickets: float) -> float:
    """Hours of manual triage that are no longer worked.

    Meaning: what the router takes off people when it decides every ticket.
    Formula: (avg_manual_seconds − avg_llm_seconds) × tickets ÷ 3600.
    Units: seconds per ticket and tickets of any period; hours of the same period.
    Sign: negative when the router is slower than a person.

    >>> manual_hours_saved(180, 2, 5000)  # 178 s × 5000 = 890,000 s
    247.22222222222223
    """
    return (avg_manual_seconds - avg_llm_seconds) * tickets / SECONDS_AN_HOUR


ANNUAL_SAVINGS: Final = Formula("Annual savings", "hours_saved_per_year * loaded_wage_per_hour")


def annual_savings(hours_per_year: float, wage_per_hour: float) -> float:
    """What the saved hours of a year are worth.

    Formula: hours × wage.
    Units: hours a year, money an hour with load; money a year.
    Sign: positive is a saving.

    >>> annual_savings(1000, 29.2)
    29200.0
    """
    return hours_per_year * wage_per_hour


NET_PER_MONTH: Final = Formula(
    "Net savings a month", "annual_savings / 12 - running_cost_per_month"
)


def net_per_month(savings_per_year: float, running_cost_per_month: float) -> float:
    """What is left of a month's savings after the running cost.

    Formula: annual savings ÷ 12 − running cost a month.
    Units: money. Sign: negative when running costs more than it saves.

    >>> net_per_month(12000, 400)
    600.0
    """
    return savings_per_year / MONTHS_A_YEAR - running_cost_per_month


CUMULATIVE_CASH: Final = Formula(
    "Cumulative cash after a month", "month * net_per_month - one_off_cost"
)


def cumulative_cash(
    one_off_cost: float, net_savings_per_month: float, horizon_months: int
) -> tuple[float, ...]:
    """All money in and out up to each month, month 0 first.

    Formula: month × net savings a month − one-off cost.
    Units: money. Sign: negative while the one-off cost is not yet earned.

    >>> cumulative_cash(1000, 400, 3)
    (-1000.0, -600.0, -200.0, 200.0)
    """
    # Adding 0.0 turns -0.0 into 0.0.
    return tuple(
        month * net_savings_per_month - one_off_cost + 0.0 for month in range(horizon_months + 1)
    )


def payback_month(cumulative: Sequence[float]) -> int | None:
    """The month from which on the cumulative cash is never below zero again.

    Units: months from the start; 0 means immediately, None never within the horizon.
    A case that starts at zero and then loses money never pays back.

    >>> payback_month([-1000, -600, -200, 200]), payback_month([0, 5]), payback_month([0, -5])
    (3, 0, None)
    """
    below = [month for month, cash in enumerate(cumulative) if cash < -HAIR]
    if not below:
        return 0
    return below[-1] + 1 if below[-1] + 1 < len(cumulative) else None


def simple_case(inputs: SimpleInputs) -> SimpleResult:
    """All figures of the simple view.

    >>> result = simple_case(SimpleInputs(30, 180, 0, 1000, 500, 3000, 12))
    >>> result.hours_saved_per_month, result.annual_savings, result.payback_month
    (50.0, 18000.0, 3)
    """
    hours = manual_hours_saved(inputs.manual_seconds, inputs.llm_seconds, inputs.tickets_per_month)
    savings = annual_savings(hours * MONTHS_A_YEAR, inputs.loaded_wage_per_hour)
    net = net_per_month(savings, inputs.running_cost_per_month)
    cash = cumulative_cash(inputs.one_off_cost, net, inputs.horizon_months)
    return SimpleResult(
        hours_saved_per_month=hours,
        hours_saved_per_year=hours * MONTHS_A_YEAR,
        annual_savings=savings,
        net_per_month=net,
        net_per_year=net * MONTHS_A_YEAR,
        cumulative_cash=cash,
        payback_month=payback_month(cash),
    )


def simple_terms(inputs: SimpleInputs) -> dict[str, float]:
    """Every term of the formulas above with this scenario's number, to be put in.

    >>> MANUAL_HOURS_SAVED.with_numbers(simple_terms(SimpleInputs.default()))
    '(180 − 2) × 5,000 ÷ 3,600'
    """
    result = simple_case(inputs)
    return {
        **{key: float(getattr(inputs, key)) for key in NUMBERS},
        "tickets": inputs.tickets_per_month,
        "hours_saved_per_year": result.hours_saved_per_year,
        "annual_savings": result.annual_savings,
        "net_per_month": result.net_per_month,
        "month": float(inputs.horizon_months),
    }
