"""A map of tickets is kept, and the newest one counts."""

from __future__ import annotations

import numpy as np

from store.exploring import ticket_maps
from store.tickets import Filters
from tests.conftest import ticket

MADE = {"method": "pca", "tickets": 3, "selection": {"channel": "web"}, "run_id": None}


def test_a_map_is_kept_with_its_points(workspace, fill):
    assert ticket_maps.newest(workspace) is None
    fill(workspace, [ticket(n, "AB"[n % 2], first_category="A") for n in range(1, 4)])
    before = workspace.data_revision
    places = np.array([[1, 2], [3, 4]], dtype=np.float32)
    regions = [{"x": 1, "y": 2, "outline": [], "tickets": 2, "terms": ["refund"]}]
    number = ticket_maps.keep(workspace, MADE, np.array([1, 3]), places, regions)
    found = ticket_maps.newest(workspace)
    assert (found.map_id, found.shown, found.selection) == (number, 2, {"channel": "web"})
    assert found.regions == regions
    points = ticket_maps.points(workspace, number, None)
    assert points[["ticket_key", "x", "actual", "predicted"]].to_numpy().tolist() == [
        [1, 1.0, "B", ""], [3, 3.0, "B", ""],
    ]  # fmt: skip
    assert workspace.data_revision == before


def test_only_the_points_of_the_newest_map_are_kept(workspace, fill):
    fill(workspace, [ticket(1)])
    place = np.zeros((1, 2), dtype=np.float32)
    first = ticket_maps.keep(workspace, MADE, np.array([1]), place, [])
    second = ticket_maps.keep(workspace, MADE, np.array([1]), place, [])
    assert ticket_maps.points(workspace, first, None).empty
    assert len(ticket_maps.points(workspace, second, None)) == 1


def test_tickets_come_with_what_they_are_drawn_by(workspace, fill):
    fill(workspace, [ticket(1, "A"), ticket(2), ticket(3, subject="", body="")])
    keys, groups = ticket_maps.strata(workspace, Filters(), None)
    assert dict(zip(keys.tolist(), groups, strict=True)) == {1: "A", 2: ""}
    assert ticket_maps.texts(workspace, np.array([2, 1])) == [
        "Subject 2\nBody 2",
        "Subject 1\nBody 1",
    ]
