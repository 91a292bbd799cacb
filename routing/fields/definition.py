"""What a field is: where its labels stand, or by which words its values are found."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

import tomli_w

from routing.errors import TaxonomyError
from routing.language import language_of_tag
from routing.ticket import Ticket

Kind = Literal["learned", "entity", "language", "sentiment"]
DEFAULT_SECONDS: Final = 10.0
DEFAULT_PRECISION: Final = 0.95
EXAMPLE: Final = """[[field]]
name = "Priority"
kind = "learned"
column = "priority"
read = ["plan", "channel"]
"""


@dataclass(frozen=True, slots=True)
class FieldValue:
    """A value of an entity field; words: its synonyms; pattern: a regular expression."""

    name: str
    words: tuple[str, ...] = ()
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One field to fill.

    kind: `learned` from labels, an `entity` found by lists, synonyms and patterns, `language` or
        `sentiment`, which need no labels.
    column: the column of the export that holds its actual value, "" where none does; a learned
        field needs one.
    read: columns that a learned field reads beside the text, such as plan, channel or product.
    target: how its tag at the help desk begins, "" for none: `priority` writes the tag
        `priority_high`, which sets the drop-down field at the desk whose option has that tag.
    seconds: what a person takes to fill it by hand, an assumption.
    precision: how often a value that is written without a person must be right, 0 to 1.
    """

    name: str
    kind: Kind
    column: str = ""
    read: tuple[str, ...] = ()
    values: tuple[FieldValue, ...] = ()
    target: str = ""
    seconds: float = DEFAULT_SECONDS
    precision: float = DEFAULT_PRECISION

    def actual(self, ticket: Ticket) -> str | None:
        """The actual value of a ticket, None where the export has none."""
        value = value_of(ticket, self.column) if self.column else None
        return language_of_tag(value) if value and self.kind == "language" else value


def value_of(ticket: Ticket, column: str) -> str | None:
    """What stands in a column of a ticket: one of its own, or any other of the export.

    >>> value_of(Ticket(1, "7", "", "", attributes=(("Plan", "gold"),)), "plan")
    'gold'
    """
    own = getattr(ticket, column, None) if column in ("channel", "language", "category") else None
    known = {name.casefold(): value for name, value in ticket.attributes}
    return (own or known.get(column.casefold()) or "").strip() or None


def fields_from_toml(text: str) -> tuple[Field, ...]:
    r"""Read `[[field]]` tables; raises TaxonomyError naming what is wrong.

    >>> fields_from_toml('[[field]]\nname = "Mood"\nkind = "sentiment"')[0].kind
    'sentiment'
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TaxonomyError(f"The fields are not valid TOML: {error}.") from error
    tables = data.pop("field", [])
    if data or not isinstance(tables, list):
        raise TaxonomyError('Fields are written as tables "[[field]]" and nothing else.')
    found = tuple(_field(table, f"field {i}") for i, table in enumerate(tables, 1))
    names = [each.name.casefold() for each in found]
    if twice := next((each.name for each in found if names.count(each.name.casefold()) > 1), None):
        raise TaxonomyError(f'The field name "{twice}" is used twice.')
    return found


def fields_to_toml(fields: tuple[Field, ...]) -> str:
    """The fields as TOML that `fields_from_toml` reads back to equal ones."""
    tables = []
    for each in fields:
        table: dict[str, Any] = {"name": each.name, "kind": each.kind}
        kept = {"column": each.column, "read": list(each.read), "target": each.target}
        table |= {key: value for key, value in kept.items() if value}
        table |= {"seconds": each.seconds, "precision": each.precision}
        if each.values:
            table["value"] = [
                {"name": v.name, "words": list(v.words), "pattern": v.pattern} for v in each.values
            ]
        tables.append(table)
    return tomli_w.dumps({"field": tables})


def _field(table: Any, where: str) -> Field:
    known = {"name", "kind", "column", "read", "value", "target", "seconds", "precision"}
    _only(table, known, where)
    name, kind = _text(table, "name", where), _text(table, "kind", where)
    if not name:
        raise TaxonomyError(f'{where}: the key "name" is missing or empty.')
    where = f'{where} ("{name}")'
    if kind not in get_args(Kind):
        raise TaxonomyError(f'{where}: "kind" must be one of {", ".join(get_args(Kind))}.')
    column = _text(table, "column", where)
    if kind == "learned" and not column:
        raise TaxonomyError(f'{where}: name the "column" that holds its labels.')
    values = table.get("value", [])
    if not isinstance(values, list) or (kind == "entity" and not values):
        raise TaxonomyError(f'{where}: an entity needs tables "[[field.value]]".')
    return Field(
        name, kind, column,  # type: ignore[arg-type]
        _texts(table, "read", where), tuple(_value(value, where) for value in values),
        _text(table, "target", where), _number(table, "seconds", DEFAULT_SECONDS, where),
        _number(table, "precision", DEFAULT_PRECISION, where, most=1.0),
    )  # fmt: skip


def _value(table: Any, where: str) -> FieldValue:
    _only(table, {"name", "words", "pattern"}, where)
    found = FieldValue(
        _text(table, "name", where), _texts(table, "words", where), _text(table, "pattern", where)
    )
    if not found.name:
        raise TaxonomyError(f'{where}: a value needs a "name".')
    try:
        re.compile(found.pattern)
    except re.error as error:
        raise TaxonomyError(
            f'{where}: the pattern of "{found.name}" is no regular expression: {error}.'
        ) from error
    return found


def _only(table: Any, known: set[str], where: str) -> None:
    if not isinstance(table, Mapping):
        raise TaxonomyError(f"{where}: write a table.")
    for key in table:
        if key not in known:
            raise TaxonomyError(
                f'{where}: unknown key "{key}"; known are {", ".join(sorted(known))}.'
            )


def _text(table: Mapping[str, Any], key: str, where: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise TaxonomyError(f'{where}: "{key}" must be a text, not {value!r}.')
    return value.strip()


def _number(
    table: Mapping[str, Any], key: str, default: float, where: str, *, most: float = 86_400.0
) -> float:
    value = table.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
        raise TaxonomyError(f'{where}: "{key}" must be a number from 0 to {most:g}.')
    return float(value)


def _texts(table: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise TaxonomyError(f'{where}: "{key}" must be a list of texts.')
    return tuple(each.strip() for each in value if each.strip())
