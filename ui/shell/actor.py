"""Who sits before the screen, for every use case that changes something."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from usecases.actor import LOCAL_OWNER, Actor


def actor() -> Actor:
    """The local owner, under the name in the field for the reviewer's, where there is one."""
    given = (st.session_state.get("reviewer") or "").strip()
    return replace(LOCAL_OWNER, name=given) if given else LOCAL_OWNER


def reviewing(name: str) -> Actor:
    """The local owner as the reviewer of that name; nothing is recorded under an empty one."""
    return replace(LOCAL_OWNER, name=name)
