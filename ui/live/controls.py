"""What a person can do: pause, send dead letters again, bring decisions into the workspace."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from helpdesk.desk_kind import DeskKind
from jobs.errors import ExpectedError
from roi.numbers import number
from service.storage.deployment import State
from service.storage.inbox import Inbox
from settings import Settings
from store.workspace import Workspace
from ui.shell import frame
from ui.shell.core_sentences import told
from ui.shell.texts import plain, text
from usecases.actor import Actor
from usecases.live import service


def profile(state: State) -> None:
    """Which profile answers, and which one is tried in its shadow."""
    if state.current is None:
        st.info(text("live.no_profile"))
        return
    st.caption(text("live.profile_answers").format(current=state.current))
    if state.shadow:
        st.caption(
            text("live.profile_answers_unseen").format(
                shadow=state.shadow,
                compared=number(state.compared),
                wanted=number(state.wanted),
                same=number(state.same),
            )
        )
    if state.problem:
        st.warning(plain(text("live.the_new_profile_does_not_take").format(problem=state.problem)))


def hindrance(inbox: Inbox) -> None:
    """What keeps events waiting until somebody has seen to it."""
    if found := inbox.hindrance():
        st.warning(plain(text("live.events_wait").format(reason=found)))


def pause(inbox: Inbox, actor: Actor) -> None:
    """Hold back what comes in, or let it go."""
    paused = inbox.paused
    label, icon = (
        (text("shared.go_on"), ":material/play_arrow:")
        if paused
        else (text("shared.pause"), ":material/pause:")
    )
    if st.button(label, icon=icon, help=text("live.pause"), key="live_pause"):
        service.pause(inbox, actor, paused=not paused)
        st.rerun()


def dead_letters(inbox: Inbox, actor: Actor) -> None:
    """Events that were given up, each with its cause."""
    found = inbox.dead_letters()
    if not found:
        st.caption(text("live.no_dead"))
        return
    rows = [
        {
            text("live.at_utc"): datetime.fromtimestamp(each.at, UTC),
            text("live.desk"): each.event.desk,
            text("shared.ticket"): each.event.ticket,
            text("shared.subject"): each.event.subject,
            text("live.cause"): each.cause,
        }
        for each in found
    ]
    at = st.column_config.DatetimeColumn(format="YYYY-MM-DD HH:mm:ss")
    st.dataframe(
        pd.DataFrame(rows), hide_index=True, column_config={text("live.at_utc"): at},
        alt=text("live.events_that_were_given_up"),
    )  # fmt: skip
    if st.button(text("live.send_again").format(found=number(len(found))), key="live_retry"):
        service.retry(inbox, actor)
        st.rerun()


def take_in(workspace: Workspace, inbox: Inbox, settings: Settings, actor: Actor) -> None:
    """Bring decisions into the workspace, where people decide what waits for them."""
    st.markdown(text("live.hybrid"))
    count = service.waiting(workspace, inbox)
    label = (
        text("live.bring_decisions_here").format(count=number(count))
        if count
        else text("live.nothing_new_to_bring_here")
    )
    if st.button(label, disabled=not count, type="primary", key="live_take"):
        urls = {kind.value: settings.service.desk_url(kind) for kind in DeskKind}
        try:
            taken = service.take_in(workspace, inbox, urls, actor)
        except ExpectedError as problem:
            st.error(told(problem))
            return
        st.success(text("live.decisions_are_here").format(taken=number(taken)))
    with st.container(horizontal=True):
        st.page_link(
            frame.PAGES / "review.py",
            label=text("live.review_what_waits"),
            icon=":material/rate_review:",
        )
        st.page_link(
            frame.PAGES / "push.py", label=text("live.push_what_was"), icon=":material/send:"
        )
