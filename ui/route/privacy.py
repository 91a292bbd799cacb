"""What leaves this machine: masking on or off, and real tickets before and after."""

from __future__ import annotations

import html
from typing import Final

import streamlit as st

from roi.numbers import number
from routing.privacy.outgoing import Outgoing, outgoing
from store import settings
from store.workspace import Workspace
from ui.shell import frame
from ui.shell.session.actor import actor
from ui.shell.texts import text
from usecases.runs.outgoing_preview import preview_outgoing
from usecases.runs.request import RunRequest
from usecases.workspace_settings import choose

MAX_LENGTH: Final = 3_000


def switch(workspace: Workspace) -> bool:
    """The toggle; the choice belongs to the workspace."""
    saved = settings.MASKING.of(workspace)
    chosen = st.toggle(
        text("route.mask_personal_data"),
        saved,
        key=f"masking_{workspace.name}",
        help=text("privacy.help"),
    )
    if chosen != saved:
        choose(workspace, settings.MASKING, chosen, actor())
    if not chosen:
        st.caption(f":orange[{text('privacy.off')}]")
    return chosen


def before_and_after(workspace: Workspace, request: RunRequest) -> None:
    """Types found in some tickets, those changed most side by side, and a field to try words in."""
    masking = bool(request.llm and request.llm.masking)
    with st.spinner(text("route.looking_for_personal_data")):
        seen = preview_outgoing(workspace, request)
    hidden = (
        text("route.hidden_text_was_taken_out").format(hidden=number(seen.hidden))
        if seen.hidden
        else ""
    )
    st.caption(
        text("route.of_tickets_looked_at_are").format(
            looked_at=number(seen.looked_at), changed=number(seen.changed), hidden=hidden
        )
    )
    if seen.types:
        with st.container(horizontal=True, gap="small"):
            for kind, found in seen.types:
                st.badge(f"{text(f'privacy.{kind}')} {number(found)}", color="orange")
    for ticket_id, words in seen.most:
        _pair(words, masking=masking, title=text("route.ticket").format(ticket_id=ticket_id))
    words = st.text_area(
        text("route.try_your_own_words"),
        key="privacy_try",
        height=68,
        placeholder=text("privacy.try"),
    )
    if words.strip():
        _pair(words, masking=masking, title=text("route.your_words"))
    st.caption(text("privacy.limits"))


def highlighted(words: str, sent: Outgoing) -> str:
    """The text as HTML, personal data and the places of hidden text highlighted."""
    found = [(s.start, s.end, text(f"privacy.{s.type}")) for s in sent.spans]
    found += [(a, b, text("route.hidden_text")) for f in sent.findings for a, b in f.places]
    parts, at = [], 0
    for start, end, title in sorted(found):
        if start < at:
            continue
        parts += [html.escape(words[at:start]), _highlight(words[start:end], title)]
        at = end
    return "".join([*parts, html.escape(words[at:])])


def _highlight(words: str, title: str) -> str:
    # Characters without width would make a mark that nobody sees.
    shown = words if words.strip() and words.isprintable() else f"[{title}]"
    return f'<mark title="{html.escape(title)}">{html.escape(shown)}</mark>'


def _pair(words: str, *, masking: bool, title: str) -> None:
    words = words[:MAX_LENGTH]
    sent = outgoing(words, masking)
    with frame.row("halves", f"_privacy_{abs(hash(title))}"):
        _column(text("route.as_it_is_here").format(title=title), highlighted(words, sent))
        _column(text("route.as_it_is_sent"), html.escape(sent.text))
    for finding in sent.findings:
        says = text("route.it_said").format(says=finding.says) if finding.says else ""
        st.text(f"⚠ {finding.message}{says}", width="stretch")


def _column(title: str, content: str) -> None:
    with st.container(gap="xsmall"):
        st.caption(title.replace("[", "(").replace("]", ")"))
        st.html(f'<div class="outgoing">{content}</div>')
