"""Which category belongs to which group: one picker a category."""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st

from helpdesk.desk_kind import DeskKind
from store.helpdesk import desk_groups
from store.workspace import Workspace
from ui.shell.texts import plain, text
from usecases.actor import Actor
from usecases.helpdesk.mapping import map_by_name, mapping, set_groups

NO_GROUP: Final = ""


def panel(workspace: Workspace, kind: DeskKind, actor: Actor) -> None:
    """The pickers, those without a group marked."""
    groups = {group.id: group.name for group in desk_groups.groups(workspace, kind)}
    if not groups:
        st.caption(text("connect.no_groups"))
        return
    st.caption(text("connect.mapping"))
    if st.button(text("connect.match_by_name"), key="connect_by_name"):
        map_by_name(workspace, kind, actor)
    found = mapping(workspace, kind)
    with st.container(horizontal=True):
        for each in found:
            key = _key(workspace, kind, each.category)
            # What the workspace holds, whatever the browser still shows of before.
            st.session_state[key] = each.group.id if each.group else NO_GROUP
            st.selectbox(
                plain(each.category) + ("" if each.group else text("connect.not_pushed")),
                [NO_GROUP, *groups],
                format_func=lambda group: groups.get(group, text("connect.no_group")),
                key=key,
                width=230,
                on_change=partial(_take, workspace, kind, actor, each.category, key),
            )
    without = [each.category for each in found if each.group is None]
    if without:
        st.warning(text("connect.unmapped") + plain(", ".join(without)) + ".")


def _key(workspace: Workspace, kind: DeskKind, category: str) -> str:
    return f"connect_map_{workspace.name}_{kind}_{category}"


def _take(workspace: Workspace, kind: DeskKind, actor: Actor, category: str, key: str) -> None:
    set_groups(workspace, kind, {category: st.session_state.get(key) or NO_GROUP}, actor)
