"""Which category belongs to which group of a help desk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from unicodedata import normalize

from helpdesk.errors import DeskMisuse
from helpdesk.tickets import Group
from routing.taxonomy import Category
from store import taxonomies
from store.helpdesk import desk_groups
from store.workspace import Workspace
from usecases.actor import Actor, Role

MAP: Final = "say which category belongs to which group"


@dataclass(frozen=True, slots=True)
class MappedCategory:
    """A category and the group its tickets are assigned to; None: they are never pushed."""

    category: str
    group: Group | None


def mapping(workspace: Workspace, desk: str) -> list[MappedCategory]:
    """Every category of the workspace with its group."""
    groups = {group.id: group for group in desk_groups.groups(workspace, desk)}
    chosen = desk_groups.mapping(workspace, desk)
    return [
        MappedCategory(each.name, groups.get(chosen.get(each.name, "")))
        for each in _categories(workspace)
    ]


def map_by_name(workspace: Workspace, desk: str, actor: Actor) -> list[MappedCategory]:
    """Give every category without a group the one of its name; the whole mapping."""
    actor.require(Role.MANAGER, MAP)
    known = {each.category for each in mapping(workspace, desk) if each.group}
    open_ones = [each for each in _categories(workspace) if each.name not in known]
    found = matched_by_name(open_ones, desk_groups.groups(workspace, desk))
    desk_groups.map_categories(workspace, desk, {name: group.id for name, group in found.items()})
    return mapping(workspace, desk)


def matched_by_name(categories: Iterable[Category], groups: Sequence[Group]) -> dict[str, Group]:
    """The group of each category that names it in the taxonomy, or has its name.

    A name that two groups share matches none: a person must choose. Names that differ only by case
    or spaces are told apart where one of them is written the same.

    >>> found = matched_by_name([Category("billing"), Category("IT", group="Help Desk")],
    ...                         [Group("1", "Billing"), Group("2", "help desk")])
    >>> {name: group.id for name, group in found.items()}
    {'billing': '1', 'IT': '2'}
    """
    by_name: dict[str, list[Group]] = {}
    for group in groups:
        by_name.setdefault(plain(group.name), []).append(group)
    found = {}
    for each in categories:
        alike = _best(by_name.get(plain(each.group or each.name), []), each.group or each.name)
        if len(alike) == 1:
            found[each.name] = alike[0]
    return found


def _best(alike: Sequence[Group], name: str) -> Sequence[Group]:
    """Those of exactly that name, where names that differ by case or spaces share it; else all."""
    return [group for group in alike if group.name == name] or alike


def set_groups(
    workspace: Workspace, desk: str, chosen: Mapping[str, str], actor: Actor
) -> list[MappedCategory]:
    """Map categories to groups named by name or id, to none where that is empty.

    Raises DeskMisuse, and changes nothing, when a category or group is unknown.
    """
    actor.require(Role.MANAGER, MAP)
    categories = {plain(each.name): each.name for each in _categories(workspace)}
    groups = desk_groups.groups(workspace, desk)
    wanted: dict[str, str | None] = {}
    for name, group in chosen.items():
        category = categories.get(plain(name))
        if category is None:
            raise DeskMisuse(f'There is no category "{name}".')
        wanted[category] = _group(groups, group).id if group else None
    desk_groups.map_categories(workspace, desk, wanted)
    return mapping(workspace, desk)


def _group(groups: Sequence[Group], named: str) -> Group:
    by_id = [group for group in groups if group.id == named]
    alike = [group for group in groups if plain(group.name) == plain(named)]
    found = by_id or _best(alike, named)
    if not found:
        raise DeskMisuse(f'There is no group "{named}" at the help desk; import to read them anew.')
    if len(found) > 1:
        raise DeskMisuse(f'Several groups are called "{named}"; give the id of one.')
    return found[0]


def _categories(workspace: Workspace) -> tuple[Category, ...]:
    version = taxonomies.current_or_labels(workspace)
    return version.taxonomy.categories if version else ()


def plain(name: str) -> str:
    """A name as names are compared: by its letters, however they are put together, and words.

    >>> plain(" Große  FRAGEN"), plain("Cafe\u0301") == plain("Caf\u00e9")
    ('grosse fragen', True)
    """
    return " ".join(normalize("NFKC", name).casefold().split())
