"""Where a provider is asked: its fields as declared, the key, and a test of them all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import streamlit as st

from routing.errors import RouterError
from routing.routers.llm.connection_test import Connection, check_connection
from routing.routers.llm.provider_catalog import ProviderField
from routing.routers.llm.request import LlmRequest
from settings import Settings
from store.workspace import Workspace
from ui.route import key_field
from ui.shell import frame
from ui.shell.session import session_keys
from ui.shell.texts import plain, text

_KEPT: Final = "connection"


def fields(workspace: Workspace, saved: LlmRequest) -> LlmRequest:
    """The provider's fields; the request with what they hold."""
    request = saved
    with frame.row("filters", "_provider"):
        for each in saved.declared.fields:
            if each.is_asked_at(request.base_url):
                filled: dict[str, Any] = {each.name: _filled(workspace, saved, each)}
                request = replace(request, **filled)
        if saved.declared.is_remote:
            key_field.field(request, "new")
    return request


def test(request: LlmRequest) -> None:
    """The button that asks one tiny question, and the sentence about what came of it."""
    if not request.declared.is_remote:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        asked = st.button(text("shared.test_connection"), icon=":material/cable:", key="llm_test")
        key_field.below(request, "new")
    if asked:
        with st.spinner(text("route.asking_one_tiny_question")):
            st.session_state[_KEPT] = (_endpoint_settings(request), _tested(request))
    at, found = st.session_state.get(_KEPT, (None, None))
    if found and at == _endpoint_settings(request):
        (st.success if found.works else st.error)(plain(found.sentence))


def forget_failure() -> None:
    """What a test found wrong is no longer said once a run has been started."""
    _, found = st.session_state.get(_KEPT, (None, None))
    if found and not found.works:
        del st.session_state[_KEPT]


def told_limit(request: LlmRequest) -> float | None:
    """The requests a minute that the test was told of, None before one."""
    at, found = st.session_state.get(_KEPT, (None, None))
    return found.requests_per_minute if found and at == _endpoint_settings(request) else None


def _endpoint_settings(request: LlmRequest) -> tuple[str, ...]:
    return request.kind, request.model, request.base_url, request.api_version


def _tested(request: LlmRequest) -> Connection:
    try:
        return check_connection(request.endpoint(session_keys.held()))
    except RouterError as problem:
        return Connection(works=False, sentence=str(problem))


def _filled(workspace: Workspace, saved: LlmRequest, field: ProviderField) -> str:
    kept = getattr(saved, field.name) or Settings.from_environment().usual(field)
    key = f"llm_{field.name}_{saved.kind}_{workspace.name}"
    if field.choices:
        offered = list(dict.fromkeys([*field.choices, *([kept] if kept else [])]))
        chosen = st.selectbox(
            field.label, offered, offered.index(kept) if kept else 0, key=key,
            accept_new_options=True, help=field.help,
        )  # fmt: skip
    else:
        chosen = st.text_input(
            field.label, kept, key=key, help=field.help,
            placeholder=field.placeholder or field.default,
        )  # fmt: skip
    return str(chosen or "").strip()
