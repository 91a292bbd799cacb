"""What tickets can be broken down by: channel, language and every other column of the export."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from store import imports
from store.exploring import breakdowns as exploring
from store.tickets import MAX_VALUES, Filters, Keys
from store.workspace import Workspace
from usecases.cache import kept_by_revision, kept_while
from usecases.exploring.selection import ATTRIBUTE

OWN: Final = ("channel", "language")
Codes = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Dimension:
    """One field of all tickets, as a number for each.

    name: as filters call it. values: the different values; codes: which of them each ticket has,
    in the order of the keys, -1 for none.
    """

    name: str
    values: tuple[str, ...]
    codes: Codes

    @property
    def title(self) -> str:
        """What people call it.

        >>> Dimension("attribute.Plan", (), np.zeros(0, dtype=np.int32)).title
        'Plan'
        """
        own = self.name.startswith(ATTRIBUTE)
        return self.name.removeprefix(ATTRIBUTE) if own else self.name.capitalize()


@dataclass(frozen=True, slots=True, eq=False)
class Dimensions:
    """The dimensions of a workspace; keys: its tickets, ascending."""

    keys: Keys
    all: tuple[Dimension, ...]

    def places(self, keys: Keys) -> Keys:
        """Where these tickets stand."""
        return np.searchsorted(self.keys, keys).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Count:
    """The tickets of one value; wrong: how many of them went wrong."""

    value: str
    tickets: int
    wrong: int

    @property
    def share(self) -> float:
        """The share that went wrong."""
        return self.wrong / max(1, self.tickets)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The tickets of a selection by the values of one dimension, most first."""

    name: str
    title: str
    counts: tuple[Count, ...]


def _imports(workspace: Workspace) -> Hashable:
    """What the tickets are: attributes, channel and language change with imports alone."""
    found = imports.all_of(workspace)
    return len(found), sum(each.tickets for each in found), found[0].import_id if found else 0


@kept_while(_imports)
def dimensions(workspace: Workspace) -> Dimensions:
    """Those with at least two and at most 200 different values."""
    table = exploring.facts(workspace)
    keys = table.column("ticket_key").to_numpy().astype(np.int64)
    found = [_encoded(name, table.column(name).combine_chunks()) for name in OWN]
    found += _attributes(table.column("attributes").combine_chunks(), len(keys))
    return Dimensions(keys, tuple(each for each in found if 1 < len(each.values) <= MAX_VALUES))


@kept_by_revision
def breakdowns(
    workspace: Workspace, filters: Filters, run_id: int | None, kind: exploring.Judged
) -> tuple[Breakdown, ...]:
    """The selected tickets by each dimension, with those that went wrong by that kind."""
    known = dimensions(workspace)
    found = exploring.judged(workspace, filters, run_id, kind)
    places = known.places(found.keys)
    return tuple(
        Breakdown(each.name, each.title, _counted(each, places, found.is_wrong))
        for each in known.all
    )


def _counted(dimension: Dimension, places: Keys, is_wrong: Flags) -> tuple[Count, ...]:
    codes = dimension.codes[places] + 1
    size = len(dimension.values) + 1
    n = np.bincount(codes, minlength=size)[1:]
    wrong = np.bincount(codes[is_wrong], minlength=size)[1:]
    order = np.argsort(-n, kind="stable")
    return tuple(Count(dimension.values[i], int(n[i]), int(wrong[i])) for i in order if n[i])


def _attributes(column: pa.MapArray, rows: int) -> list[Dimension]:
    """A dimension for each column of the export that was kept with the tickets."""
    offsets = np.asarray(column.offsets)
    row = np.repeat(np.arange(rows), np.diff(offsets))
    # Between the first and the last offset stand the pairs of these tickets.
    names = column.keys[offsets[0] : offsets[-1]].dictionary_encode()
    values = column.items[offsets[0] : offsets[-1]]
    which = names.indices.to_numpy()
    found = []
    for place, name in enumerate(names.dictionary.to_pylist()):
        mine = which == place
        own = _encoded(ATTRIBUTE + name, values.filter(pa.array(mine)))
        codes = np.full(rows, -1, dtype=np.int32)
        codes[row[mine]] = own.codes
        found.append(replace(own, codes=codes))
    return sorted(found, key=lambda each: each.name.lower())


def _encoded(name: str, values: pa.Array) -> Dimension:
    """The values as numbers; an empty one is none."""
    encoded = values.dictionary_encode()
    words = encoded.dictionary.to_pylist()
    codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32)
    if "" in words:
        codes[codes == words.index("")] = -1
    return Dimension(name, tuple(words), codes)
