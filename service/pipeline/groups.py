"""Which group of a help desk a category's name or id means."""

from __future__ import annotations

from collections.abc import Sequence

from helpdesk.tickets import Group


def group_id(groups: Sequence[Group], named: str) -> str | None:
    """The id of the group that is named, by id or by name; None where none or several are.

    >>> group_id([Group("7", "Billing"), Group("8", "IT")], "billing")
    '7'
    >>> group_id([Group("7", "Billing"), Group("8", "IT")], "8")
    '8'
    """
    by_id = [each.id for each in groups if each.id == named]
    by_name = [each.id for each in groups if _plain(each.name) == _plain(named)]
    found = by_id or by_name
    return found[0] if len(found) == 1 else None


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
