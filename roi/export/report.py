"""A report: everything the screens and documents show, computed once and already in words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Final

from roi.assumptions import Assumption, assumptions
from roi.break_even import Required
from roi.bridge import Step, bridge, waterfall
from roi.case import Case, case
from roi.errors import ExportError
from roi.numbers import amount as shown_amount
from roi.numbers import money, number, payback, percent, plain
from roi.scenario import Scenario
from roi.sensitivity import Bar, Grid, grid, tornado, what_must_be_true
from roi.uncertainty import DRAWS, Range, Uncertainty, uncertainty

_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
CENTS_BELOW: Final = 100


@dataclass(frozen=True, slots=True)
class Brand:
    """How the documents look: colours as "#rrggbb", and a logo as PNG, JPEG or "" for none.

    Raises ExportError when a colour or the logo cannot be used.
    """

    colour: str = "#1f4e79"
    accent: str = "#2a9d8f"
    warning: str = "#c8553d"
    logo: bytes = b""

    def __post_init__(self) -> None:
        for colour in (self.colour, self.accent, self.warning):
            if not _COLOUR.fullmatch(colour):
                raise ExportError(f'A colour must look like "#1f4e79", not "{colour}".')
        if self.logo and not self.logo_kind:
            raise ExportError("The logo must be a PNG or JPEG picture.")

    @property
    def logo_kind(self) -> str:
        """The ending of the logo's file, "" when it is neither PNG nor JPEG."""
        if self.logo.startswith(b"\x89PNG\r\n\x1a\n"):
            return "png"
        return "jpg" if self.logo.startswith(b"\xff\xd8\xff") else ""


@dataclass(frozen=True, slots=True)
class Card:
    """One headline figure, with its range where it has one."""

    label: str
    text: str
    range: str = ""


@dataclass(frozen=True)
class Report:
    """All that screens and documents are made from; each part is computed once, when asked for.

    draws: how many the uncertainty takes.
    """

    scenario: Scenario
    brand: Brand = field(default_factory=Brand)
    draws: int = DRAWS

    @cached_property
    def case(self) -> Case:
        """Every result of the scenario."""
        return case(self.scenario.values())

    @cached_property
    def uncertainty(self) -> Uncertainty:
        """What the draws say."""
        return uncertainty(self.scenario, self.draws)

    @cached_property
    def tornado(self) -> tuple[Bar, ...]:
        """The inputs by how far each moves the net present value."""
        return tornado(self.scenario)

    @cached_property
    def grid(self) -> Grid:
        """The payback over wage and volume."""
        wage = "salary_per_year" if self.scenario.pay == "salary" else "wage_per_hour"
        return grid(self.scenario, wage, "tickets_per_month")

    @cached_property
    def must(self) -> tuple[Required, ...]:
        """What must be true of the inputs that move the case most."""
        return what_must_be_true(self.scenario)

    @cached_property
    def bridge(self) -> tuple[Step, ...]:
        """From the simple view to the full model."""
        return bridge(self.scenario)

    @cached_property
    def waterfall(self) -> tuple[Step, ...]:
        """From today's cost to tomorrow's."""
        return waterfall(self.case)

    @property
    def company(self) -> str:
        """The company, or the scenario's name where none is given."""
        return self.scenario.company or self.scenario.name

    def money(self, figure: float | None) -> str:
        """An amount in the scenario's currency; small ones with cents."""
        return shown_amount(figure, self.scenario.currency)

    def spread(self, found: Range) -> str:
        """A range of money in words."""
        return f"P10 {self.money(found.p10)} · P90 {self.money(found.p90)}"

    def value(self, key: str, value: float) -> str:
        """A value of an input with its unit."""
        rule = assumptions()[key]
        return amount(rule, value, self.scenario.currency) + unit(rule)

    def range(self, key: str, low: float, high: float) -> str:
        """A range of an input with its unit."""
        rule, currency = assumptions()[key], self.scenario.currency
        return f"{amount(rule, low, currency)} – {amount(rule, high, currency)}{unit(rule)}"

    @property
    def settings(self) -> dict[str, str]:
        """What the sentences of `words.toml` are filled with."""
        u = self.uncertainty
        return {
            "horizon": number(self.scenario.horizon_months),
            "discount": self.value("discount_rate", self.scenario["discount_rate"]),
            "risk": self.value("risk_adjustment", self.scenario["risk_adjustment"]),
            "draws": number(u.draws),
            "seed": str(u.seed),
            "spread": {"pert": "PERT", "triangular": "triangular"}[self.scenario.spread],
            "payback": payback(self.case.payback),
            "net": self.money(self.case.net_savings_per_year),
            "within": percent(u.within_a_year),
            "never": percent(u.never),
        }

    def headline(self) -> tuple[str, str]:
        """The verdict in two sentences."""
        kind = {None: "never", 0: "immediately"}.get(self.case.payback, "pays")
        lines = words()["headline"]
        return lines[kind].format(**self.settings), lines["chance"].format(**self.settings)

    def cards(self) -> tuple[Card, ...]:
        """The headline figures."""
        c, u = self.case, self.uncertainty
        late = f"P10 {payback(u.payback.p10)} · P90 {payback(u.payback.p90)}"
        return (
            Card(
                "Net savings a year",
                self.money(c.net_savings_per_year),
                self.spread(u.net_savings_per_year),
            ),
            Card("Payback", payback(c.payback), late),
            Card("Net present value", self.money(c.npv), self.spread(u.npv)),
            Card(
                "Return on investment",
                percent(c.roi),
                f"P10 {percent(u.roi.p10)} · P90 {percent(u.roi.p90)}",
            ),
        )

    def figures(self) -> tuple[Card, ...]:
        """The other results."""
        c = self.case
        return (
            Card("Gross savings a year", self.money(c.gross_savings_per_year)),
            Card("Running cost a year", self.money(c.running_cost_per_year)),
            Card("One-off cost", self.money(c.one_off_cost)),
            Card("Internal rate of return", "none" if c.irr is None else percent(c.irr)),
            Card("Discounted payback", payback(c.discounted_payback)),
            Card("Hours saved a year", number(c.hours_saved_per_year)),
            Card("Hours used for other work", number(c.hours_used_per_year)),
            Card("Full-time equivalents", number(c.full_time_equivalents, 1)),
            Card(
                "Cost per ticket today", money(c.cost_per_ticket_before, self.scenario.currency, 2)
            ),
            Card("Cost per ticket then", money(c.cost_per_ticket_after, self.scenario.currency, 2)),
        )

    def required(self, needed: Required) -> str:
        """What must be true of one input, in one line."""
        template = words()["must"][needed.side.replace(" ", "_")]
        value = "" if needed.value is None else self.value(needed.key, needed.value)
        return str(template.format(label=assumptions()[needed.key].label, value=value))

    def method(self) -> tuple[str, ...]:
        """How the figures were computed, a paragraph each."""
        return tuple(line.format(**self.settings) for line in words()["method"])

    def limits(self) -> tuple[str, ...]:
        """What the figures do not say, a paragraph each."""
        return tuple(words()["limits"])


def prepare(scenario: Scenario, brand: Brand | None = None, draws: int = DRAWS) -> Report:
    """Everything the documents show of a scenario.

    >>> prepare(Scenario.start(), draws=200).cards()[1].text
    '20 months'
    """
    return Report(scenario, brand or Brand(), draws)


def amount(rule: Assumption, value: float, currency: str) -> str:
    r"""A value of an input as people write it, without its unit.

    >>> price = assumptions()["price_cached"]
    >>> amount(price, 0.075, "EUR"), amount(assumptions()["coverage"], 0.625, "EUR")
    ('$0.075', '62.5\u202f%')
    >>> amount(assumptions()["llm_seconds"], 0.01524, "EUR")
    '0.015'
    """
    if rule.is_share:
        return percent(value, 0 if round(value * 100, 6) == round(value * 100) else 1)
    if rule.unit.startswith(("money", "US dollars")):
        code = "USD" if rule.unit.startswith("US dollars") else currency
        if 0 < abs(value) < 1:
            return money(value, code, 6).rstrip("0")
        whole = value == round(value) or abs(value) >= CENTS_BELOW
        return money(value, code, 0 if whole else 2)
    if rule.unit == "factor":
        return plain(value)
    if 0 < abs(value) < 1:
        return plain(float(f"{value:.2g}"))
    return number(value, 0 if abs(value) >= CENTS_BELOW or value == round(value) else 1)


def unit(rule: Assumption) -> str:
    """The unit to be written behind an amount, with a space before it; "" where there is none.

    >>> [unit(assumptions()[key]) for key in ("wage_per_hour", "ramp_months", "coverage")]
    [' per hour', ' months', '']
    """
    if rule.is_share or rule.unit == "factor":
        return ""
    if rule.unit.startswith(("money", "US dollars")):
        _, per, what = rule.unit.partition(" per ")
        return f"{per}{what}"
    return f" {rule.unit}"


def money_shape(report: Report, decimals: int = 0) -> str:
    """The number format of spreadsheets and charts for the scenario's currency.

    >>> money_shape(prepare(Scenario.start(), draws=50), 2)
    '"$"#,##0.00;[Red]-"$"#,##0.00'
    """
    digits = "#,##0" + ("." + "0" * decimals if decimals else "")
    sign = money(0, report.scenario.currency).removesuffix("0")
    return f'"{sign}"{digits};[Red]-"{sign}"{digits}'


@cache
def words() -> Mapping[str, Any]:
    """The sentences of the documents."""
    return tomllib.loads(files("roi.export").joinpath("words.toml").read_text("utf-8"))
