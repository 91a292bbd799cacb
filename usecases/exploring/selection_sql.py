"""A selection as a statement that the SQL explorer can go on from."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from string import Template
from typing import Any, Final

from store.queries import query
from store.tickets import Area, Filters

# What the filters are called by the macro `matching`; most take an article.
_OWN: Final = {"actual": "an_actual", "outcome": "an_outcome", "until": "an_until"}


def as_sql(filters: Filters, run_id: int | None) -> str:
    """The statement that lists these tickets.

    >>> print(as_sql(Filters(actual="Bob's", least=0.5), 3))
    SELECT * FROM matching(3, an_actual := 'Bob''s', a_least := 0.5)
    """
    given = [_literal(run_id), *_arguments(filters)]
    return Template(query("exploring.selected")).substitute(
        matching=f"matching({', '.join(given)})"
    )


def _arguments(filters: Filters) -> list[str]:
    found = []
    for field in fields(filters):
        value = getattr(filters, field.name)
        if isinstance(value, Area):
            corners = [list(corner) for corner in value.polygon]
            found += [f"a_map := {value.map_id}", f"an_area := {corners}"]
        elif field.name == "attributes":
            found += [f"an_attributes := [{', '.join(map(_pair, value))}]"] if value else []
        elif value is not None:
            found.append(f"{_OWN.get(field.name, f'a_{field.name}')} := {_literal(value)}")
    return found


def _pair(pair: tuple[str, str]) -> str:
    return f"[{_literal(pair[0])}, {_literal(pair[1])}]"


def _literal(value: Any) -> str:
    """A value as SQL writes it."""
    if value is None:
        return "NULL"
    if isinstance(value, date):
        return f"DATE '{value.isoformat()}'"
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else f"{value:g}"
