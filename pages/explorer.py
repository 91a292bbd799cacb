import streamlit as st

from ui.explorer import parameters, query_draft, results, running, saved_queries, schema
from ui.shell import frame
from ui.shell.core_sentences import told
from ui.shell.server.process import process
from ui.shell.texts import text
from usecases.queries.query_problem import explained

workspace = frame.begin("explorer")
process().sandbox.warm()
query_draft.open_link(workspace)

with frame.row("explorer"):
    with st.container():
        with st.container(border=True):
            opened = saved_queries.choose(workspace)
            fault = running.fault(workspace, query_draft.sql())
            sql = query_draft.edit(workspace, fault)
            chosen = parameters.fields(workspace, sql)
            running.controls(workspace, sql, chosen)
        asked = running.asked(workspace)
        plot = None
        with st.container(border=True):
            st.header(text("explorer.result"), anchor=False)
            if asked is None:
                st.caption(text("explorer.hint"))
            else:
                question, job = asked
                if job.live:
                    running.wait(job)
                elif question.problem:
                    running.tell_problem(explained(question.problem, question.sql))
                elif job.error:
                    st.error(told(job.error))
                elif question.answer:
                    plot = results.show(workspace, question.answer, opened.chart if opened else {})
                    running.age(workspace, question, chosen)
            chart = plot.to_settings() if plot else opened.chart if opened else {}
            saved_queries.keep(workspace, opened, chosen, chart)
    with st.container(border=True):
        schema.show(workspace)
