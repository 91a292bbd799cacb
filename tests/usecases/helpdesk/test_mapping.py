"""Categories meet groups by name, or by hand."""

import pytest

from helpdesk.errors import DeskMisuse
from helpdesk.tickets import Group
from routing.taxonomy import Category, Taxonomy
from store import taxonomies
from store.helpdesk import desk_groups
from usecases.actor import LOCAL_OWNER
from usecases.helpdesk.mapping import map_by_name, mapping, set_groups

GROUPS = [Group("1", "Billing"), Group("2", "IT"), Group("3", "Twins"), Group("4", "twins")]


@pytest.fixture
def desk(workspace):
    names = (Category("billing"), Category("Hardware", group="it"), Category("TWINS"))
    taxonomies.save(workspace, Taxonomy(names), "the tests")
    desk_groups.keep_groups(workspace, "zendesk", GROUPS)
    return workspace


def chosen(found):
    return {each.category: each.group and each.group.id for each in found}


def test_by_name_takes_what_is_clear_and_leaves_the_rest_unmapped(desk):
    assert chosen(map_by_name(desk, "zendesk", LOCAL_OWNER)) == {
        "billing": "1",
        "Hardware": "2",
        "TWINS": None,
    }


def test_by_name_leaves_alone_what_a_person_has_chosen(desk):
    set_groups(desk, "zendesk", {"billing": "IT"}, LOCAL_OWNER)
    assert chosen(map_by_name(desk, "zendesk", LOCAL_OWNER))["billing"] == "2"


def test_by_hand_takes_names_and_ids_and_takes_back(desk):
    found = set_groups(desk, "zendesk", {"Twins": "4", "BILLING": "Billing"}, LOCAL_OWNER)
    assert chosen(found) == {"billing": "1", "Hardware": None, "TWINS": "4"}
    assert chosen(set_groups(desk, "zendesk", {"Twins": ""}, LOCAL_OWNER))["TWINS"] is None


@pytest.mark.parametrize(
    ("wanted", "says"),
    [({"Nothing": "IT"}, "no category"), ({"billing": "Nobody"}, "no group"),
     ({"billing": "TWINS"}, "Several groups")],
)  # fmt: skip
def test_what_is_unknown_or_unclear_is_refused_and_nothing_changes(desk, wanted, says):
    with pytest.raises(DeskMisuse, match=says):
        set_groups(desk, "zendesk", {"Hardware": "IT", **wanted}, LOCAL_OWNER)
    assert set(chosen(mapping(desk, "zendesk")).values()) == {None}


def test_groups_whose_names_differ_by_case_are_told_apart_by_who_writes_one_exactly(desk):
    found = set_groups(desk, "zendesk", {"billing": "twins", "TWINS": "Twins"}, LOCAL_OWNER)
    assert chosen(found) == {"billing": "4", "Hardware": None, "TWINS": "3"}
    taxonomies.save(desk, Taxonomy((Category("twins"),)), "the tests")
    assert chosen(map_by_name(desk, "zendesk", LOCAL_OWNER)) == {"twins": "4"}
