"""A report: a business case with what a document needs beside it: brand, author, ask and date."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from roi.business_case import BusinessCase
from roi.errors import ExportError
from roi.export.input_wording import spread, value
from roi.export.wording import answer, futures, label_of, words
from roi.inputs.evidence import Evidence
from roi.numbers import (
    NO_FIGURE,
    amount,
    currency,
    hours,
    money,
    number,
    payback,
    percent,
    short_money,
)
from roi.numbers.language import phrase
from roi.results.case import Case
from roi.risk.break_even import Required
from roi.risk.risk_adjustment import DOUBT
from roi.risk.uncertainty import DRAWS, Range, Uncertainty
from roi.scenarios.scenario import Scenario

_SPREADS: Final = {
    "pert": "near its likeliest value most often",
    "triangular": "falling off from its likeliest value in straight lines",
}
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class Brand:
    """How the documents look: colours as "#rrggbb", and a logo as PNG, JPEG or "" for none.

    Raises ExportError when a colour or the logo cannot be used.
    """

    colour: str = "#155a4e"
    accent: str = "#155a4e"
    warning: str = "#eb6c2a"
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
class Study:
    """What stands on a study beside its figures.

    on: the day it was made. decide_by: until when the decision is asked for, None to leave it open.
    """

    author: str = ""
    version: str = "1.0"
    on: date = date(2026, 1, 1)
    decide_by: date | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """One headline figure, with its range where it has one."""

    label: str
    text: str
    range: str = ""


@dataclass(frozen=True)
class Report:
    """A business case dressed for paper; screens use its cards and sentences as well."""

    business: BusinessCase
    brand: Brand = field(default_factory=Brand)
    study: Study = field(default_factory=Study)

    @property
    def scenario(self) -> Scenario:
        """The inputs."""
        return self.business.scenario

    @property
    def case(self) -> Case:
        """The results."""
        return self.business.case

    @property
    def uncertainty(self) -> Uncertainty:
        """The futures."""
        return self.business.uncertainty

    @property
    def company(self) -> str:
        """The company, or the scenario's name where none is given."""
        return self.scenario.company or self.scenario.name

    def money(self, figure: float | None) -> str:
        """An amount in the scenario's currency; small ones with cents."""
        return amount(figure, self.scenario.currency)

    def short(self, figure: float | None) -> str:
        """An amount to three digits."""
        return "–" if figure is None else short_money(figure, self.scenario.currency)

    def ends(self, found: Range) -> str:
        """The two ends of a range of money."""
        said = words()
        return f"{said['bad_case']} {self.short(found.bad)}, good {self.short(found.good)}"

    def value(self, key: str, figure: float) -> str:
        """A value of an input with its unit."""
        return value(self.business, key, figure)

    def range(self, key: str, low: float, high: float) -> str:
        """A range of an input with its unit."""
        return spread(self.business, key, low, high)

    def headline(self) -> tuple[str, str]:
        """The answer, and how sure it is and what it depends on."""
        return answer(self.business), " ".join(futures(self.business))

    def cards(self) -> tuple[Card, ...]:
        """The four figures of the first page; without text while no amount may be named."""
        c, u = self.case, self.uncertainty
        plain, adjusted, _ = self.business.conventions
        late = phrase("late", good=payback(u.payback.good), bad=payback(u.payback.bad))
        saved = "saved_in_cash" if self.scenario.accepted == ("cash",) else "saved_a_year"
        cards = (
            Card(phrase(saved), self.money(c.net_savings_per_year),
                 self.ends(u.net_savings_per_year)),
            Card(phrase("paid_back"), payback(c.payback), late),
            Card(phrase("npv"), self.money(plain.net),
                 phrase("risk_adjusted", figure=self.money(adjusted.net))),
            Card(f"Return, {_years(self.scenario.horizon_months)}", percent(plain.roi),
                 phrase("risk_adjusted", figure=percent(adjusted.roi))),
        )  # fmt: skip
        if self.business.names_amounts:
            return cards
        return tuple(Card(card.label, NO_FIGURE) for card in cards)

    def figures(self) -> tuple[Card, ...]:
        """The other results."""
        c, code = self.case, self.scenario.currency
        cents = currency(code).cents
        return (
            Card(phrase("savings_before_costs"), self.money(c.gross_savings_per_year)),
            Card(phrase("running_cost"), self.money(c.running_cost_per_year)),
            Card(phrase("one_off_cost"), self.money(c.one_off_cost)),
            Card(phrase("irr"), "none" if c.irr is None else percent(c.irr)),
            Card(phrase("paid_back_discounted"), payback(c.discounted_payback)),
            Card(phrase("hours_freed"), hours(c.hours_freed_per_year)),
            Card(phrase("positions"), number(c.full_time_equivalents, 1)),
            Card(phrase("wrong_routes"), number(c.wrong_routes_per_year)),
            Card(phrase("cost_today"), money(c.cost_per_ticket_before, code, cents)),
            Card(phrase("cost_then"), money(c.cost_per_ticket_after, code, cents)),
        )

    def required(self, needed: Required) -> str:
        """What must be true of one input, in one line."""
        template = words()["must"][needed.side.replace(" ", "_")]
        figure = "" if needed.value is None else self.value(needed.key, needed.value)
        return str(template.format(label=label_of(needed.key), value=figure))

    @property
    def settings(self) -> dict[str, str]:
        """What the sentences of method and notes are filled with."""
        doubt = {strength.value: number(share, 2) for strength, share in DOUBT.items()}
        return {
            "horizon": number(self.scenario.horizon_months),
            "discount": self.value("discount_rate", self.scenario["discount_rate"]),
            "draws": number(self.uncertainty.draws),
            "spread": _SPREADS[self.scenario.spread],
            **doubt,
        }

    def method(self) -> tuple[str, ...]:
        """How the figures were computed, a paragraph each."""
        return tuple(line.format(**self.settings) for line in words()["study"]["method"])

    def limits(self) -> tuple[str, ...]:
        """What the figures do not say, a paragraph each."""
        return tuple(words()["study"]["limits"])


def prepare(
    scenario: Scenario,
    brand: Brand | None = None,
    draws: int = DRAWS,
    evidence: Evidence | None = None,
    study: Study | None = None,
) -> Report:
    """Everything the documents show of a scenario.

    >>> prepare(Scenario.default(), draws=200).cards()[1].text
    '–'
    """
    business = BusinessCase(scenario, evidence, draws)
    return Report(business, brand or Brand(), study or Study())


def money_shape(report: Report, decimals: int = 0) -> str:
    """The number format of spreadsheets and charts for the scenario's currency.

    >>> money_shape(prepare(Scenario.default(), draws=50), 2)
    '"$"#,##0.00;[Red]-"$"#,##0.00'
    """
    digits = "#,##0" + ("." + "0" * decimals if decimals else "")
    sign = currency(report.scenario.currency).sign
    return f'"{sign}"{digits};[Red]-"{sign}"{digits}'


def _years(months: int) -> str:
    """A horizon in words.

    >>> _years(36), _years(18)
    ('three years', '18 months')
    """
    names = {12: "one year", 24: "two years", 36: "three years", 48: "four years", 60: "five years"}
    return names.get(months, f"{months} months")
