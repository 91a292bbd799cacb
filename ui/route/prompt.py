"""The prompt: its versions, its words, and the very messages that would be sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import streamlit as st

from roi.numbers import moment, number
from routing.errors import RouteCaseError
from routing.routers.llm.prompt import Prompt, default_prompt
from routing.routers.llm.request import LlmRequest
from store import prompts, tickets
from store.prompts import PromptVersion
from store.workspace import Workspace
from ui.route import cost_estimate
from ui.shell import frame
from ui.shell.core_sentences import told
from ui.shell.session.actor import actor
from ui.shell.texts import text
from usecases.runs import drafts
from usecases.runs.drafts import save_prompt
from usecases.runs.request import RunRequest

SHIPPED: Final = 0
NOT_SAVED: Final = text("route.not_saved")
SHOWN: Final = 30
HEIGHT: Final = 300


def edit(workspace: Workspace, saved: LlmRequest) -> Mapping[str, str] | None:
    """The version and its words; what the run would ask with, None for the shipped prompt."""
    _turn_to_saved(workspace)
    kept = {each.prompt_id: each for each in _versions(workspace, saved)}
    start = next((n for n, each in kept.items() if each.prompt == saved.prompt), SHIPPED)
    offered = [SHIPPED, *kept]
    chosen = st.selectbox(
        text("shared.version"), offered, offered.index(start), key=_select(workspace),
        format_func=lambda number: _title(kept.get(number)), help=text("llm.prompt_version"),
    )  # fmt: skip
    base = kept[chosen].prompt if chosen in kept else None
    field = _session_key(workspace, chosen)
    words = st.text_area(
        text("route.instructions"),
        Prompt(**base).instructions if base else default_prompt().instructions,
        height=HEIGHT,
        key=field,
        persist_state="session",
        help=text("llm.instructions"),
    )
    return _edited(workspace, base, words, field)


def kept(workspace: Workspace, request: LlmRequest) -> Mapping[str, str] | None:
    """The prompt of a run that starts: one that is edited becomes a version first."""
    if request.prompt is None or request.prompt["version"] != NOT_SAVED:
        return request.prompt
    return _save(workspace, request.prompt).prompt


def preview(workspace: Workspace, request: RunRequest) -> None:
    """The exact messages for real tickets, with their tokens and their price."""
    router = cost_estimate.router(workspace, request)
    found = {ticket.key: ticket for ticket in tickets.some(workspace, SHOWN)}
    if router is None or not found:
        return
    key = st.selectbox(
        text("shared.ticket"), list(found), key=f"llm_preview_{workspace.name}",
        format_func=lambda number: f"{found[number].id} · {found[number].subject[:60]}",
    )  # fmt: skip
    after = [*found.values()]
    first = after.index(found[key])
    sent = drafts.message(router, (after[first:] + after[:first])[: router.pack])
    st.caption(text("llm.messages"))
    with frame.row("halves", "_messages"):
        with st.container(gap="xsmall"):
            st.caption(
                text("route.system_about_tokens").format(fixed_tokens=number(sent.fixed_tokens))
            )
            st.code(sent.system, language=None, wrap_lines=True, height=HEIGHT)
        with st.container(gap="xsmall"):
            st.caption(
                text("route.user_about_tokens").format(ticket_tokens=number(sent.ticket_tokens))
            )
            st.code(sent.user, language=None, wrap_lines=True, height=HEIGHT)


def in_words(prompt: Mapping[str, str] | None) -> str:
    """Which version it is.

    >>> in_words(None), in_words({"version": "own 2"})
    ('RouteCase 1', 'own 2')
    """
    return (
        text("route.routecase").format(version=default_prompt().version)
        if prompt is None
        else prompt["version"]
    )


def _versions(workspace: Workspace, saved: LlmRequest) -> list[PromptVersion]:
    """Those of the workspace; one that came with settings from elsewhere becomes one of them."""
    if saved.prompt is not None and saved.prompt["version"] != NOT_SAVED:
        save_prompt(workspace, saved.prompt, actor())
    return prompts.versions(workspace)


def _edited(
    workspace: Workspace, base: Mapping[str, str] | None, words: str, field: str
) -> Mapping[str, str] | None:
    start = Prompt(**base) if base else default_prompt()
    if words.strip() == start.instructions:
        return base
    try:
        edited = start.edited(NOT_SAVED, words).to_settings()
    except RouteCaseError as problem:
        st.error(told(problem))
        return base
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            text("shared.save_as_a_new_version"),
            key="llm_prompt_save",
            on_click=_save_words,
            args=(workspace, start, field),
        )
        st.caption(text("llm.prompt_edited"))
    return edited


def _save(workspace: Workspace, edited: Mapping[str, str]) -> PromptVersion:
    version = save_prompt(workspace, edited, actor())
    st.session_state[f"prompt_saved_{workspace.name}"] = version.prompt_id
    return version


def _save_words(workspace: Workspace, start: Prompt, field: str) -> None:
    """Save what stands in the field when the button is clicked: it may not have been drawn yet."""
    words = st.session_state[field]
    try:
        _save(workspace, start.edited(NOT_SAVED, words).to_settings())
    except RouteCaseError:
        return  # told when the field is drawn


def _turn_to_saved(workspace: Workspace) -> None:
    """After saving, the new version is the chosen one, and the old one has its own words again."""
    number = st.session_state.pop(f"prompt_saved_{workspace.name}", None)
    if number is not None:
        before = st.session_state.get(_select(workspace), SHIPPED)
        st.session_state.pop(_session_key(workspace, before), None)
        st.session_state[_select(workspace)] = number


def _session_key(workspace: Workspace, number: int) -> str:
    return f"llm_words_{workspace.name}_{number}"


def _select(workspace: Workspace) -> str:
    return f"llm_version_of_prompt_{workspace.name}"


def _title(version: PromptVersion | None) -> str:
    if version is None:
        return text("route.comes_with_the_product").format(in_words=in_words(None))
    when = moment(version.created_at)
    return f"{version.prompt['version']} · {when}"
