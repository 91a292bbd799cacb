"""Ask in words: a model writes the SQL into the editor, where a person reads and runs it."""

from __future__ import annotations

import streamlit as st

from routing.errors import QueryRefused, QueryStopped, RouteCaseError, RouterError
from routing.routers.llm.endpoint import Endpoint
from routing.routers.llm.provider_catalog import REMOTE
from routing.routers.llm.request import LlmRequest
from store import settings
from store.workspace import Workspace
from ui.explorer import query_draft
from ui.shell.core_sentences import told
from ui.shell.server.process import process
from ui.shell.session import session_keys
from ui.shell.texts import plain, text
from usecases.queries import ask_in_words
from usecases.queries.ask_in_words import Turn
from usecases.runs import drafts

_TOLD, _TURNS = "sql_words_told", "sql_words_turns"


def ask(workspace: Workspace) -> None:
    """The question and the button; one line where no provider is connected."""
    with st.popover(text("explorer.ask_in_words"), icon=":material/chat:", width="content"):
        found = _provider(workspace)
        if found is None:
            st.caption(text("explorer.no_provider"))
            return
        request, endpoint = found
        turns = _conversation(workspace)
        question = st.text_area(
            text("shared.go_on") if turns else text("explorer.your_question"),
            key=f"sql_words_{len(turns)}",
            max_chars=2_000,
            persist_state="session",
            placeholder=text("explorer.go_on_example" if turns else "explorer.question_example"),
        )
        st.caption(f"{request.declared.title} · {plain(request.model)}. " + text("explorer.leaves"))
        if st.button(
            text("explorer.write_the_sql"),
            type="primary",
            disabled=not question.strip(),
            key="sql_write",
        ):
            _write(workspace, question, endpoint, masking=request.masking)


def _conversation(workspace: Workspace) -> tuple[Turn, ...]:
    """What was asked so far, with what the model understood and a way to each statement."""
    turns = _turns(workspace)
    for place, turn in enumerate(turns):
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{plain(turn.question)}**")
            st.caption(plain(turn.draft.says))
            st.button(
                text("explorer.show_its_sql"), key=f"sql_turn_{place}", type="tertiary",
                on_click=query_draft.put, args=(turn.draft.sql,),
            )  # fmt: skip
    if turns:
        st.button(text("explorer.begin_anew"), key="sql_turns_clear", on_click=_forget)
    return turns


def _turns(workspace: Workspace) -> tuple[Turn, ...]:
    """The conversation in this workspace; another one begins with none."""
    name, turns = st.session_state.get(_TURNS, ("", ()))
    return tuple(turns) if name == workspace.name else ()


def _forget() -> None:
    st.session_state.pop(_TURNS, None)


def explanation() -> None:
    """What the statement in the editor answers, where a model wrote it."""
    written = st.session_state.get(_TOLD)
    if written and written.sql == query_draft.sql():
        st.caption(f"{plain(written.says)} {text('explorer.written')}")


def _write(workspace: Workspace, question: str, endpoint: Endpoint, *, masking: bool) -> None:
    try:
        with st.spinner(text("explorer.asking_the_model")):
            written = ask_in_words.write_sql(
                workspace, question, endpoint, lambda sql: _problem(workspace, sql),
                _turns(workspace), masking=masking,
            )  # fmt: skip
    except RouteCaseError as problem:
        st.error(told(problem))
        return
    query_draft.put(written.sql)
    st.session_state[_TOLD] = written
    st.session_state[_TURNS] = (workspace.name, (*_turns(workspace), Turn(question, written)))
    st.session_state["sql_go_to"] = None
    st.rerun()


def _problem(workspace: Workspace, sql: str) -> str | None:
    """What would keep the statement from running; it is planned, and not run."""
    runner = process().query_runner
    try:
        runner.sandbox.run(runner.snapshots.of(workspace).file, f"EXPLAIN {sql}")
    except (QueryRefused, QueryStopped) as problem:
        return str(problem)
    return None


def _provider(workspace: Workspace) -> tuple[LlmRequest, Endpoint] | None:
    """The provider of the Route screen, the chosen one first; None where none is complete."""
    chosen = settings.ROUTER.of(workspace)
    for kind in sorted(REMOTE, key=lambda kind: kind != chosen):
        request = drafts.draft(workspace, kind)
        try:
            return request, request.endpoint(session_keys.held())
        except RouterError:
            continue
    return None
