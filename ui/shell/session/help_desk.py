"""Who this session is to help desks: keys typed here, or those of the environment where allowed.

Keys belong to a desk at one host. Those of the environment go there only when a person said so in
this session: a workspace that comes from somebody else may name any address.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

import streamlit as st

from helpdesk.address import desk_url
from helpdesk.desk_kind import DeskKind
from helpdesk.errors import DeskMisuse
from settings import HelpDeskKeys
from store.helpdesk import connections
from store.workspace import Workspace
from ui.shell.server.process import process
from usecases.helpdesk.access import DeskAccess, access, credentials

_TYPED: Final = "helpdesk_keys"
_TRUSTED: Final = "helpdesk_trusted"
Place = tuple[DeskKind, str]


def host_of(url: str) -> str:
    """The host of an address, empty when it is none."""
    try:
        return urlsplit(url.strip()).hostname or ""
    except ValueError:
        return ""


def way_to(kind: DeskKind, url: str) -> DeskAccess | None:
    """The way to that desk with the keys of this session; None where there are none.

    DeskMisuse says what is wrong with an address before any key is asked for.
    """
    desk_url(url)
    place = (kind, host_of(url))
    typed = _memory().get(place)
    keys = typed or (process().settings.helpdesk if place in _trusted() else None)
    if keys is None or credentials(kind, keys) is None:
        return None
    return access(kind, url, keys)


def way_of(workspace: Workspace, kind: DeskKind) -> DeskAccess | None:
    """The way to the desk that was read into the workspace; None without keys in this session."""
    record = connections.desk(workspace, kind)
    try:
        return way_to(kind, record.url) if record else None
    except DeskMisuse:
        return None  # a workspace from somebody else may hold any text as an address


def remember(kind: DeskKind, url: str, keys: HelpDeskKeys) -> None:
    """Keep typed keys for this session; DeskMisuse when they are not complete."""
    access(kind, url, keys)
    _memory()[kind, host_of(url)] = keys


def forget(kind: DeskKind, url: str) -> None:
    """Forget the keys of that desk, and that those of the environment may go there."""
    _memory().pop((kind, host_of(url)), None)
    _trusted().discard((kind, host_of(url)))


def trust(kind: DeskKind, url: str) -> None:
    """Let the keys of the environment go to that host in this session."""
    _trusted().add((kind, host_of(url)))


def is_in_environment(kind: DeskKind) -> bool:
    """Whether the environment holds complete keys for that kind of desk."""
    try:
        return credentials(kind, process().settings.helpdesk) is not None
    except DeskMisuse:
        return False


def _memory() -> dict[Place, HelpDeskKeys]:
    found: dict[Place, HelpDeskKeys] = st.session_state.setdefault(_TYPED, {})
    return found


def _trusted() -> set[Place]:
    found: set[Place] = st.session_state.setdefault(_TRUSTED, set())
    return found
