"""Which router decides; the choice belongs to the workspace."""

from __future__ import annotations

from typing import Final

import streamlit as st

from store import settings
from store.workspace import Workspace
from ui.shell.texts import text
from usecases.run_defaults import default_request

EMBEDDED: Final = "embedded"
NAMES: Final = {
    EMBEDDED: "Embedded",
    "openai": "OpenAI",
    "azure": "Azure OpenAI",
    "compatible": "OpenAI-compatible server",
    "transformers": "Local model (Transformers)",
}
REMOTE: Final = frozenset({"openai", "azure", "compatible"})


def choose(workspace: Workspace) -> str:
    """The router that is chosen."""
    saved = settings.get(workspace, "router") or default_request(workspace).router
    offered = list(NAMES)
    chosen = st.selectbox(
        "Router", offered, offered.index(saved) if saved in offered else 0,
        format_func=NAMES.__getitem__, key=f"route_router_{workspace.name}",
        help=text("llm.router"),
    )  # fmt: skip
    if chosen != saved:
        settings.put(workspace, "router", chosen)
    return chosen


def about(kind: str, labelled: int) -> str:
    """What a router is, in one sentence.

    labelled: tickets whose actual category is known.
    """
    if kind != EMBEDDED:
        return text(f"llm.about_{kind}")
    if labelled:
        return f"On this machine, free; learns from {labelled:,} labelled tickets."
    return "On this machine, free; works from the descriptions."
