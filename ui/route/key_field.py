"""The field for a provider's key, and what else can be done about it; a key is never shown."""

from __future__ import annotations

from typing import Final

import streamlit as st

from routing.errors import RouterError
from routing.routers.llm.keys import KeyChoice, KeySource
from routing.routers.llm.request import LlmRequest
from ui.shell.session import session_keys
from ui.shell.texts import text

_SAID: Final = {
    KeySource.TYPED: text("route.there_for_this_session"),
    KeySource.ENVIRONMENT: text("route.there_from_the_environment"),
}


def field(request: LlmRequest, part: str) -> None:
    """The password field. What is typed leaves it at once, for the memory of this session.

    part: the part of the screen it stands in.
    """
    choice = _choice(request)
    if choice is None:
        st.text_input(
            text("route.key"),
            key=f"key_{part}",
            disabled=True,
            placeholder=text("route.after_the_address"),
        )
        return
    needed = request.declared.key.required
    widget = f"key_{part}_{request.kind}_{choice.host.name}"
    st.text_input(
        text("route.key"),
        key=widget,
        type="password",
        autocomplete="new-password",
        help=text("llm.key"),
        placeholder=_SAID.get(choice.source)
        or (text("route.for_this_session_only") if needed else text("route.none_needed_by_most")),
        on_change=_take,
        args=(widget, request.kind, choice.host.name),
    )


def below(request: LlmRequest, part: str) -> None:
    """What else can be done about the key, where something can."""
    choice = _choice(request)
    if choice is None:
        return
    provider, host = request.kind, choice.host.name
    if choice.source is KeySource.TYPED:
        st.button(
            text("route.forget_the_key"),
            type="tertiary",
            key=f"key_forget_{part}",
            icon=":material/key_off:",
            on_click=session_keys.forget,
            args=(provider, host),
        )
    elif choice.source is KeySource.WITHHELD or session_keys.is_allowed(provider, host):
        widget = f"key_allow_{part}_{provider}_{host}"
        st.checkbox(
            text("route.send_the_key_in").format(variable=choice.variable, host=host),
            key=widget,
            help=text("llm.key_allow"),
            value=session_keys.is_allowed(provider, host),
            on_change=_allow,
            args=(widget, provider, host),
        )


def _choice(request: LlmRequest) -> KeyChoice | None:
    """The key for the keyless_endpoint the request asks; None where its address cannot be read."""
    try:
        return session_keys.held().choose(request.declared, request.keyless_endpoint().address)
    except RouterError:
        return None


def _take(widget: str, provider: str, host: str) -> None:
    if typed := str(st.session_state.get(widget) or "").strip():
        session_keys.keep(provider, host, typed)
    st.session_state[widget] = ""
    st.session_state.pop("connection", None)


def _allow(widget: str, provider: str, host: str) -> None:
    session_keys.allow(provider, host, allowed=bool(st.session_state[widget]))
