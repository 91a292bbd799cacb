"""The alarms: what moved, since when, how much, what it costs, and what a person does about it."""

from __future__ import annotations

from typing import Final

import pandas as pd
import streamlit as st

from roi.numbers import day, money, number
from routing.errors import TaxonomyError
from routing.evaluation.drift.alarm import Alarm, Kind, State
from store.drift import messages, watch
from store.runs import Run
from store.workspace import Workspace
from ui.shell import frame
from ui.shell.core_sentences import told
from ui.shell.texts import plain, text
from usecases.actor import Actor
from usecases.drift import alarm_actions, notifications
from usecases.drift.alarm_cost import monthly_cost
from usecases.drift.alarm_texts import headline, size
from usecases.drift.promise import return_to_people
from usecases.drift.report import moment
from usecases.drift.status import Status

TABLE: Final = {
    "id": st.column_config.TextColumn(text("shared.ticket"), width="small"),
    "text": st.column_config.TextColumn(text("drift.text_personal_data_masked"), width="large"),
}
ICONS: Final = {Kind.BURST: ":material/bolt:", Kind.NEW_TOPIC: ":material/lightbulb:"}


def show(workspace: Workspace, run: Run | None, found: Status, actor: Actor) -> None:
    """The open ones, one a card; those that were dealt with below."""
    every = watch.alarms(workspace)
    waiting = [alarm for alarm in every if alarm.state is State.OPEN]
    if not waiting:
        st.success(f"**{text('drift.quiet')}.** {text('drift.quiet_next')}")
    for alarm in waiting:
        with st.container(border=True):
            _card(workspace, run, alarm, actor)
    _missing(found)
    closed = [alarm for alarm in every if alarm.state is not State.OPEN]
    if closed:
        with st.expander(text("drift.dealt_with_count").format(closed=number(len(closed)))):
            for alarm in closed:
                st.markdown(f"{plain(headline(alarm))} · {plain(size(alarm))}")


def _missing(found: Status) -> None:
    """What cannot be watched yet, and what is missing for it."""
    if found.reviews_missing:
        words = text("drift.reviews_missing")
        st.caption(words.format(n=found.reviews, missing=found.reviews_missing))
    if found.volume_days_missing:
        st.caption(text("drift.volume_missing").format(days=found.volume_days_missing))


def _card(workspace: Workspace, run: Run | None, alarm: Alarm, actor: Actor) -> None:
    icon = ICONS.get(alarm.kind, ":material/trending_up:")
    st.header(f"{icon} {plain(headline(alarm))}", anchor=False)
    began = moment(alarm.since.estimate)
    since = text("drift.since_about").format(began=f"{day(began)}, {began:%H:%M}") if began else ""
    st.markdown(f"{since}{plain(size(alarm))}")
    _cost(workspace, run, alarm)
    if alarm.explains:
        st.caption(text("drift.effects"))
        st.markdown("\n".join(f"- {plain(headline(effect))}" for effect in alarm.explains))
    if alarm.kind is Kind.NEW_TOPIC and (words := alarm_actions.terms(workspace, alarm.tickets)):
        st.markdown(text("drift.its_words").format(words=plain(", ".join(words))))
    typical = alarm_actions.typical(workspace, alarm.tickets)
    if typical:
        with st.expander(text("drift.typical_tickets").format(typical=len(typical))):
            rows = pd.DataFrame([(t.id, t.text) for t in typical], columns=["id", "text"])
            st.dataframe(
                rows, hide_index=True, column_config=TABLE, alt=text("shared.typical_tickets")
            )
    _actions(workspace, run, alarm, actor)
    _messages(workspace, alarm)


def _cost(workspace: Workspace, run: Run | None, alarm: Alarm) -> None:
    cost = monthly_cost(workspace, run, alarm)
    if isinstance(cost, str):
        st.caption(text("drift.its_cost_cannot_be_told").format(cost=plain(cost)))
        return
    value, low, high = (money(each, cost.currency) for each in (cost.value, cost.low, cost.high))
    st.markdown(
        text("drift.costs_a_month").format(value=plain(value), low=plain(low), high=plain(high)),
        help=text("drift.cost_help"),
    )


def _actions(workspace: Workspace, run: Run | None, alarm: Alarm, actor: Actor) -> None:
    with st.container(horizontal=True):
        if alarm.tickets and st.button(
            text("drift.send_its_tickets_to_review"), key=f"review_{alarm.id}"
        ):
            sent = alarm_actions.send_to_review(workspace, alarm, actor)
            st.toast(text("drift.tickets_wait_on_review").format(sent=number(sent)))
        if alarm.kind is Kind.NEW_TOPIC:
            _make_category(workspace, alarm, actor)
        if alarm.kind is Kind.PROMISE and st.button(
            text("drift.return_these_tickets_to_people"), key=f"return_{alarm.id}", type="primary",
            help=text("drift.return_why"),
        ):  # fmt: skip
            back = return_to_people(workspace, run, actor)
            st.toast(
                text("drift.tickets_wait_on_review_later").format(tickets=number(back.tickets))
            )
        if st.button(text("drift.dealt_with"), key=f"close_{alarm.id}", icon=":material/check:"):
            alarm_actions.close(workspace, alarm, actor)
            st.rerun()


def _make_category(workspace: Workspace, alarm: Alarm, actor: Actor) -> None:
    with st.popover(text("shared.make_it_a_category")):
        words = alarm_actions.terms(workspace, alarm.tickets)
        name = st.text_input(
            text("shared.name"), " ".join(words[:2]).capitalize(), key=f"name_{alarm.id}"
        )
        about = st.text_input(text("shared.description"), ", ".join(words), key=f"about_{alarm.id}")
        if st.button(text("drift.add_it_to_the_taxonomy"), key=f"add_{alarm.id}", type="primary"):
            try:
                alarm_actions.make_category(workspace, alarm, name, about, actor)
            except TaxonomyError as problem:
                st.error(told(problem))
                return
            st.page_link(frame.PAGES / "taxonomy.py", label=text("drift.it_is_in_the_taxonomy"))


def _messages(workspace: Workspace, alarm: Alarm) -> None:
    """How the messages of the alarm fared; one that nobody confirmed can be sent again."""
    for message in messages.messages(workspace):
        if message.alarm_id != alarm.id:
            continue
        told = f": {plain(message.problem)}" if message.problem else ""
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(f"{message.channel.capitalize()}: {message.state}{told}")
            if message.state == "sending" and st.button(
                text("drift.send_again"), key=f"again_{alarm.id}_{message.channel}", type="tertiary"
            ):
                notifications.send_again(workspace, alarm.id, message.channel)
                st.rerun()
