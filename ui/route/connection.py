"""Where a provider is asked: model, address, key, and a test of all three."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import streamlit as st

from routing.errors import RouterError
from routing.routers.llm.connection_test import Connection, check_connection
from routing.routers.llm.endpoint import AZURE_VERSION, Endpoint
from store.workspace import Workspace
from ui.route import keys
from ui.shell import frame
from ui.shell.process import process
from ui.shell.texts import plain, text
from usecases.llm_routers import LlmRequest

LOCAL: Final = "transformers"
MODELS: Final = ("gpt-4.1-nano", "gpt-4.1-mini", "gpt-5-nano", "gpt-5-mini", "gpt-5.4-mini")
_FIELDS: Final = {"openai": "Model", "azure": "Deployment", "compatible": "Model"}
_EXAMPLES: Final = {"azure": "my-deployment", "compatible": "llama3.2"}
_ADDRESSES: Final = {
    "openai": "https://api.openai.com/v1",
    "azure": "https://NAME.openai.azure.com",
    "compatible": "http://localhost:11434/v1",
}
_KEPT: Final = "connection"


def fields(workspace: Workspace, saved: LlmRequest) -> LlmRequest:
    """The fields; the request with what they hold."""
    with frame.row("filters", "_provider"):
        model = _model(workspace, saved)
        if saved.kind == LOCAL:
            return replace(saved, model=model)
        request = replace(saved, model=model, base_url=_address(workspace, saved))
        if request.kind == "azure" and not request.base_url.rstrip("/").endswith("/v1"):
            request = replace(request, api_version=_version(workspace, saved))
        keys.field(request, "new")
    return request


def test(request: LlmRequest) -> None:
    """The button that asks one tiny question, and the sentence about what came of it."""
    if request.kind == LOCAL:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        asked = st.button("Test connection", icon=":material/cable:", key="llm_test")
        keys.below(request, "new")
    if asked:
        with st.spinner("Asking one tiny question …"):
            st.session_state[_KEPT] = (_place(request), _tested(request))
    at, found = st.session_state.get(_KEPT, (None, None))
    if found and at == _place(request):
        (st.success if found.works else st.error)(plain(found.sentence))


def forget_failure() -> None:
    """What a test found wrong is no longer said once a run has been started."""
    _, found = st.session_state.get(_KEPT, (None, None))
    if found and not found.works:
        del st.session_state[_KEPT]


def told_limit(request: LlmRequest) -> float | None:
    """The requests a minute that the test was told of, None before one."""
    at, found = st.session_state.get(_KEPT, (None, None))
    return found.requests_per_minute if found and at == _place(request) else None


def _place(request: LlmRequest) -> tuple[str, ...]:
    return request.kind, request.model, request.base_url, request.api_version


def _tested(request: LlmRequest) -> Connection:
    try:
        return check_connection(_endpoint(request))
    except RouterError as problem:
        return Connection(works=False, sentence=str(problem))


def _endpoint(request: LlmRequest) -> Endpoint:
    return request.endpoint(keys.keys_for(request))


def _model(workspace: Workspace, saved: LlmRequest) -> str:
    key = f"llm_model_{saved.kind}_{workspace.name}"
    if saved.kind == "openai":
        offered = list(dict.fromkeys([*MODELS, *([saved.model] if saved.model else [])]))
        chosen = st.selectbox(
            "Model", offered, offered.index(saved.model) if saved.model else 1, key=key,
            accept_new_options=True, help=text("llm.model"),
        )  # fmt: skip
        return str(chosen or "").strip()
    if saved.kind == LOCAL:
        return st.text_input("Model", saved.model, key=key, help=text("llm.local_model")).strip()
    return st.text_input(
        _FIELDS[saved.kind], saved.model, key=key, placeholder=_EXAMPLES[saved.kind],
        help=text(f"llm.model_{saved.kind}"),
    ).strip()  # fmt: skip


def _address(workspace: Workspace, saved: LlmRequest) -> str:
    settings = process().settings
    usual = {"openai": settings.openai_url, "azure": settings.azure_url}.get(saved.kind, "")
    return st.text_input(
        "Endpoint" if saved.kind == "azure" else "Base URL", saved.base_url or usual,
        key=f"llm_address_{saved.kind}_{workspace.name}", placeholder=_ADDRESSES[saved.kind],
        help=text(f"llm.address_{saved.kind}"),
    ).strip()  # fmt: skip


def _version(workspace: Workspace, saved: LlmRequest) -> str:
    return st.text_input(
        "API version", saved.api_version or process().settings.azure_version,
        key=f"llm_version_{workspace.name}", placeholder=AZURE_VERSION, help=text("llm.version"),
    ).strip()  # fmt: skip
