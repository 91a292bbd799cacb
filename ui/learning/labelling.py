"""The tickets of a guided start, one after the other, on the card of the Review screen."""

from __future__ import annotations

import streamlit as st

from routing.taxonomy import Taxonomy
from store.learning import seed_tickets
from store.workspace import Workspace
from ui.review import card
from ui.shell.session import reviewer
from ui.shell.texts import text
from usecases.reviewing.guided_start import ORIGIN, GuidedStart


def show(workspace: Workspace, taxonomy: Taxonomy) -> None:
    """Ask who labels, then one ticket after the other until none is left."""
    name = reviewer.name()
    if not name:
        st.caption(text("learning.who"))
        return
    _tickets(workspace, taxonomy, name)


@st.fragment
def _tickets(workspace: Workspace, taxonomy: Taxonomy, name: str) -> None:
    start = GuidedStart(workspace, name)
    session = reviewer.holder(name).session
    context = card.CardContext(workspace, name, session, ORIGIN, taxonomy.categories)
    taken = card.answered(context, start)
    progress = seed_tickets.progress(workspace)
    status = text("learning.of_labelled").format(labelled=progress.labelled, asked=progress.asked)
    if not card.show(context, start, taken, status, can_undo=start.can_undo()):
        st.rerun()
