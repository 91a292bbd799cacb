"""Slices of tickets that go wrong more often than chance: found on one half, tested on the other.

Whoever looks at many slices finds bad ones in pure noise. So the few that look worst on one half of
the tickets are tested on the other half alone, each against all tickets outside it, and then the
halves change places. All tests share one level (Holm 1979): where nothing is to be found, anything
at all is named in at most one of twenty cases.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

import numpy as np
import numpy.typing as npt

from routing.evaluation.statistics.intervals import Measured, proportion

MAX_CANDIDATES: Final = 3
MIN_TICKETS: Final = 20
LEVEL: Final = 0.05
# Whether a slice says something beside a named one is asked of tickets that both were found on.
LEVEL_BESIDE: Final = 0.001
Codes = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.intp]
# One value or two, each as the places of its dimension and of itself.
Place = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class WorstSlice:
    """A slice that goes wrong more often than the rest.

    place: its dimensions and values. share, elsewhere: what went wrong inside it and outside, on
    the half that was not used to find it. p: the chance of so large a difference, were there none,
    corrected for all slices tested. tickets: on both halves; excess: mistakes on these beyond what
    the share elsewhere would have made.
    """

    place: Place
    share: Measured
    elsewhere: Measured
    p: float
    tickets: int
    excess: float


@dataclass(frozen=True, slots=True, eq=False)
class _Grid:
    """Tickets and mistakes of every combination of values of some dimensions, laid out flat."""

    sizes: tuple[int, ...]
    tickets: Counts
    wrong: Counts

    def of(self, values: Sequence[int]) -> tuple[int, int]:
        """Tickets and mistakes of one combination."""
        flat = int(np.ravel_multi_index([value + 1 for value in values], self.sizes))
        return int(self.tickets[flat]), int(self.wrong[flat])


@dataclass(frozen=True, slots=True, eq=False)
class _Half:
    """One half of the tickets, counted by every dimension and every pair of them."""

    grids: Mapping[tuple[int, ...], _Grid]
    tickets: int
    wrong: int

    def of(self, place: Place) -> tuple[int, int]:
        """Tickets and mistakes of a slice."""
        grid = self.grids[tuple(dimension for dimension, _ in place)]
        return grid.of([value for _, value in place])


def worst_slices(
    dimensions: Sequence[Codes], is_wrong: Flags, seed: int = 0
) -> tuple[WorstSlice, ...]:
    """Slices of one value or of two together, those with most mistakes beyond the rest first.

    dimensions: for each a number for every ticket, -1 where it has none. is_wrong: per ticket.
    Of slices that share their bad tickets only the one that tells most is named.
    """
    lot = np.random.default_rng(seed).permutation(len(is_wrong)) % 2 == 0
    one, other = (_counted(dimensions, is_wrong, mine) for mine in (lot, ~lot))
    tested = [
        found
        for seen, kept in ((one, other), (other, one))
        for place in _candidates(seen)
        if (found := _tested(place, seen, kept))
    ]
    named = _apart(list(_significant(tested)), dimensions, is_wrong)
    return tuple(sorted(named, key=lambda each: -each.excess))


def _counted(dimensions: Sequence[Codes], is_wrong: Flags, mine: Flags) -> _Half:
    codes = [each[mine].astype(np.int64) + 1 for each in dimensions]
    wrong = is_wrong[mine]
    sizes = [int(each.max(initial=-1)) + 2 for each in dimensions]
    places = range(len(codes))
    grids = {}
    for chosen in [*((i,) for i in places), *combinations(places, 2)]:
        shape = tuple(sizes[i] for i in chosen)
        flat = np.ravel_multi_index([codes[i] for i in chosen], shape)
        total = int(np.prod(shape))
        grids[chosen] = _Grid(
            shape, np.bincount(flat, minlength=total), np.bincount(flat[wrong], minlength=total)
        )
    return _Half(grids, len(wrong), int(wrong.sum()))


def _candidates(half: _Half) -> list[Place]:
    """The few slices of a half that look worst, by Fisher's exact test; no claim yet."""
    scored = []
    for dimensions, grid in half.grids.items():
        fit = np.flatnonzero((2 * grid.tickets >= MIN_TICKETS) & (grid.tickets < half.tickets))
        p = _by_chance(grid.wrong[fit], grid.tickets[fit], half)
        for at in np.argsort(p, kind="stable")[: 2 * MAX_CANDIDATES]:
            values = [int(v) - 1 for v in np.unravel_index(int(fit[at]), grid.sizes)]
            if min(values) >= 0:
                place = tuple(zip(dimensions, values, strict=True))
                scored.append((float(p[at]), len(place), place))
    return [place for _, _, place in sorted(scored)[:MAX_CANDIDATES]]


def _by_chance(wrong: Counts, tickets: Counts, half: _Half) -> npt.NDArray[np.float64]:
    """The chance of at least so many mistakes, were the slice like all tickets of the half."""
    from scipy.stats import hypergeom  # noqa: PLC0415 (slow to import)

    p = hypergeom.sf(wrong - 1, half.tickets, half.wrong, tickets)
    return np.clip(np.asarray(p, dtype=np.float64), 0.0, 1.0)


def _tested(place: Place, seen: _Half, kept: _Half) -> WorstSlice | None:
    """The slice on the half that was kept back; None where it holds none or all of its tickets."""
    n, wrong = kept.of(place)
    share = proportion(wrong, n)
    elsewhere = proportion(kept.wrong - wrong, kept.tickets - n)
    if share is None or elsewhere is None:
        return None
    p = float(_by_chance(np.array([wrong]), np.array([n]), kept)[0])
    n_seen, wrong_seen = seen.of(place)
    excess = wrong + wrong_seen - (n + n_seen) * elsewhere.value
    return WorstSlice(place, share, elsewhere, p, n + n_seen, excess)


def _significant(tested: Sequence[WorstSlice]) -> Iterator[WorstSlice]:
    """Those that hold by Holm's procedure with their corrected p, smallest first, each once."""
    named: set[Place] = set()
    corrected = 0.0
    for rank, each in enumerate(sorted(tested, key=lambda one: one.p)):
        corrected = max(corrected, min(1.0, each.p * (len(tested) - rank)))
        if corrected > LEVEL:
            return
        if each.place not in named:
            named.add(each.place)
            yield replace(each, p=corrected)


def _apart(
    found: list[WorstSlice], dimensions: Sequence[Codes], is_wrong: Flags
) -> Iterator[WorstSlice]:
    """Those that tell something beside the ones named before them.

    A slice is bad for the sake of another where the rest of it is like the rest of all.
    """
    inside = {each.place: _inside(each.place, dimensions) for each in found}
    left = np.ones(len(is_wrong), dtype=np.bool_)
    while found:
        best = _sharpest(found, inside, is_wrong)
        yield best
        left &= ~inside[best.place]
        found = [
            each
            for each in found
            if each is not best
            and _is_worse(is_wrong[left & inside[each.place]], is_wrong[left & ~inside[each.place]])
        ]


def _sharpest(
    found: Sequence[WorstSlice], inside: Mapping[Place, Flags], is_wrong: Flags
) -> WorstSlice:
    """The surest slice, or what lies within it and is worse than the rest of it."""
    first = found[0]
    within = [each for each in found[1:] if set(each.place) > set(first.place)]
    whole = inside[first.place]
    for each in within:
        part = inside[each.place]
        if _is_worse(is_wrong[part], is_wrong[whole & ~part]):
            return each
    return first


def _inside(place: Place, dimensions: Iterable[Codes]) -> Flags:
    codes = list(dimensions)
    inside: Flags = np.logical_and.reduce([codes[dimension] == v for dimension, v in place])
    return inside


def _is_worse(one: Flags, other: Flags) -> bool:
    """Whether mistakes are clearly more frequent among the first tickets than among the others."""
    both = _Half({}, one.size + other.size, int(one.sum() + other.sum()))
    if not one.size or not other.size:
        return False
    return bool(_by_chance(np.array([one.sum()]), np.array([one.size]), both)[0] <= LEVEL_BESIDE)
