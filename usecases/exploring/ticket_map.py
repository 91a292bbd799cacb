"""The map of the selected tickets: laid out in the background, coloured, asked by an area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
from threadpoolctl import threadpool_limits

from jobs import Control, Job, Jobs, Meter
from routing.errors import RouterError
from routing.learning.layout import Method, laid_out
from routing.learning.regions import regions
from routing.learning.text_vectors import points
from store.exploring import ticket_maps
from store.tickets import Filters, Keys
from store.workspace import Workspace
from usecases.actor import LOCAL_OWNER, Actor, Role
from usecases.cache import kept_by_revision
from usecases.exploring.selection import to_address
from usecases.exploring.ticket_list import matching
from usecases.runs.embedding_model import embedder

Colouring = Literal["category", "right", "against_people"]
MAX_SHOWN: Final = 50_000
MIN_TICKETS: Final = 10
# Reading the meaning of more takes long: beyond it tickets are placed by their words.
MAX_EMBEDDED: Final = 5_000
MAX_COLOURS: Final = 9
OTHERS: Final = "Other categories"
NOT_KNOWN: Final = "Not known"


@dataclass(frozen=True, slots=True)
class MapRequest:
    """Which map to make; most: how many tickets it shows at most."""

    filters: Filters
    run_id: int | None
    method: Method = "tsne"
    most: int = 5_000


@dataclass(frozen=True, slots=True, eq=False)
class Coloured:
    """The points of a map: places from 0 to 1000, a colour's number each, and what it stands for.

    selected: whether each ticket is in the present selection.
    """

    places: npt.NDArray[np.uint16]
    colours: npt.NDArray[np.uint8]
    names: tuple[str, ...]
    selected: npt.NDArray[np.bool_]


def job_key(workspace: Workspace) -> str:
    """The key of its job: beside the workspace's own."""
    return f"{workspace.path} (map)"


def start(
    jobs: Jobs, workspace: Workspace, models: Path, request: MapRequest, actor: Actor = LOCAL_OWNER
) -> Job:
    """Lay out a map in the background; the layout that goes on already where there is one."""
    actor.require(Role.REVIEWER, "lay out a map of tickets")
    going = jobs.at(job_key(workspace))
    if going and going.live:
        return going
    return jobs.start(
        job_key(workspace), lambda: Job("map", "Map", partial(lay_out, workspace, models, request))
    )


def lay_out(
    workspace: Workspace, models: Path, request: MapRequest, control: Control, meter: Meter
) -> str:
    """Lay out a map and keep it; what came of it in words.

    Raises RouterError where too few tickets are selected.
    """

    def reading(phase: str, done: int, total: int) -> None:
        control.checkpoint()
        meter.tell(phase, done, total)

    filters = replace(request.filters, area=None)
    keys, groups = ticket_maps.strata(workspace, filters, request.run_id)
    if len(keys) < MIN_TICKETS:
        raise RouterError(f"{len(keys)} tickets are too few for a map: select {MIN_TICKETS}.")
    shown = keys[stratified(groups, min(request.most, MAX_SHOWN))]
    reading("Reading tickets", 0, len(shown))
    texts = ticket_maps.texts(workspace, shown)
    model = embedder(models) if len(shown) <= MAX_EMBEDDED else None
    vectors = points(texts, model, partial(reading, "Reading tickets"))
    reading("Laying out", 0, len(shown))
    # One thread: on a busy machine several of them wait for one another in loops.
    with threadpool_limits(1):
        places = laid_out(vectors, request.method, partial(reading, "Laying out"))
        reading("Naming regions", 0, 1)
        found = [asdict(region) for region in regions(places, texts)]
    made = {
        "method": request.method, "tickets": len(keys), "selection": to_address(filters),
        "run_id": request.run_id,
    }  # fmt: skip
    ticket_maps.keep(workspace, made, shown, places, found)
    return f"{len(shown):,} of {len(keys):,} tickets"


def stratified(groups: Sequence[str], most: int) -> Keys:
    """Rows of at most so many, each group with its share and with one at least; always the same.

    >>> rows = stratified(["a"] * 90 + ["b"] * 9 + ["c"], 10)
    >>> len(rows), sum(int(row) >= 90 for row in rows)
    (10, 2)
    """
    codes, _ = pd.factorize(np.asarray(groups, dtype=object))
    if len(codes) <= most:
        return np.arange(len(codes), dtype=np.int64)
    order = np.random.default_rng(0).permutation(len(codes))
    # The place of each within its group, as a share: the smallest of every group come first.
    place = pd.Series(np.arange(len(codes))).groupby(codes[order]).cumcount().to_numpy()
    size = np.bincount(codes)[codes[order]]
    taken = order[np.argsort(place / size, kind="stable")[:most]]
    return np.sort(taken).astype(np.int64)


@kept_by_revision
def coloured(
    workspace: Workspace, map_id: int, run_id: int | None, by: Colouring, filters: Filters
) -> Coloured:
    """The points in the colours asked for; those of the selection are told apart."""
    frame = ticket_maps.points(workspace, map_id, run_id)
    named = {"category": _by_category, "right": _by_right, "against_people": _by_people}[by](frame)
    codes, names = pd.factorize(named)
    keys = matching(workspace, filters, run_id)
    places = np.rint(frame[["x", "y"]].to_numpy()).astype(np.uint16)
    selected = np.isin(frame["ticket_key"].to_numpy(), keys)
    return Coloured(places, codes.astype(np.uint8), tuple(map(str, names)), selected)


def _by_category(frame: pd.DataFrame) -> npt.NDArray[np.object_]:
    """The actual category, else the predicted one; the rare ones are one."""
    named = frame["actual"].where(frame["actual"] != "", frame["predicted"]).replace("", NOT_KNOWN)
    common = named.value_counts().index[:MAX_COLOURS]
    return named.where(named.isin(common), OTHERS).to_numpy(dtype=object)


def _by_right(frame: pd.DataFrame) -> npt.NDArray[np.object_]:
    known = (frame["actual"] != "") & (frame["predicted"] != "")
    right = frame["actual"] == frame["predicted"]
    return np.where(known, np.where(right, "Router right", "Router wrong"), NOT_KNOWN).astype(
        object
    )


def _by_people(frame: pd.DataFrame) -> npt.NDArray[np.object_]:
    known = (frame[["actual", "predicted", "first"]] != "").all(axis=1)
    router, person = (frame["actual"] == frame[side] for side in ("predicted", "first"))
    named = np.select(
        [~known, router & person, router, person],
        [NOT_KNOWN, "Both right", "Only the router right", "Only the person right"],
        "Both wrong",
    )
    return named.astype(object)
