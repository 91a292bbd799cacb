"""The groups of a help desk, and which category goes to which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import pyarrow as pa

from helpdesk.tickets import Group
from store.queries import query
from store.workspace import Workspace

GROUPS: Final = pa.schema([("group_id", pa.string()), ("name", pa.string())])


def groups(workspace: Workspace, name: str) -> list[Group]:
    """The groups of the help desk as they were read last, by name."""
    return [Group(*row) for row in workspace.rows("helpdesk.groups", [name])]


def keep_groups(workspace: Workspace, name: str, found: Sequence[Group]) -> None:
    """Keep the groups in place of those known before."""
    by_id = {each.id: each for each in found}
    rows = [{"group_id": each.id, "name": each.name} for each in by_id.values()]
    with workspace.writing() as cursor:
        cursor.execute(query("helpdesk.drop_groups"), [name])
        cursor.register("batch", pa.Table.from_pylist(rows, schema=GROUPS))
        cursor.execute(query("helpdesk.add_groups"), {"desk": name})


def mapping(workspace: Workspace, name: str) -> dict[str, str]:
    """The id of the group by category."""
    return dict(workspace.rows("helpdesk.mapping", [name]))


def map_categories(workspace: Workspace, name: str, chosen: Mapping[str, str | None]) -> None:
    """Keep the group of each of those categories; None for none."""
    with workspace.writing() as cursor:
        for category, group in chosen.items():
            wanted = {"desk": name, "category": category}
            cursor.execute(query("helpdesk.unmap"), wanted)
            if group is not None:
                cursor.execute(query("helpdesk.map"), wanted | {"group_id": group})
