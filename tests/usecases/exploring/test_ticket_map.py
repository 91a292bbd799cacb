"""The map of the selected tickets, its sample and its colours."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs import Control, Meter
from routing.decision import Decision, Disposition
from routing.errors import RouterError
from store import runs
from store.exploring import ticket_maps
from store.tickets import Area, Filters
from tests.conftest import filler, ticket
from usecases.exploring.ticket_list import matching
from usecases.exploring.ticket_map import MapRequest, coloured, lay_out, stratified

SAID = {"Money": "refund of the invoice {}", "Danger": "card stolen and blocked {}"}
NOWHERE = Path("no models")


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    from store.workspace import Workspace  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("map")
    workspace = Workspace(folder / "desk.duckdb", "the tests")
    made = [
        ticket(
            n, category, first_category="Money", channel="mail" if n % 3 == 0 else "web",
            subject="", body=SAID[category].format(n % 7),
        )
        for n, category in enumerate(["Danger", "Money"] * 30, 1)
    ]  # fmt: skip
    filler(folder)(workspace, made)
    run = runs.start(workspace, "fake", {}, 1)
    runs.RunJournal(workspace, run.run_id).write([
        Decision(n, "Danger", 0.9, "fake", disposition=Disposition.AUTO) for n in range(1, 51)
    ])  # fmt: skip
    yield workspace, run.run_id
    workspace.close()


def laid_out(desk, **wanted: object):
    workspace, run_id = desk
    said = lay_out(workspace, NOWHERE, MapRequest(Filters(), run_id, **wanted), Control(), Meter())
    return said, ticket_maps.newest(workspace)


def test_tickets_of_one_matter_stand_together(desk):
    said, found = laid_out(desk, method="pca")
    assert said == "60 of 60 tickets"
    shown = coloured(desk[0], found.map_id, desk[1], "category", Filters())
    money, danger = (shown.places[shown.colours == colour].astype(float) for colour in (0, 1))
    apart = np.linalg.norm(money.mean(axis=0) - danger.mean(axis=0))
    assert apart > 2 * max(money.std(axis=0).max(), danger.std(axis=0).max()) / 2
    assert sorted(shown.names) == ["Danger", "Money"]


def test_a_large_selection_is_shown_by_a_sample(desk):
    said, found = laid_out(desk, method="pca", most=20)
    assert said == "20 of 60 tickets"
    assert (found.shown, found.tickets) == (20, 60)


@pytest.mark.parametrize(
    ("by", "names"),
    [
        ("right", {"Router right": 25, "Router wrong": 25, "Not known": 10}),
        ("against_people",
         {"Only the router right": 25, "Only the person right": 25, "Not known": 10}),
    ],
)  # fmt: skip
def test_the_colours_say_who_was_right(desk, by, names):
    _, found = laid_out(desk, method="pca")
    shown = coloured(desk[0], found.map_id, desk[1], by, Filters())
    counted = np.bincount(shown.colours, minlength=len(shown.names)).tolist()
    assert dict(zip(shown.names, counted, strict=True)) == names


def test_what_is_drawn_around_is_selected(desk):
    workspace, run_id = desk
    _, found = laid_out(desk, method="pca")
    shown = coloured(workspace, found.map_id, run_id, "category", Filters(channel="web"))
    assert shown.selected.sum() == 40
    everything = Area(found.map_id, ((-1, -1), (1001, -1), (1001, 1001), (-1, 1001)))
    assert len(matching(workspace, Filters(area=everything), run_id)) == 60


def test_too_few_tickets_are_refused(desk):
    workspace, run_id = desk
    wanted = MapRequest(Filters(text="nowhere"), run_id)
    with pytest.raises(RouterError, match="too few"):
        lay_out(workspace, NOWHERE, wanted, Control(), Meter())


@given(st.lists(st.sampled_from("abcde"), min_size=1, max_size=200), st.integers(1, 60))
def test_every_group_keeps_its_share(groups: list[str], most: int):
    rows = stratified(groups, most)
    assert len(rows) == len(set(rows.tolist())) == min(most, len(groups))
    for group in set(groups):
        share = groups.count(group) / len(groups) * len(rows)
        taken = sum(groups[row] == group for row in rows)
        assert abs(taken - share) <= max(1, len(set(groups)))
