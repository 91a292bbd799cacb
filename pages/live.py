import time
from contextlib import closing

import streamlit as st

from service.storage.inbox import Inbox
from service.storage.live_figures import figures
from ui.live import controls, current_decisions, patterns, typed, watch
from ui.shell import frame
from ui.shell.server.process import process
from ui.shell.session.actor import actor
from ui.shell.texts import text
from usecases.live.service import database_of

workspace = frame.begin("live")
settings, who = process().settings, actor()
if watch.is_offered(workspace):
    watch.show(workspace, who)
typed.show(workspace, settings.models)

st.header(text("live.live_service"), anchor=False)
database = database_of(settings.service.folder)
if database is None:
    st.info(text("live.how"))
    patterns.show(None)
    st.stop()


with closing(database) as opened:
    inbox = Inbox(opened)
    controls.pause(inbox, who)
    names = [
        text("shared.now"),
        text("live.waits_for_a_person"),
        text("live.given_up_label"),
        text("live.patterns"),
    ]
    now_tab, person, given_up, choices = st.tabs(names, key="live_tab", on_change="rerun")
    if now_tab.open:
        with now_tab:
            current_decisions.show(settings.service.folder)
    if person.open:
        with person:
            controls.take_in(workspace, inbox, settings, who)
    if given_up.open:
        with given_up:
            controls.dead_letters(inbox, who)
    if choices.open:
        with choices:
            patterns.show(figures(opened, time.time(), current_decisions.MINUTES))
