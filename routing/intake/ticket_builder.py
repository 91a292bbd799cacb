"""From the cells of a row to a ticket, by the mapping."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from operator import itemgetter
from typing import Final

from routing.intake.columns.date_columns import likely_order
from routing.intake.columns.mapping import FIELDS, Mapping
from routing.intake.formats.document_text import document_in
from routing.intake.formats.table import SHORT, Notes, Reject, Row, Table, overlong, raw_csv
from routing.intake.limits import MAX_ATTRIBUTE_CHARACTERS, MAX_ATTRIBUTES, shortened
from routing.intake.values.label_variants import Labels
from routing.intake.values.numbers import parse_count, parse_seconds, unit_of
from routing.intake.values.repetition import RepeatedIds, SameTexts
from routing.intake.values.times import are_days, order_of, parse_days, parse_time
from routing.ticket import Ticket

Parser = Callable[[str, int], object]
_DATES: Final = ("created_at", "solved_at")


class TicketBuilder:
    """Turns rows into tickets; the hot loop of the intake."""

    def __init__(self, table: Table, mapping: Mapping, notes: Notes) -> None:
        columns = list(table.columns)
        self._width = len(columns)
        self._notes = notes
        self.labels, self.ids, self.texts = Labels(), RepeatedIds(), SameTexts()
        # Fields without a column point at an empty cell added after the last one.
        positions = {
            field: columns.index(column) if column else self._width
            for field in FIELDS
            for column in [getattr(mapping, field)]
        }
        self._texts = itemgetter(*(positions[f] for f in ("id", "subject", "body", "category")))
        # Equal to a cell of a repeated header; "" stands for a field without a column.
        self._names = {"", *(name for name in (mapping.subject, mapping.body) if name)}
        self._columns = [column.casefold() for column in columns]
        self._has_id = mapping.id is not None
        self._has_body = mapping.body is not None
        # A sheet does not store empty cells, so a short row there is nothing to warn of.
        self._sparse = table.format == "xlsx"
        extras = [field for field in FIELDS[4:] if getattr(mapping, field)]
        self._extras = [(positions[f], *_parser(f, mapping, table, notes)) for f in extras]
        others = mapping.unmapped(columns)
        self._attributes = others[:MAX_ATTRIBUTES]
        # One cell more, the empty one after the last column, so that there are always several.
        at = [columns.index(name) for name in self._attributes]
        self._others = itemgetter(*at, self._width, self._width)
        if len(others) > MAX_ATTRIBUTES:
            notes.say(
                f"Of {len(others):,} columns without a field the first {MAX_ATTRIBUTES} are kept."
            )

    def ticket(self, row: Row, key: int, number: int) -> Ticket | Reject:
        """The ticket of a row, or why it is none."""
        line, cells = row
        width = len(cells)
        if width != self._width and (problem := self._fit(row)):
            return Reject.of(line, problem, raw_csv(cells[:width]))
        cells.append("")
        id_, subject, body, category = self._texts(cells)
        if not (subject and not subject.isspace()) and not (body and not body.isspace()):
            cells.pop()
            blank = not any(cell and not cell.isspace() for cell in cells)
            return Reject.of(line, "empty row" if blank else "no text", raw_csv(cells))
        if subject in self._names and body in self._names and self._is_header(cells):
            return Reject.of(line, "the header again", raw_csv(cells[:-1]))
        if width < self._width and not self._sparse:
            self._notes.count(SHORT, line)
        if self._has_body and (not body or body.isspace()):
            self._notes.count("Tickets without a body", line)
        id_ = self._id(id_, number, line)
        category = category.strip()
        if category:
            self.labels.add(category)
        if not self.texts.varied:
            self.texts.add(subject, body)
        extras: dict[str, object] = {}
        for position, field, parse in self._extras:
            cell = cells[position]
            if cell:
                extras[field] = parse(cell, line)
        return Ticket(
            key, id_, subject, document_in(body), category or None, line=line,
            attributes=self._attributes_of(cells), **extras,  # type: ignore[arg-type]
        )  # fmt: skip

    def _attributes_of(self, cells: Sequence[str]) -> tuple[tuple[str, str], ...]:
        values = self._others(cells)
        # The two cells at the end have no name, and zip leaves them out.
        pairs = [pair for pair in zip(self._attributes, values, strict=False) if pair[1]]
        if sum(map(len, values)) > MAX_ATTRIBUTE_CHARACTERS:
            pairs = [(name, shortened(cell, MAX_ATTRIBUTE_CHARACTERS)) for name, cell in pairs]
        return tuple(pairs)

    def _is_header(self, cells: Sequence[str]) -> bool:
        return [cell.strip().casefold() for cell in cells[:-1]] == self._columns

    def _fit(self, row: Row) -> str | None:
        """Bring a row to full width; the reason when it is too long for that."""
        cells = row.cells
        missing = self._width - len(cells)
        if missing > 0:
            cells.extend([""] * missing)
            return None
        problem = overlong(cells, self._width)
        if problem is None:
            del cells[self._width :]
        return problem

    def _id(self, text: str, number: int, line: int) -> str:
        text = text.strip()
        if text:
            self.ids.add(text, line)
            return text
        if self._has_id:
            self._notes.count("Tickets without an id were numbered by their row", line)
        return f"row-{number}" if self._has_id else str(number)


def _parser(field: str, mapping: Mapping, table: Table, notes: Notes) -> tuple[str, Parser]:
    """The field of the ticket that a column fills, and how its cells are read."""
    column = getattr(mapping, field)
    if field in _DATES:
        return field, _times(column, mapping, table, notes)
    if field in {"triage_seconds", "handle_seconds"}:
        unit = unit_of(column)
        return field, _noted(lambda text: parse_seconds(text, unit), column, "durations", notes)
    if field == "reassignments":
        return field, _noted(parse_count, column, "counts", notes)
    if field == "stations":
        return "reassignments", _noted(_less_one, column, "counts", notes)
    return field, lambda text, _line: text.strip() or None


def _less_one(text: str) -> int | None:
    count = parse_count(text)
    return None if count is None else max(0, count - 1)


def _noted(parse: Callable[[str], object], column: str, what: str, notes: Notes) -> Parser:
    message = f'Unreadable {what} in "{column}" were left empty'

    def noted(text: str, line: int) -> object:
        value = parse(text)
        if value is None and not text.isspace():
            notes.count(message, line)
        return value

    return noted


def _times(column: str, mapping: Mapping, table: Table, notes: Notes) -> Parser:
    if are_days(_sample(column, table)):
        return _noted(parse_days, column, "dates", notes)
    day_first = _day_first(column, mapping, table, notes)
    return _noted(partial(parse_time, day_first=day_first), column, "dates", notes)


def _day_first(column: str, mapping: Mapping, table: Table, notes: Notes) -> bool:
    """Whether the day stands before the month, told by the whole file before it is guessed."""
    own = _sample(column, table)
    order = order_of(own)
    if order == "unclear":
        dates = [name for field in _DATES if (name := getattr(mapping, field)) and name != column]
        others = [order_of(_sample(name, table)) for name in dates]
        order = next((found for found in others if found in {"day", "month"}), order)
    if order == "unclear":
        position = list(table.columns).index(column)
        order = order_of(
            row.cells[position]
            for row in table.rows()
            if isinstance(row, Row) and len(row.cells) > position
        )
    if order == "unclear":
        order = likely_order(table.columns, own)
        read = "day/month" if order == "day" else "month/day"
        notes.say(
            f'The dates in "{column}" may be day/month or month/day; they were read as {read}.'
        )
    return order == "day"


def _sample(column: str, table: Table) -> list[str]:
    position = list(table.columns).index(column)
    return [row[position] for row in table.sample() if len(row) > position]
