"""The groups of a desk, and where categories go."""

from helpdesk.tickets import Group
from store.helpdesk import desk_groups

GROUPS = [Group("1", "Billing"), Group("2", "Support")]


def test_a_group_that_comes_twice_is_kept_once(workspace):
    desk_groups.keep_groups(workspace, "zendesk", [*GROUPS, Group("1", "Billing")])
    assert desk_groups.groups(workspace, "zendesk") == GROUPS


def test_groups_take_the_place_of_those_known_before(workspace):
    desk_groups.keep_groups(workspace, "zendesk", GROUPS)
    desk_groups.keep_groups(workspace, "freshdesk", GROUPS[:1])
    desk_groups.keep_groups(workspace, "zendesk", [])
    assert desk_groups.groups(workspace, "zendesk") == []
    assert desk_groups.groups(workspace, "freshdesk") == GROUPS[:1]


def test_a_category_goes_to_one_group_or_to_none(workspace):
    desk_groups.map_categories(workspace, "zendesk", {"Money": "1", "Größe 支持": "2"})
    desk_groups.map_categories(workspace, "zendesk", {"Money": "2", "Größe 支持": None})
    assert desk_groups.mapping(workspace, "zendesk") == {"Money": "2"}
