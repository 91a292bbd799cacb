import streamlit as st

from ui.connect import connection, mapping, reading
from ui.shell import frame, jobs
from ui.shell.texts import text
from usecases.actor import LOCAL_OWNER

workspace = frame.begin("connect")
jobs.panel(workspace, told="import")
with st.container(border=True):
    st.header(text("connect.help_desk"), anchor=False)
    kind, url = connection.choose(workspace)
    way = connection.identify(kind, url)
    if way:
        connection.test(kind, url, way)
with st.container(border=True):
    st.header(text("connect.its_tickets"), anchor=False)
    reading.panel(workspace, kind, way, LOCAL_OWNER)
with st.container(border=True):
    st.header(text("connect.categories_groups"), anchor=False)
    mapping.panel(workspace, kind, LOCAL_OWNER)
