"""Who sits before the screen, for every use case that changes something."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import streamlit as st

from ui.shell.server.process import process
from usecases.actor import LOCAL_OWNER, Actor, Role
from usecases.roles import Roles, signed_in

NOBODY: Final = Actor("nobody", Role.VIEWER)


def actor() -> Actor:
    """Who signed in; without a sign-in the local owner, under the name in the reviewer's field."""
    if process().settings.sign_in:
        return signed_in_actor() or NOBODY
    given = (st.session_state.get("reviewer") or "").strip()
    return replace(LOCAL_OWNER, name=given) if given else LOCAL_OWNER


def reviewing(name: str) -> Actor:
    """Who signed in; else the local owner as the reviewer of that name, which may be empty."""
    return actor() if process().settings.sign_in else replace(LOCAL_OWNER, name=name)


def signed_in_actor() -> Actor | None:
    """Who has signed in with OpenID Connect, by the claims alone; None where nobody has."""
    if not process().settings.sign_in or not st.user.get("is_logged_in"):
        return None
    return signed_in(st.user.to_dict(), Roles.read(process().settings.roles))
