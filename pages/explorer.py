import streamlit as st

from ui import frame
from ui.explorer import draft, parameters, results, running, schema, shelf
from ui.process import process
from ui.texts import plain, text

workspace = frame.begin("explorer")
process().sandbox.warm()
draft.open_link(workspace)

with frame.row("explorer"):
    with st.container():
        with st.container(border=True):
            opened = shelf.choose(workspace)
            sql = draft.edit()
            chosen = parameters.fields(sql)
            running.controls(workspace, sql, chosen)
        asked = running.asked(workspace)
        plot = None
        with st.container(border=True):
            st.subheader("Result", anchor=False)
            if asked is None:
                st.caption(text("explorer.hint"))
            else:
                question, job = asked
                if job.live:
                    running.wait(job)
                elif job.error:
                    st.error(plain(job.error))
                elif question.answer:
                    plot = results.show(question.answer, opened.chart if opened else {})
                    running.age(workspace, question, chosen)
            shelf.keep(workspace, opened, chosen, plot.to_settings() if plot else {})
    with st.container(border=True):
        schema.show(workspace)
