"""A category's group is found by id or name, and never guessed."""

from __future__ import annotations

from helpdesk.tickets import Group
from service.pipeline.groups import group_id

GROUPS = [Group("7", "Billing"), Group("8", "IT  Help"), Group("9", "7"), Group("10", "it help")]


def test_an_id_goes_before_a_name_that_looks_like_one():
    assert group_id(GROUPS, "7") == "7"


def test_a_name_is_found_whatever_its_case_and_spaces():
    assert group_id(GROUPS, " BILLING ") == "7"


def test_two_groups_of_a_name_are_none():
    assert group_id(GROUPS, "IT help") is None


def test_a_name_that_is_nowhere_is_none():
    assert group_id(GROUPS, "Travel") is None
    assert group_id([], "Billing") is None
