"""JSON objects as rows of a table whose columns come from the first of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import copy
from itertools import islice
from typing import Any, Final

from routing.errors import FileRefused
from routing.intake.formats.csv_records import TOO_LONG
from routing.intake.formats.json_flatten import flatten, without_lone_surrogates
from routing.intake.formats.table import Notes, Reject, Row
from routing.intake.limits import MAX_COLUMNS, MAX_FIELD_CHARACTERS

_LOOKED_AT: Final = 1000
_KEPT: Final = 100
SURROGATES: Final = "Half characters (lone surrogates) were replaced by \ufffd"


class JsonRows:
    """Turns JSON objects into rows; what both JSON tables share."""

    def __init__(self, items: Iterable[tuple[int, Any] | Reject], notes: Notes, name: str) -> None:
        self._notes = notes
        found = [
            flatten(item[1])
            for item in islice(items, _LOOKED_AT)
            if not isinstance(item, Reject) and isinstance(item[1], dict)
        ]
        names: dict[str, None] = {}
        for cells in found:
            names.update(dict.fromkeys(cells))
            if len(names) > MAX_COLUMNS:
                raise FileRefused(
                    f'"{name}" has more than {MAX_COLUMNS:,} different keys: export fewer fields.'
                )
        if not names:
            raise FileRefused(
                f'"{name}" holds no JSON objects with keys: '
                "export the tickets as a list of objects."
            )
        self.columns = tuple(without_lone_surrogates(name) for name in names)
        self._keys = tuple(names)
        self._known = frozenset(names)
        self.sample = [self._cells(cells) for cells in found]

    def over(self, notes: Notes) -> JsonRows:
        """The same columns for other objects."""
        part = copy(self)
        part._notes, part.sample = notes, self.sample[:_KEPT]  # noqa: SLF001 - it is one of us
        return part

    def rows(self, items: Iterable[tuple[int, Any] | Reject]) -> Iterator[Row | Reject]:
        """A row for each object, a reject for all else."""
        for item in items:
            if isinstance(item, Reject):
                yield item
                continue
            line, value = item
            if not isinstance(value, dict):
                yield Reject.of(line, "not a JSON object", str(value)[:2000])
                continue
            yield self._row(line, value)

    def _row(self, line: int, value: dict[str, Any]) -> Row | Reject:
        flat = flatten(value)
        if not flat.keys() <= self._known:
            extra = next(key for key in flat if key not in self._known)
            self._notes.say(
                f"Keys first seen after {_LOOKED_AT:,} items were not read, "
                f'such as "{without_lone_surrogates(extra)[:80]}".'
            )
        cells = self._cells(flat)
        for n, cell in enumerate(cells):
            if cell.isascii():
                whole = cell
            else:
                whole = cells[n] = without_lone_surrogates(cell)
            if whole is not cell:
                self._notes.count(SURROGATES, line)
            if len(cell) > MAX_FIELD_CHARACTERS:
                return Reject.of(line, TOO_LONG, cell[:1000])
        return Row(line, cells)

    def _cells(self, flat: dict[str, str]) -> list[str]:
        return [flat.get(key, "") for key in self._keys]
