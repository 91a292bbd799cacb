"""The assumptions: every default with its unit, range, source and strength, read from TOML."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal, get_args

from roi.errors import AssumptionError
from roi.numbers import plain

Favourable = Literal["higher", "lower", ""]


class Strength(StrEnum):
    """How far the source of an assumption carries."""

    STRONG = "strong"
    MEDIUM = "medium"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Assumption:
    """One default of the business case, and the rule for what a user may put in its place.

    low, high: the plausible range, used for the uncertainty and the tornado.
    minimum, maximum: what is accepted at all, both included.
    favourable: the end of the range that makes the case better, "" when neither does.
    whole: only whole numbers are accepted.
    follows: the input that it moves with in proportion, until it has a value of its own.
    """

    key: str
    label: str
    value: float
    low: float
    high: float
    minimum: float
    maximum: float
    unit: str
    group: str
    source: str
    strength: Strength
    favourable: Favourable = ""
    whole: bool = False
    follows: str = ""

    @property
    def is_money(self) -> bool:
        """True for an amount in the scenario's currency."""
        return self.unit.startswith("money")

    @property
    def is_share(self) -> bool:
        """True for a share, shown as a percentage."""
        return self.unit == "share"

    def problem(self, value: object) -> str | None:
        """What is wrong with a value for this field, in one sentence; None when it is fine.

        >>> rule = assumptions()["cashable_share"]
        >>> rule.problem(1.4)
        'Freed time that cuts paid hours must be between 0 and 1, not 1.4.'
        >>> rule.problem(0.4) is None
        True
        """
        if isinstance(value, bool) or not isinstance(value, int | float):
            return f"{self.label} must be a number, not {_quoted(value)}."
        # An int of any size is finite, and too large for math.isfinite.
        if isinstance(value, float) and not math.isfinite(value):
            return f"{self.label} must be a number, not {_quoted(value)}."
        if not self.minimum <= value <= self.maximum:
            allowed = f"between {plain(self.minimum)} and {plain(self.maximum)}"
            return f"{self.label} must be {allowed}, not {_shown(value)}."
        if self.whole and value != int(value):
            return f"{self.label} must be a whole number, not {_shown(value)}."
        return None


@cache
def assumptions() -> Mapping[str, Assumption]:
    """The assumptions that RouteCase ships, by key, in the order of their file.

    >>> assumptions()["load_factor"].value
    1.42
    """
    return read_assumptions(files("roi").joinpath("assumptions.toml").read_text("utf-8"))


def read_assumptions(text: str) -> dict[str, Assumption]:
    """Read a file of assumptions.

    Raises AssumptionError naming the key that is wrong.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise AssumptionError(f"The assumptions are not valid TOML: {error}.") from error
    found = {key: _assumption(key, table) for key, table in data.items()}
    for key, rule in found.items():
        if rule.follows and (rule.follows not in found or not found[rule.follows].value):
            raise AssumptionError(f'The assumption "{key}" cannot follow "{rule.follows}".')
    return found


_TYPES: Final[Mapping[str, tuple[type, ...]]] = {
    "float": (int, float),
    "bool": (bool,),
}


def _assumption(key: str, table: Any) -> Assumption:
    if not isinstance(table, dict):
        raise AssumptionError(f'The assumption "{key}" must be a table "[{key}]".')
    known = [field for field in fields(Assumption) if field.name != "key"]
    for name in table:
        if name not in {field.name for field in known}:
            raise AssumptionError(f'The assumption "{key}" has an unknown key "{name}".')
    for field in known:
        if field.name not in table and field.default is MISSING:
            raise AssumptionError(f'The assumption "{key}" lacks the key "{field.name}".')
        expected = _TYPES.get(str(field.type), (str,))
        if field.name in table and type(table[field.name]) not in expected:
            raise AssumptionError(
                f'The assumption "{key}": "{field.name}" cannot be {table[field.name]!r}.'
            )
    return _checked(_built(key, table))


def _built(key: str, table: Mapping[str, Any]) -> Assumption:
    if table["strength"] not in list(Strength):
        raise AssumptionError(
            f'The assumption "{key}": "strength" must be strong, medium or weak,'
            f' not "{table["strength"]}".'
        )
    if table.get("favourable", "") not in get_args(Favourable):
        raise AssumptionError(f'The assumption "{key}": "favourable" must be higher or lower.')
    numbers = {name: float(table[name]) for name in ("value", "low", "high", "minimum", "maximum")}
    return Assumption(key=key, **{**table, **numbers, "strength": Strength(table["strength"])})


def _checked(assumption: Assumption) -> Assumption:
    """A default outside its own range would make nonsense of the uncertainty."""
    low, high = assumption.low, assumption.high
    if not assumption.minimum <= low <= assumption.value <= high <= assumption.maximum:
        raise AssumptionError(
            f'The assumption "{assumption.key}": "value" must lie between "low" and "high",'
            ' and these between "minimum" and "maximum".'
        )
    if not assumption.source.strip():
        raise AssumptionError(f'The assumption "{assumption.key}": "source" is empty.')
    return assumption


def _quoted(value: object) -> str:
    if value is None or value == "":
        return "empty"
    if isinstance(value, float):
        return "an endless number" if math.isinf(value) else "an undefined one"
    text = str(value)
    return f'"{text[:40]}…"' if len(text) > 40 else f'"{text}"'  # noqa: PLR2004


def _shown(value: float) -> str:
    return plain(value) if abs(value) < 1e15 else "so large a number"  # noqa: PLR2004
