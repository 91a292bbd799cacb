"""The likeliest mapping of a file: by its headers, as far as the values agree, then by values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Final

from routing.intake.columns.association import association
from routing.intake.columns.column_profile import ColumnProfile, profile
from routing.intake.columns.date_columns import opened_and_closed
from routing.intake.columns.fit import Fit, fit
from routing.intake.columns.header_aliases import (
    header_aliases,
    is_other,
    preset_for,
    rank_of,
)
from routing.intake.columns.mapping import Mapping

# The surer words choose first: "ticket id" before "ticket", "source.subject" before "source".
_ORDER: Final = (
    "first_category", "subject", "body", "category", "created_at", "solved_at", "stations",
    "reassignments", "triage_seconds", "handle_seconds", "language", "channel", "id",
)  # fmt: skip
_PRESET_FIRST: Final = 1_000
_WELL_FILLED: Final = 0.5
_NEARLY_ALL: Final = 0.9
_ENOUGH_ROWS: Final = 20
_MAX_COLUMNS: Final = 300
_SURE_RANK: Final = 12
# A column yields to one that is four times as full.
_MUCH_FULLER: Final = 4


def guess_mapping(columns: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> Mapping:
    """The likeliest mapping for these columns; `rows` are some of their cells.

    >>> guess_mapping(["Ticket ID", "Subject", "Description", "Group"]).category
    'Group'
    """
    table = _Table(columns, rows)
    found = _by_name(table)
    if rows:
        _by_values(table, found)
    if rows and not {"subject", "body"} & found.keys():
        # Odd values are no reason to find no text at all where a header names one.
        found |= {
            f: n for f, n in _by_name(_Table(columns, ())).items() if f in {"subject", "body"}
        }
    if "reassignments" in found:
        found.pop("stations", None)
    return Mapping(**{field: columns[n] for field, n in found.items()})


class _Table:
    """The columns with what their values look like, each looked at once and only when asked."""

    def __init__(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self.columns = columns
        self.rows = rows
        self._profiles: dict[int, ColumnProfile] = {}

    def cells(self, column: int) -> list[str]:
        """Its values, "" where a row is too short."""
        return [row[column] if column < len(row) else "" for row in self.rows]

    def seen(self, column: int) -> ColumnProfile:
        """The figures on its values."""
        found = self._profiles.get(column)
        if found is None:
            found = self._profiles[column] = profile(self.cells(column))
        return found

    def fit(self, field: str, column: int) -> Fit:
        """How well it suits a field; a column without any value in many rows suits none."""
        if not self.rows:
            return Fit.POSSIBLE
        if not self.seen(column).count:
            return Fit.NEVER if len(self.rows) >= _ENOUGH_ROWS else Fit.POOR
        return fit(field, self.seen(column))

    @cached_property
    def unnamed(self) -> list[int]:
        """The columns whose header does not say that they hold something else."""
        return [n for n, column in enumerate(self.columns) if not is_other(column)][:_MAX_COLUMNS]

    def free(self, found: dict[str, int]) -> list[int]:
        """Those of them that hold no field yet."""
        taken = set(found.values())
        return [n for n in self.unnamed if n not in taken]


def _by_name(table: _Table) -> dict[str, int]:
    aliases = header_aliases()
    preset = preset_for(table.columns)
    found: dict[str, int] = {}
    for field in _ORDER:
        ranks = aliases.fields.get(field, {})
        if preset and field in preset.fields:
            own = {word: n - _PRESET_FIRST for n, word in enumerate(preset.fields[field])}
            ranks = {**ranks, **own}
        chosen = _best(table, field, _ranked(table, ranks, found.values()))
        if chosen is None and table.rows and field in aliases.weak:
            weak = _ranked(table, aliases.weak[field], found.values())
            chosen = next((n for _, n in sorted(weak) if table.fit(field, n) is Fit.GOOD), None)
        if chosen is not None:
            found[field] = chosen
    return found


def _ranked(table: _Table, ranks: dict[str, int], taken: Iterable[int]) -> list[tuple[float, int]]:
    """The free columns that are named as a field, with their rank."""
    used = set(taken)
    named = ((rank_of(column, ranks), n) for n, column in enumerate(table.columns) if n not in used)
    return [(rank, n) for rank, n in named if rank is not None]


def _best(table: _Table, field: str, named: list[tuple[float, int]]) -> int | None:
    """The surest name whose values do not speak against it, and that is filled well enough."""
    fits = {n: table.fit(field, n) for _, n in named}
    sound = [(rank, n) for rank, n in named if fits[n] >= Fit.POSSIBLE]
    if not sound:
        poor = [
            (rank, n) for rank, n in named if fits[n] is Fit.POOR and _kept(table, field, rank, n)
        ]
        return min(poor, default=(0.0, None))[1]
    if table.rows:
        fullest = max(table.seen(n).filled for _, n in sound)
        sound = [(r, n) for r, n in sound if table.seen(n).filled * _MUCH_FULLER >= fullest]
    if field == "channel":
        sound = [(r, n) for r, n in sound if fits[n] is Fit.GOOD] or sound
    return min(sound)[1]


def _kept(table: _Table, field: str, rank: float, column: int) -> bool:
    """Whether a column is taken by its name alone, though its values suit the field badly."""
    if field in {"subject", "body"}:
        # "Thema" may be the subject or the category: few short values make it the category.
        return rank_of(table.columns[column], header_aliases().fields["category"]) is None
    return field not in {"category", "first_category", "channel"} or rank < _SURE_RANK


def _by_values(table: _Table, found: dict[str, int]) -> None:
    """Add the fields that no header names, where the values show them."""
    _add_texts(table, found)
    text = found.get("body", found.get("subject"))
    if text is None:
        return
    if "category" not in found and (best := _category(table, found, text)) is not None:
        found["category"] = best
    _add_dates(table, found)
    for field in ("channel", "language"):
        if field not in found:
            # One word may be anything: two different ones of a kind are none by chance.
            several = (n for n in table.free(found) if table.seen(n).distinct > 1)
            certain = (n for n in several if getattr(table.seen(n), field) >= _NEARLY_ALL)
            if (chosen := next(certain, None)) is not None:
                found[field] = chosen
    if "id" not in found:
        ids = [n for n in table.free(found) if _is_id(table.seen(n))]
        if ids and ids[0] < text:
            found["id"] = ids[0]


def _is_id(seen: ColumnProfile) -> bool:
    single = seen.words <= 1 and seen.filled == 1 and not seen.emails
    return single and seen.distinct == seen.count >= 3  # noqa: PLR2004 - fewer differ by chance


def _add_texts(table: _Table, found: dict[str, int]) -> None:
    """The body, and before it the subject, among the columns that nothing names."""
    if "body" in found:
        return
    free = table.free(found)
    texts = [n for n in free if table.fit("body", n) is Fit.GOOD]
    if "subject" in found:
        subject = table.seen(found["subject"])
        longer = [n for n in texts if table.seen(n).words > max(5.0, 1.5 * subject.words)]
        if longer:
            found["body"] = _first_long(table, longer)
        return
    if not texts:
        texts = _wordy(table, free)
    if not texts:
        return
    found["body"] = _first_long(table, texts)
    before = [n for n in texts if n < found["body"] and table.seen(n).words >= 2]  # noqa: PLR2004
    if before:
        found["subject"] = before[-1]


def _first_long(table: _Table, texts: list[int]) -> int:
    """The first text that is about as long as the longest: answers come after what was asked."""
    longest = max(table.seen(n).length for n in texts)
    return next(n for n in texts if table.seen(n).length * 2 >= longest)


def _wordy(table: _Table, free: list[int]) -> list[int]:
    """Where no column holds varied sentences: the wordiest of those that hold words at all."""
    possible = [n for n in free if table.fit("body", n) >= Fit.POOR and table.seen(n).count]
    if len(table.columns) == 1:
        return [n for n in possible if table.seen(n).numbers < _WELL_FILLED]
    wordy = [
        n for n in possible
        if table.seen(n).numbers < _WELL_FILLED and table.seen(n).keys < _WELL_FILLED
        and (table.seen(n).words >= 2 or table.seen(n).length >= 15)  # noqa: PLR2004
    ]  # fmt: skip
    varied = [n for n in wordy if table.fit("category", n) is not Fit.GOOD]
    chosen = varied or wordy
    return [max(chosen, key=lambda n: table.seen(n).length)] if chosen else []


def _category(table: _Table, found: dict[str, int], text: int) -> int | None:
    """The column of few well filled values that follows best from the text."""
    labels = [
        n for n in table.free(found)
        if table.fit("category", n) is Fit.GOOD and table.seen(n).filled >= _WELL_FILLED
        and table.seen(n).count >= 3 and table.seen(n).yes_no < _WELL_FILLED  # noqa: PLR2004
    ]  # fmt: skip
    if not labels:
        return None
    texts = table.cells(text)
    told = {n: association(texts, table.cells(n)) or 0.0 for n in labels}
    return max(labels, key=lambda n: (round(told[n], 1), _label_shape(table.seen(n)), -n))


def _label_shape(seen: ColumnProfile) -> tuple[bool, int]:
    """More values than a priority has, and fewer than names of people."""
    usual = 3 <= seen.distinct <= 40  # noqa: PLR2004
    return usual, seen.distinct if usual else -seen.distinct


def _add_dates(table: _Table, found: dict[str, int]) -> None:
    """When tickets came and went, where the headers do not say it."""
    if "created_at" in found and "solved_at" in found:
        return
    dates = [n for n in table.free(found) if table.seen(n).dates >= _NEARLY_ALL]
    dates += [found[f] for f in ("created_at", "solved_at") if f in found]
    opened, closed = opened_and_closed({n: table.cells(n) for n in sorted(dates)})
    free = set(table.free(found))
    if "created_at" not in found and opened in free:
        found["created_at"] = opened
    if "solved_at" not in found and closed in free and closed != found.get("created_at"):
        found["solved_at"] = closed
