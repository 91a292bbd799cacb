"""Who sits before the screen, for every use case that changes something."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from usecases.actor import LOCAL_OWNER, Actor


def actor(name: str = "") -> Actor:
    """The local owner, under the name given here or in the field for the reviewer's name."""
    given = (name or st.session_state.get("reviewer") or "").strip()
    return replace(LOCAL_OWNER, name=given) if given else LOCAL_OWNER
