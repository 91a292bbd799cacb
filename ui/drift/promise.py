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
        st.header(text("drift.is_the_promise_still_kept"), anchor=False)
        _promise(workspace, run, actor)
    with st.container(border=True):
        st.header(text("drift.accuracy_today"), anchor=False)
        _accuracy(workspace, actor)


def _promise(workspace: Workspace, run: Run | None, actor: Actor) -> None:
    watch = promise(workspace)
    if watch is None:
        st.markdown(text("drift.no_promise"))
        st.page_link(
            frame.PAGES / "dial.py", label=text("drift.precision_dial"), icon=":material/tune:"
        )
        return
    labels = Origin(
        "measured", text("drift.labels_of_auto_routed_tickets").format(labels=number(watch.labels))
    )
    with frame.row("cards", "_promise"):
        card(
            text("shared.promised"),
            percent(watch.promised),
            Origin("assumed", text("drift.asked_on_the_dial")),
        )
        card(
            text("drift.wrong_so_far"),
            text("shared.n_of").format(n=number(watch.wrong), total=number(watch.labels)),
            labels,
        )
        card(
            text("drift.evidence_against_it"),
            number(watch.evidence, 2),
            Origin("computed", text("drift.broken_at_100")),
        )
        needed = "none" if watch.is_broken else number(labels_needed(watch))
        card(
            text("drift.labels_still_needed"),
            needed,
            Origin("computed", text("drift.were_twice_as_many_wrong")),
        )
    st.caption(text("drift.promise"))
    if watch.is_broken:
        st.error(text("drift.the_promise_is_broken"))
        if st.button(
            text("drift.return_these_tickets_to_people"), key="promise_return", type="primary",
            help=text("drift.return_why"),
        ):  # fmt: skip
            back = return_to_people(workspace, run, actor)
            st.toast(
                text("drift.tickets_wait_on_review_later").format(tickets=number(back.tickets))
            )


def _accuracy(workspace: Workspace, actor: Actor) -> None:
    st.caption(text("drift.accuracy_now"))
    # What is drawn below counts at once.
    figures = st.container()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        count = st.number_input(
            text("drift.tickets_to_draw"), 20, 2_000, DRAWN, 20, key="drift_draw_count"
        )
        if st.button(text("drift.draw_them_for_a_blind_look"), key="drift_draw"):
            drawn = draw(workspace, int(count), actor)
            st.toast(text("drift.tickets_wait_on_review_their").format(drawn=number(drawn)))
    with figures:
        _accuracy_cards(workspace)


def _accuracy_cards(workspace: Workspace) -> None:
    found = accuracy_now(workspace)
    with frame.row("cards", "_accuracy_now"):
        shown = found.estimate
        origin = (
            measured(shown)
            if shown
            else Origin("missing", text("drift.reviews_more").format(missing=found.missing))
        )
        card(text("drift.right_today"), figure_texts.share(shown), origin)
        looked = Origin("measured", text("drift.of_drawn").format(drawn=number(found.drawn)))
        card(text("drift.blind_looks_done"), number(found.looked), looked)
