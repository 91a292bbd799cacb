"""The benefits of a routed ticket; each formula has its definition beside it.

A *routed* ticket has gone through the router. It is then auto-routed, or a person reviews the
suggestion. Money is in the scenario's currency. A benefit is positive; a cost is positive as well.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from roi.formula import Formula
from roi.values import Amount, Values

LOADED_WAGE: Final = Formula(
    "Loaded wage per hour",
    "@hourly_pay × @load_factor",
    r"@hourly_pay \times @load_factor",
    'IF(pay="salary",@salary_per_year/@paid_hours_per_year,@wage_per_hour)*@load_factor',
)


def loaded_wage_per_hour(v: Values) -> Amount:
    """What an hour of an agent costs the employer.

    Formula: wage × load factor; the wage is salary ÷ paid hours when pay is by salary.
    Units: money per hour.

    >>> loaded_wage_per_hour(Values.default(wage_per_hour=20.0, load_factor=1.5))
    30.0
    >>> by_salary = Values.default(salary_per_year=41600, load_factor=1.5, pay="salary")
    >>> loaded_wage_per_hour(by_salary)  # 41,600 ÷ 2,080 = 20
    30.0
    """
    return hourly_pay(v) * v.load_factor


def hourly_pay(v: Values) -> Amount:
    """The wage per hour before load, from the wage or from the salary."""
    return v.salary_per_year / v.paid_hours_per_year if v.pay == "salary" else v.wage_per_hour


FREED_SECONDS: Final = Formula(
    "Triage seconds freed per routed ticket",
    "@coverage × @manual_seconds + (1 − @coverage) × (@manual_seconds − @review_seconds)",
    r"@coverage \times @manual_seconds + (1 - @coverage)(@manual_seconds - @review_seconds)",
    "@coverage*@manual_seconds+(1-@coverage)*(@manual_seconds-@review_seconds)",
)


def freed_seconds(v: Values) -> Amount:
    """Seconds of manual triage that a routed ticket frees.

    Meaning: an auto-routed ticket frees all of its triage, a reviewed one what the suggestion
    saves. The review of the rest is thereby paid for and is not charged again as a cost.
    Units: seconds per routed ticket. Sign: negative when reviews take longer than triage did.

    >>> freed_seconds(Values.default(coverage=0.5, manual_seconds=180, review_seconds=60))
    150.0
    """
    return v.coverage * v.manual_seconds + (1 - v.coverage) * (v.manual_seconds - v.review_seconds)


TRIAGE_SAVING: Final = Formula(
    "Triage saved per routed ticket",
    "@freed_seconds ÷ 3600 × @loaded_wage × @used_share × (1 − @risk_adjustment)",
    r"\frac{@freed_seconds}{3600} \times @loaded_wage \times @used_share"
    r" \times (1 - @risk_adjustment)",
    "@freed_seconds/3600*@loaded_wage*IF(@freed_seconds>0,@used_share*(1-@risk_adjustment),1)",
)


def triage_saving(v: Values) -> Amount:
    """What the freed triage time of a routed ticket is worth.

    Formula: freed seconds ÷ 3600 × loaded wage × share really used × (1 − risk adjustment).
    A loss of time counts in full: neither cut makes it smaller.
    Units: money per routed ticket.

    >>> v = Values.default(coverage=1, manual_seconds=360, wage_per_hour=20, load_factor=1.5)
    >>> round(triage_saving(v.but(used_share=0.5, risk_adjustment=0.1)), 6)  # 0.1 h x 30 x 0.45
    1.35
    """
    worth = freed_seconds(v) / 3600 * loaded_wage_per_hour(v)
    return cut(worth, v.used_share * (1 - v.risk_adjustment))


def cut(benefit: Amount, share: Amount) -> Amount:
    """A benefit reduced to a share of it; a loss stays as it is.

    >>> float(cut(10.0, 0.5)), float(cut(-10.0, 0.5))
    (5.0, -10.0)
    """
    reduced: Amount = np.where(np.greater(benefit, 0), benefit * share, benefit)
    return reduced if np.ndim(reduced) else float(reduced)


MISROUTES_AVOIDED: Final = Formula(
    "Misroutes avoided per routed ticket",
    "@coverage × (@human_misroute_rate − (1 − @precision))",
    r"@coverage \times (@human_misroute_rate - (1 - @precision))",
    "@coverage*(@human_misroute_rate-(1-@precision))",
)


def misroutes_avoided(v: Values) -> Amount:
    """How many handovers an average routed ticket avoids.

    Formula: share auto-routed × (human misroute rate − router's misroute rate).
    Reviewed tickets are misrouted as often as today.
    Units: misroutes per routed ticket. Sign: negative when the router errs more than people.

    >>> round(misroutes_avoided(Values.default(coverage=0.5, precision=0.96)), 6)  # 0.5 x 0.06
    0.03
    """
    return v.coverage * (v.human_misroute_rate - (1 - v.precision))


HANDOVER_SAVING: Final = Formula(
    "Handovers saved per routed ticket",
    "@misroutes_avoided × @handover_minutes ÷ 60 × @loaded_wage × @used_share"
    " × (1 − @risk_adjustment)",
    r"@misroutes_avoided \times \frac{@handover_minutes}{60} \times @loaded_wage"
    r" \times @used_share \times (1 - @risk_adjustment)",
    "@misroutes_avoided*@handover_minutes/60*@loaded_wage"
    "*IF(@misroutes_avoided>0,@used_share*(1-@risk_adjustment),1)",
)


def handover_saving(v: Values) -> Amount:
    """What the agents' time of the avoided handovers is worth.

    Formula: misroutes avoided × minutes ÷ 60 × loaded wage × share used × (1 − risk).
    Units: money per routed ticket. Sign: negative, and in full, when misroutes increase.

    >>> v = Values.default(coverage=1, precision=1, human_misroute_rate=0.1, handover_minutes=6)
    >>> v = v.but(wage_per_hour=20, load_factor=1.5, used_share=1, risk_adjustment=0)
    >>> round(handover_saving(v), 6)  # 0.1 x 0.1 h x 30
    0.3
    """
    worth = misroutes_avoided(v) * v.handover_minutes / 60 * loaded_wage_per_hour(v)
    return cut(worth, v.used_share * (1 - v.risk_adjustment))


DELAY_SAVING: Final = Formula(
    "Delay saved per routed ticket",
    "@misroutes_avoided × @handover_delay_hours × @delay_cost_per_hour × (1 − @risk_adjustment)",
    r"@misroutes_avoided \times @handover_delay_hours \times @delay_cost_per_hour"
    r" \times (1 - @risk_adjustment)",
    "@misroutes_avoided*@handover_delay_hours*@delay_cost_per_hour"
    "*IF(@misroutes_avoided>0,1-@risk_adjustment,1)",
)


def delay_saving(v: Values) -> Amount:
    """What the customers' waiting time of the avoided handovers is worth.

    Formula: misroutes avoided × hours of delay × cost of an hour × (1 − risk adjustment).
    Units: money per routed ticket.

    >>> v = Values.default(coverage=1, precision=1, human_misroute_rate=0.1, risk_adjustment=0)
    >>> delay_saving(v.but(handover_delay_hours=4, delay_cost_per_hour=0.5))  # 0.1 x 4 x 0.5
    0.2
    """
    worth = misroutes_avoided(v) * v.handover_delay_hours * v.delay_cost_per_hour
    return cut(worth, 1 - v.risk_adjustment)
