"""Renamed, merged and split: labels, figures and the taxonomy go along, and come back."""

from __future__ import annotations

import pytest

from routing.policy import Policy
from routing.taxonomy import Category, Taxonomy
from store import policies, runs, taxonomies, tickets
from store.drift import watch
from store.helpdesk import desk_groups
from store.workspace import Workspace
from tests.conftest import ticket
from tests.store.test_runs import decision
from usecases.actor import LOCAL_OWNER, Actor, NotAllowed, Role
from usecases.reviewing.guidelines import guidelines, save_guideline
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


def test_a_renamed_category_goes_to_a_person_and_to_its_group_as_before(desk):
    policies.save(desk, Policy(0.7, {"A": 0.9}, frozenset({"A"})), {"asked": 0.95})
    save_guideline(desk, "A", "printers too", LOCAL_OWNER)
    desk_groups.map_categories(desk, "zendesk", {"A": "7"})
    category_changes.rename(desk, "A", "Alpha", LOCAL_OWNER)
    saved = policies.current(desk)
    assert (saved.policy.thresholds, saved.policy.always_review) == ({"Alpha": 0.9}, {"Alpha"})
    assert saved.origin["asked"] == 0.95
    assert guidelines(desk) == {"Alpha": "printers too"}
    assert desk_groups.mapping(desk, "zendesk") == {"Alpha": "7"}
    category_changes.take_back(desk, "A", LOCAL_OWNER)
    assert policies.current(desk).policy.always_review == {"A"}
    assert guidelines(desk) == {"A": "printers too"}
    assert desk_groups.mapping(desk, "zendesk") == {"A": "7"}


def test_of_merged_categories_the_strictest_counts_and_a_part_is_treated_as_the_whole(desk):
    policies.save(desk, Policy(0.7, {"A": 0.9}, frozenset({"B"})), {})
    category_changes.split_off(desk, "A", "Printer", (2,), LOCAL_OWNER)
    assert policies.current(desk).policy.thresholds == {"A": 0.9, "Printer": 0.9}
    category_changes.merge(desk, ["A", "B"], "C", LOCAL_OWNER)
    merged = policies.current(desk).policy
    assert (merged.thresholds, merged.always_review) == ({"C": 0.9, "Printer": 0.9}, {"C"})


def test_a_new_name_is_no_drift(desk):
    watch.set_reference(desk, 1, 5, 5, "Ana")
    before = watch.reference(desk)
    category_changes.rename(desk, "A", "Alpha", LOCAL_OWNER)
    after = watch.reference(desk)
    assert (after.first_ticket, after.last_ticket) == (before.first_ticket, before.last_ticket)
    assert after.reference_id > before.reference_id


def test_only_a_manager_changes_categories(desk):
    viewer = Actor("Vic", Role.VIEWER)
    for change in (
        lambda: category_changes.rename(desk, "A", "Z", viewer),
        lambda: category_changes.merge(desk, ["A"], "Z", viewer),
        lambda: category_changes.split_off(desk, "A", "Z", (1,), viewer),
        lambda: category_changes.take_back(desk, "A", viewer),
    ):
        with pytest.raises(NotAllowed):
            change()
    assert state(desk) == (BEFORE, {"A", "B"}, 5)
