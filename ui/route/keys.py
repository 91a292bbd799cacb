"""Keys of providers: typed for this session, or from the environment; never kept and never shown.

A key goes to the host it was given for and to no other: a workspace that comes from somebody else
may name any address.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

import streamlit as st

from routing.routers.llm.endpoint import OPENAI_URL
from settings import Settings
from ui.shell.process import process
from ui.shell.texts import text
from usecases.llm_routers import Keys, LlmRequest

VARIABLES: Final = {
    "openai": "OPENAI_API_KEY", "azure": "AZURE_OPENAI_API_KEY", "compatible": "ROUTECASE_API_KEY",
}  # fmt: skip
NONE: Final = Keys()
_AZURE: Final = (
    ".openai.azure.com", ".cognitiveservices.azure.com", ".services.ai.azure.com",
)  # fmt: skip
_LOCAL: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_TYPED: Final = "provider_keys"
Place = tuple[str, str]


def keys_for(request: LlmRequest) -> Keys:
    """The key for the place the request asks, empty where there is none."""
    if request.kind not in VARIABLES:
        return NONE
    place = _place(request)
    return Keys(**{request.kind: _typed().get(place) or _of_environment(place)})


def field(request: LlmRequest, part: str) -> None:
    """The password field. What is typed leaves it at once, for the memory of this session.

    part: the part of the screen it stands in.
    """
    place = _place(request)
    widget = f"key_{part}_{'_'.join(place)}"
    st.text_input(
        "Key", key=widget, type="password", autocomplete="new-password", help=text("llm.key"),
        placeholder=_said(place), on_change=_take, args=(widget, place),
    )  # fmt: skip


def below(request: LlmRequest, part: str) -> None:
    """What else can be done about the key, where something can."""
    place = _place(request)
    name, host = VARIABLES[place[0]], place[1]
    if place in _typed():
        st.button(
            "Forget the key", type="tertiary", key=f"key_forget_{part}", icon=":material/key_off:",
            on_click=_forget, args=(place,),
        )  # fmt: skip
    elif host and _variable(place[0]) and not _of_environment(place):
        st.button(
            f"Use the key in {name} for {host}", key=f"key_trust_{part}", help=text("llm.trust"),
            on_click=_trust, args=(place,),
        )  # fmt: skip


def _typed() -> dict[Place, str]:
    found: dict[Place, str] = st.session_state.setdefault(_TYPED, {})
    return found


def _take(widget: str, place: Place) -> None:
    if typed := str(st.session_state.get(widget) or "").strip():
        _typed()[place] = typed
    st.session_state[widget] = ""
    st.session_state.pop("connection", None)


def _forget(place: Place) -> None:
    _typed().pop(place, None)


def _trust(place: Place) -> None:
    _typed()[place] = _variable(place[0])


def _said(place: Place) -> str:
    if place in _typed():
        return "there for this session"
    if _of_environment(place):
        return "there, from the environment"
    return "none needed by most" if place[0] == "compatible" else "for this session only"


def _place(request: LlmRequest) -> Place:
    url = request.base_url or (OPENAI_URL if request.kind == "openai" else "")
    return request.kind, (urlsplit(url).hostname or "")


def _variable(kind: str) -> str:
    settings = process().settings
    return str(getattr(settings, f"{kind}_key"))


def _of_environment(place: Place) -> str:
    """The key of the environment, where the host is one it was set for."""
    kind, host = place
    settings = process().settings
    if host in _LOCAL:
        return _variable(kind) or (settings.openai_key if kind == "compatible" else "")
    return _variable(kind) if host in _own(kind, settings) or _is_azure(kind, host) else ""


def _own(kind: str, settings: Settings) -> set[str]:
    url = {"openai": settings.openai_url, "azure": settings.azure_url}.get(kind, "")
    hosts = {urlsplit(url).hostname or ""} | ({"api.openai.com"} if kind == "openai" else set())
    return hosts - {""}


def _is_azure(kind: str, host: str) -> bool:
    return kind == "azure" and host.endswith(_AZURE)
