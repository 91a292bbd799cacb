"""The table of the business case, read from `lines.toml`: parts, benefits and costs, results."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal, get_args

from roi.errors import AssumptionError
from roi.inputs.assumptions import assumptions
from roi.inputs.values import INPUTS, LEDGERS, Amount, Ledger, LlmBasis, Pay, Values
from roi.model.formula import Formula

Unit = Literal["money", "seconds", "share", "hours", "number", "months"]
Side = Literal["benefit", "cost"]
Basis = Literal["ticket", "month", "once"]
# What the monthly flows are made of besides the lines.
FLOW_INPUTS: Final = ("tickets_per_month", "growth_per_year", "ramp_months", "discount_rate")


@dataclass(frozen=True, slots=True)
class Figure:
    """A part or a result: its key, its formula and the unit of its number."""

    key: str
    unit: Unit
    formula: Formula
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A benefit or a cost; both are positive amounts of money.

    basis: what its formula gives: money per routed ticket, per month, or once in month 0.
    short: its name where there is little room.
    ledger: of a benefit, what kind of money it is; costs have none and always count.
    labour: of a cost, that it is agents' time and no bill.
    """

    key: str
    label: str
    short: str
    side: Side
    basis: Basis
    formula: Formula
    meaning: str
    ledger: Ledger | None = None
    labour: bool = False

    @property
    def sign(self) -> int:
        """1 for what comes in, -1 for what goes out."""
        return 1 if self.side == "benefit" else -1


@dataclass(frozen=True, slots=True)
class Example:
    """An example of a formula worked by hand; the inputs that it does not name do not matter."""

    key: str
    given: Mapping[str, Any]
    gives: float


@dataclass(frozen=True, slots=True)
class Table:
    """Everything in `lines.toml`, by key and in its order."""

    parts: Mapping[str, Figure]
    lines: Mapping[str, Line]
    results: Mapping[str, Figure]
    examples: tuple[Example, ...] = field(default=())

    def where(self, *, side: Side | None = None, basis: Basis | None = None) -> tuple[Line, ...]:
        """The lines of one side, of one basis, or of both."""
        return tuple(
            line
            for line in self.lines.values()
            if side in (None, line.side) and basis in (None, line.basis)
        )

    def ledger(self, ledger: Ledger) -> tuple[Line, ...]:
        """The benefits of one ledger."""
        return tuple(line for line in self.lines.values() if line.ledger == ledger)

    def counted(self, accepted: Iterable[Ledger]) -> tuple[Line, ...]:
        """The benefits of the ledgers that are accepted, and all costs."""
        return tuple(line for line in self.lines.values() if line.ledger in (None, *accepted))

    @property
    def running(self) -> tuple[Line, ...]:
        """The costs that come back each month."""
        return tuple(line for line in self.where(side="cost") if line.basis != "once")


@cache
def table() -> Table:
    """The table that RouteCase ships.

    >>> [line.key for line in table().where(basis="once")]
    ['implementation', 'training']
    """
    return read_table(files("roi").joinpath("lines.toml").read_text("utf-8"))


def read_table(text: str) -> Table:
    """Read a table; raises AssumptionError naming the entry that is wrong."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise AssumptionError(f"The table of lines is not valid TOML: {error}.") from error
    entries = {**data["parts"], **data["lines"]}
    found = Table(
        parts={key: _figure(key, entry) for key, entry in data["parts"].items()},
        lines={key: _line(key, entry) for key, entry in data["lines"].items()},
        results={key: _figure(key, entry) for key, entry in data["results"].items()},
        examples=tuple(
            Example(key, entry["given"], entry["gives"])
            for key, entry in entries.items()
            if "given" in entry
        ),
    )
    _check_terms(found)
    return found


def environment(v: Values) -> dict[str, Any]:
    """Every name a formula of a line can use: the inputs, the settings and the parts.

    >>> environment(Values.default(wage_per_hour=20.0, load_factor=1.5))["loaded_wage"]
    30.0
    """
    names: dict[str, Any] = {**v.numbers, "pay": v.pay, "llm_basis": v.llm_basis}
    for key, part in table().parts.items():
        names[key] = part.formula.value(names)
    return names


def amounts(v: Values) -> dict[str, Amount]:
    """The amount of every line: money per routed ticket, per month, or once."""
    names = environment(v)
    return {key: line.formula.value(names) for key, line in table().lines.items()}


def part(v: Values, key: str) -> float:
    """One part of the model, from single numbers.

    >>> part(Values.default(wage_per_hour=20.0, load_factor=1.5), "loaded_wage")
    30.0
    """
    return float(environment(v)[key])


@cache
def idle(pay: Pay, llm_basis: LlmBasis) -> frozenset[str]:
    """The inputs that no money depends on under these settings.

    >>> sorted(idle("salary", "tokens"))
    ['cost_per_ticket_usd', 'hours_per_year', 'llm_seconds', 'wage_per_hour']
    """
    settings = {"pay": pay, "llm_basis": llm_basis}
    used: set[str] = set(FLOW_INPUTS)
    for line in table().lines.values():
        used.update(_reached(line.formula, settings))
    # What others follow moves them.
    used |= {assumptions()[key].follows for key in used}
    return frozenset(INPUTS) - used


def inputs_of(line: Line, v: Values) -> frozenset[str]:
    """The inputs that the amount of a line depends on under these settings."""
    return frozenset(_reached(line.formula, {"pay": v.pay, "llm_basis": v.llm_basis}))


def _reached(formula: Formula, settings: Mapping[str, str]) -> Iterator[str]:
    for term in formula.chosen_terms(settings):
        if term in table().parts:
            yield from _reached(table().parts[term].formula, settings)
        else:
            yield term


def _figure(key: str, entry: Mapping[str, Any]) -> Figure:
    if entry["unit"] not in get_args(Unit):
        raise AssumptionError(f'The figure "{key}": there is no unit "{entry["unit"]}".')
    formula = Formula(
        entry["label"], entry.get("formula", ""), entry.get("words", ""), entry.get("latex", "")
    )
    return Figure(key, entry["unit"], formula, entry.get("meaning", ""))


def _line(key: str, entry: Mapping[str, Any]) -> Line:
    for name, kind in (("side", Side), ("basis", Basis)):
        if entry[name] not in get_args(kind):
            raise AssumptionError(f'The line "{key}": {name} cannot be "{entry[name]}".')
    allowed = LEDGERS if entry["side"] == "benefit" else (None,)
    if entry.get("ledger") not in allowed:
        raise AssumptionError(f'The line "{key}": ledger cannot be "{entry.get("ledger")}".')
    return Line(
        key=key,
        label=entry["label"],
        short=entry["short"],
        side=entry["side"],
        basis=entry["basis"],
        formula=Formula(entry["label"], entry["formula"]),
        meaning=entry["meaning"],
        ledger=entry.get("ledger"),
        labour=entry.get("labour", False),
    )


def _check_terms(found: Table) -> None:
    """A formula that names what nobody knows would fail only when it is asked."""
    known = {*INPUTS, "pay", "llm_basis"}
    formulas = {
        **{key: each.formula for key, each in found.parts.items()},
        **{key: each.formula for key, each in found.lines.items()},
    }
    for key, formula in formulas.items():
        for term in formula.terms:
            if term not in known:
                raise AssumptionError(f'The formula of "{key}" names "{term}", which nothing is.')
        if key in found.parts:
            known.add(key)
