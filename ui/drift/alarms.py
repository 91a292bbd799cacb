"""The alarms: what moved, since when, how much, what it costs, and what a person does about it."""

from __future__ import annotations

from typing import Final

import pandas as pd
import streamlit as st

from roi.numbers import money, number
from routing.errors import TaxonomyError
from routing.evaluation.drift.alarm import Alarm, Kind, State
from store.drift import messages, watch
from store.runs import Run
from store.workspace import Workspace
from ui.shell import frame
from ui.shell.texts import plain, text
from usecases.actor import Actor
from usecases.drift import alarm_actions, notifications
from usecases.drift.alarm_cost import monthly_cost
from usecases.drift.alarm_texts import headline, size
from usecases.drift.promise import return_to_people
from usecases.drift.report import moment
from usecases.drift.status import Status

TABLE: Final = {
    "id": st.column_config.TextColumn("Ticket", width="small"),
    "text": st.column_config.TextColumn("Text, personal data masked", width="large"),
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
        with st.expander(f"Dealt with ({number(len(closed))})"):
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
    since = f"Since about **{began:%d %b %Y, %H:%M}** · ".replace("**0", "**") if began else ""
    st.markdown(f"{since}{plain(size(alarm))}")
    _cost(workspace, run, alarm)
    if alarm.explains:
        st.caption(text("drift.effects"))
        st.markdown("\n".join(f"- {plain(headline(effect))}" for effect in alarm.explains))
    if alarm.kind is Kind.NEW_TOPIC and (words := alarm_actions.terms(workspace, alarm.tickets)):
        st.markdown(f"Its words: {plain(', '.join(words))}")
    typical = alarm_actions.typical(workspace, alarm.tickets)
    if typical:
        with st.expander(f"Typical tickets ({len(typical)})"):
            rows = pd.DataFrame([(t.id, t.text) for t in typical], columns=["id", "text"])
            st.dataframe(rows, hide_index=True, column_config=TABLE, alt="Typical tickets")
    _actions(workspace, run, alarm, actor)
    _messages(workspace, alarm)


def _cost(workspace: Workspace, run: Run | None, alarm: Alarm) -> None:
    cost = monthly_cost(workspace, run, alarm)
    if isinstance(cost, str):
        st.caption(f"Its cost cannot be told: {plain(cost)}")
        return
    value, low, high = (money(each, cost.currency) for each in (cost.value, cost.low, cost.high))
    st.markdown(
        f"Costs **{plain(value)}** a month ({plain(low)} to {plain(high)})",
        help=text("drift.cost_help"),
    )


def _actions(workspace: Workspace, run: Run | None, alarm: Alarm, actor: Actor) -> None:
    with st.container(horizontal=True):
        if alarm.tickets and st.button("Send its tickets to Review", key=f"review_{alarm.id}"):
            sent = alarm_actions.send_to_review(workspace, alarm, actor)
            st.toast(f"{number(sent)} tickets wait on Review.")
        if alarm.kind is Kind.NEW_TOPIC:
            _make_category(workspace, alarm, actor)
        if alarm.kind is Kind.PROMISE and st.button(
            "Return these tickets to people", key=f"return_{alarm.id}", type="primary",
            help=text("drift.return_why"),
        ):  # fmt: skip
            back = return_to_people(workspace, run, actor)
            st.toast(f"{number(back.tickets)} tickets wait on Review; later ones go to people.")
        if st.button("Dealt with", key=f"close_{alarm.id}", icon=":material/check:"):
            alarm_actions.close(workspace, alarm, actor)
            st.rerun()


def _make_category(workspace: Workspace, alarm: Alarm, actor: Actor) -> None:
    with st.popover("Make it a category"):
        words = alarm_actions.terms(workspace, alarm.tickets)
        name = st.text_input("Name", " ".join(words[:2]).capitalize(), key=f"name_{alarm.id}")
        about = st.text_input("Description", ", ".join(words), key=f"about_{alarm.id}")
        if st.button("Add it to the taxonomy", key=f"add_{alarm.id}", type="primary"):
            try:
                alarm_actions.make_category(workspace, alarm, name, about, actor)
            except TaxonomyError as problem:
                st.error(plain(str(problem)))
                return
            st.page_link(frame.PAGES / "taxonomy.py", label="It is in the taxonomy")


def _messages(workspace: Workspace, alarm: Alarm) -> None:
    """How the messages of the alarm fared; one that nobody confirmed can be sent again."""
    for message in messages.messages(workspace):
        if message.alarm_id != alarm.id:
            continue
        told = f": {plain(message.problem)}" if message.problem else ""
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(f"{message.channel.capitalize()}: {message.state}{told}")
            if message.state == "sending" and st.button(
                "Send again", key=f"again_{alarm.id}_{message.channel}", type="tertiary"
            ):
                notifications.send_again(workspace, alarm.id, message.channel)
                st.rerun()
