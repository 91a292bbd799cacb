"""Where it is worst: the slices of the selected tickets that go wrong beyond chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from routing.evaluation.slices.worst_slices import worst_slices
from routing.evaluation.statistics.intervals import Measured
from store.exploring import breakdowns
from store.exploring.breakdowns import Judged
from store.tickets import Filters
from store.workspace import Workspace
from usecases.cache import kept_by_revision
from usecases.exploring.dimensions import Dimension, dimensions

MIN_TICKETS: Final = 100


@dataclass(frozen=True, slots=True)
class NamedSlice:
    """A slice by its names; fields as of `routing.evaluation.slices.worst_slices.WorstSlice`.

    values: by the name of the filter; title: in words.
    """

    values: tuple[tuple[str, str], ...]
    title: str
    share: Measured
    elsewhere: Measured
    p: float
    tickets: int
    excess: float


@dataclass(frozen=True, slots=True)
class Worst:
    """What was found; tickets: how many were judged; by: the dimensions looked at."""

    slices: tuple[NamedSlice, ...]
    tickets: int
    by: tuple[str, ...]

    @property
    def can_tell(self) -> bool:
        """Whether there was enough to look at."""
        return self.tickets >= MIN_TICKETS and bool(self.by)


@kept_by_revision
def worst(workspace: Workspace, filters: Filters, run_id: int | None, kind: Judged) -> Worst:
    """The slices by the dimensions that the selection leaves open."""
    fixed = {f"attribute.{name}" for name, _ in filters.attributes}
    fixed |= {name for name in ("channel", "language") if getattr(filters, name) is not None}
    known = dimensions(workspace)
    free = [each for each in known.all if each.name not in fixed]
    judged = breakdowns.judged(workspace, filters, run_id, kind)
    by = tuple(each.title for each in free)
    if len(judged.keys) < MIN_TICKETS or not free:
        return Worst((), len(judged.keys), by)
    places = known.places(judged.keys)
    found = worst_slices([each.codes[places] for each in free], judged.is_wrong)
    slices = tuple(
        NamedSlice(
            _values(each.place, free), _title(each.place, free), each.share, each.elsewhere, each.p,
            each.tickets, each.excess,
        )
        for each in found
    )  # fmt: skip
    return Worst(slices, len(judged.keys), by)


def _values(
    place: tuple[tuple[int, int], ...], free: list[Dimension]
) -> tuple[tuple[str, str], ...]:
    return tuple((free[d].name, free[d].values[v]) for d, v in place)


def _title(place: tuple[tuple[int, int], ...], free: list[Dimension]) -> str:
    return " and ".join(f"{free[d].title} {free[d].values[v]}" for d, v in place)
