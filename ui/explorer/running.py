"""The query that was asked: run it, watch it, cancel it."""

from __future__ import annotations

import time
from typing import Final

import streamlit as st

from jobs import Job
from roi.numbers import number
from roi.numbers.durations import ago
from store.sandbox.values import as_values
from store.workspace import Workspace
from ui.explorer import query_draft
from ui.shell.server.process import process
from ui.shell.texts import plain, text
from usecases.queries.execution import Question
from usecases.queries.query_problem import QueryProblem, explained

# Most answers are there within this time, and then no second look at them is needed.
AT_ONCE: Final = 1.0
LOOK: Final = 0.2
_ASKED, _JOB, _SINCE = "sql_question", "sql_job", "sql_since"


def controls(workspace: Workspace, sql: str, parameters: query_draft.Values) -> None:
    """Run and explain."""
    with st.container(horizontal=True, vertical_alignment="center"):
        run = st.button(
            text("shared.run_label"), type="primary", icon=":material/play_arrow:", key="sql_run",
            help=text("explorer.run"), disabled=not sql.strip(),
        )  # fmt: skip
        explain = st.button(
            text("explorer.explain_label"),
            key="sql_explain",
            help=text("explorer.explain"),
            disabled=not sql.strip(),
        )
        st.caption(text("explorer.copy"))
    if run or query_draft.run_requested():
        ask(workspace, sql, parameters)
        if fault(workspace, sql):
            st.rerun()  # the editor above marks the place
    elif explain:
        own = sql.lstrip().lower().startswith("explain")
        ask(workspace, sql if own else f"EXPLAIN ANALYZE {sql}", parameters)


def ask(
    workspace: Workspace, sql: str, parameters: query_draft.Values, *, fresh: bool = False
) -> None:
    """Ask; an earlier query of this session that is still running is given up."""
    cancel()
    question = Question(workspace, sql, as_values(parameters))
    st.session_state[_SINCE] = time.monotonic()
    st.session_state[_ASKED] = (workspace.path, question)
    st.session_state[_JOB] = question.start(process().query_runner, fresh=fresh)
    query_draft.write_link(workspace, parameters)
    st.session_state[_JOB].wait(AT_ONCE)


def asked(workspace: Workspace) -> tuple[Question, Job] | None:
    """What this session asked last of this workspace."""
    path, question = st.session_state.get(_ASKED, (None, None))
    return (question, st.session_state[_JOB]) if path == workspace.path else None


def fault(workspace: Workspace, sql: str) -> QueryProblem | None:
    """Why the text could not run when it was asked; None where it could, or has changed since."""
    question, _ = asked(workspace) or (None, None)
    if question is None or question.problem is None or question.sql != sql:
        return None
    return explained(question.problem, question.sql)


def tell_problem(problem: QueryProblem) -> None:
    """The sentence, the place and what helps."""
    place = (
        text("explorer.line_column").format(line=problem.line, column=problem.column)
        if problem.line
        else ""
    )
    st.error(plain(problem.sentence) + place)
    if problem.hint:
        st.info(plain(problem.hint), icon=":material/lightbulb:")


def cancel() -> None:
    """Give up the query of this session."""
    if job := st.session_state.get(_JOB):
        job.control.cancel()


@st.fragment(run_every=LOOK)
def wait(job: Job) -> None:
    """The seconds that pass, until there is an answer."""
    if not job.live:
        st.rerun()
    passed = time.monotonic() - st.session_state[_SINCE]
    with st.container(horizontal=True, vertical_alignment="center"):
        most = process().sandbox.limits.seconds
        st.progress(
            min(passed / most, 1.0),
            text=text("explorer.seconds_passed").format(
                passed=number(passed, 1), most=number(most)
            ),
        )
        st.button(text("shared.cancel"), icon=":material/stop:", key="sql_cancel", on_click=cancel)


def age(workspace: Workspace, question: Question, parameters: query_draft.Values) -> None:
    """How old the copy is that was asked, and the way to a fresh one."""
    if question.snapshot is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            text("explorer.asked_of_a_read_only_copy_made").format(age=ago(question.snapshot.age))
        )
        if st.button(
            text("explorer.ask_a_fresh_copy"),
            type="tertiary",
            icon=":material/refresh:",
            key="sql_fresh",
            help=text("explorer.fresh"),
        ):
            ask(workspace, question.sql, parameters, fresh=True)
            st.rerun()
