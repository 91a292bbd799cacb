"""The promise watch, and accuracy today from few reviews."""

from __future__ import annotations

import streamlit as st

from roi.numbers import number, percent
from store.runs import Run
from store.workspace import Workspace
from ui.shell import figure_texts, frame
from ui.shell.provenance import card
from ui.shell.texts import text
from usecases.actor import Actor
from usecases.drift.promise import labels_needed, promise, return_to_people
from usecases.evaluation.accuracy_now import accuracy_now, draw
from usecases.provenance import Origin, measured

DRAWN = 200


def show(workspace: Workspace, run: Run | None, actor: Actor) -> None:
    """Both, one below the other."""
    with st.container(border=True):
        st.header("Is the promise still kept?", anchor=False)
        _promise(workspace, run, actor)
    with st.container(border=True):
        st.header("Accuracy today", anchor=False)
        _accuracy(workspace, actor)


def _promise(workspace: Workspace, run: Run | None, actor: Actor) -> None:
    watch = promise(workspace)
    if watch is None:
        st.markdown(text("drift.no_promise"))
        st.page_link(frame.PAGES / "dial.py", label="Precision dial", icon=":material/tune:")
        return
    labels = Origin("measured", f"{number(watch.labels)} labels of auto-routed tickets")
    with frame.row("cards", "_promise"):
        card("Promised", percent(watch.promised), Origin("assumed", "asked on the dial"))
        card("Wrong so far", f"{number(watch.wrong)} of {number(watch.labels)}", labels)
        card("Evidence against it", number(watch.evidence, 2), Origin("computed", "broken at 100"))
        needed = "none" if watch.is_broken else number(labels_needed(watch))
        card("Labels still needed", needed, Origin("computed", "were twice as many wrong"))
    st.caption(text("drift.promise"))
    if watch.is_broken:
        st.error("The promise is broken.")
        if st.button(
            "Return these tickets to people", key="promise_return", type="primary",
            help=text("drift.return_why"),
        ):  # fmt: skip
            back = return_to_people(workspace, run, actor)
            st.toast(f"{number(back.tickets)} tickets wait on Review; later ones go to people.")


def _accuracy(workspace: Workspace, actor: Actor) -> None:
    found = accuracy_now(workspace)
    st.caption(text("drift.accuracy_now"))
    with frame.row("cards", "_accuracy_now"):
        shown = found.estimate
        origin = measured(shown) if shown else Origin("missing", f"{found.missing} reviews more")
        card("Right today", figure_texts.share(shown), origin)
        looked = Origin("measured", f"of {number(found.drawn)} drawn")
        card("Blind looks done", number(found.looked), looked)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        count = st.number_input("Tickets to draw", 20, 2_000, DRAWN, 20, key="drift_draw_count")
        if st.button("Draw them for a blind look", key="drift_draw"):
            drawn = draw(workspace, int(count), actor)
            st.toast(f"{number(drawn)} tickets wait on Review, their suggestions hidden.")
