"""How every number, amount and date is written, on screens and on paper: by the reader's locale."""

from roi.numbers.amounts import amount, dollars, money, sentence_money, short_money
from roi.numbers.axis import month_ticks, ticks
from roi.numbers.currencies import Currency, currencies, currency, is_currency
from roi.numbers.dates import day, moment, month
from roi.numbers.figures import (
    NO_FIGURE,
    in_percent,
    number,
    p_value,
    percent,
    percent_range,
    plain,
    rounded,
    short_percent,
)
from roi.numbers.quantities import (
    counted,
    hours,
    latency,
    megabytes,
    payback,
    seconds,
    share_in_words,
)

__all__ = [
    "NO_FIGURE",
    "Currency",
    "amount",
    "counted",
    "currencies",
    "currency",
    "day",
    "dollars",
    "hours",
    "in_percent",
    "is_currency",
    "latency",
    "megabytes",
    "moment",
    "money",
    "month",
    "month_ticks",
    "number",
    "p_value",
    "payback",
    "percent",
    "percent_range",
    "plain",
    "rounded",
    "seconds",
    "sentence_money",
    "share_in_words",
    "short_money",
    "short_percent",
    "ticks",
]
