"""Renamed, merged and split: labels, figures and the taxonomy go along, and come back."""

from __future__ import annotations

import pytest

from routing.taxonomy import Category, Taxonomy
from store import runs, taxonomies, tickets
from store.workspace import Workspace
from tests.conftest import ticket
from tests.store.test_runs import decision
from usecases.actor import LOCAL_OWNER
from usecases.taxonomy import category_changes

BEFORE = {"A": 3, "B": 2}


@pytest.fixture
def desk(workspace: Workspace, fill) -> Workspace:
    """Five tickets, all of them routed right."""
    fill(workspace, [ticket(key, "A", body=f"printer {key}") for key in (1, 2, 3)])
    fill(workspace, [ticket(key, "B", id=f"b{key}") for key in (1, 2)], "two")
    taxonomies.save(workspace, Taxonomy((Category("A", "first"), Category("B"))), "test")
    runs.start(workspace, "fake", {}, 1)
    said = [decision(key, "A" if key < 4 else "B") for key in range(1, 6)]
    runs.RunJournal(workspace, 1).write(said)
    return workspace


def state(desk: Workspace) -> tuple[object, ...]:
    taxonomy = taxonomies.current(desk).taxonomy
    return tickets.labels(desk), set(taxonomy.names), runs.summary(desk, 1).correct


def test_a_renamed_category_is_renamed_everywhere_and_back(desk):
    category_changes.rename(desk, "A", "Alpha", LOCAL_OWNER)
    assert state(desk) == ({"Alpha": 3, "B": 2}, {"Alpha", "B"}, 5)
    assert taxonomies.current(desk).taxonomy.category("Alpha").description == "first"
    assert category_changes.changed_names(desk) == {"A": "Alpha"}
    category_changes.take_back(desk, "A", LOCAL_OWNER)
    assert state(desk) == (BEFORE, {"A", "B"}, 5)
    assert category_changes.changed_names(desk) == {}


def test_merged_categories_are_one_and_several_again(desk):
    category_changes.merge(desk, ["A", "B"], "A", LOCAL_OWNER)
    assert state(desk) == ({"A": 5}, {"A"}, 5)
    category_changes.take_back(desk, "B", LOCAL_OWNER)
    assert state(desk) == (BEFORE, {"A", "B"}, 5)


def test_a_part_split_off_by_its_words_is_a_category_and_one_with_the_rest_again(desk):
    keys = category_changes.holding(desk, "A", "printer 2")
    assert keys == (2,)
    category_changes.split_off(desk, "A", "Printer", keys, LOCAL_OWNER)
    assert state(desk) == ({"A": 2, "B": 2, "Printer": 1}, {"A", "B", "Printer"}, 5)
    category_changes.take_back(desk, "A", LOCAL_OWNER)
    assert state(desk) == (BEFORE, {"A", "B"}, 5)
    assert [each.change for each in category_changes.history(desk)] == ["split", "back"]
