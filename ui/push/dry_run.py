"""What a push would write, ticket by ticket, and the button that writes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd
import streamlit as st

from helpdesk.desk_kind import DeskKind
from jobs.errors import ExpectedError
from roi.numbers import number
from store.helpdesk import connections
from store.helpdesk.connections import DeskRecord
from store.workspace import Workspace
from ui.shell import frame, jobs
from ui.shell.core_sentences import told
from ui.shell.server.process import process
from ui.shell.session import help_desk
from ui.shell.texts import plain, text
from usecases.helpdesk.access import DeskAccess
from usecases.helpdesk.dry_run import NOT_PUSHED, WOULD_ASSIGN, DryRun, Remarks, ReportRow, dry_run
from usecases.helpdesk.push import PushRequest, start_push

MAX_SHOWN: Final = 1000
COLUMNS: Final[dict[str, Any]] = {
    "ticket": text("shared.ticket"),
    "status": text("shared.what"),
    "from_group": text("shared.from"),
    "to_group": "To",
    "confidence": st.column_config.NumberColumn(text("shared.confidence"), format="%.2f"),
    "reason": text("push.why"),
}


def remarks(kind: DeskKind) -> Remarks:
    """What is written beside the group, of what this desk takes in the same request."""
    with st.container(horizontal=True):
        tag = kind is not DeskKind.SERVICENOW and st.checkbox(
            text("push.tag_with_the_category"), key="push_tag"
        )
        note = kind is not DeskKind.FRESHDESK and st.checkbox(
            text("push.private_note_with_category"), key="push_note"
        )
    return Remarks(tag, note)


def show(workspace: Workspace, kind: DeskKind, run_id: int, chosen: Remarks) -> DryRun:
    """The dry run: how many of each, and the tickets."""
    found = dry_run(workspace, kind, run_id, chosen)
    counts = pd.Series([row.status for row in found.rows], dtype=str).value_counts()
    with frame.row("cards", "_push"):
        st.metric(text("push.would_be_assigned"), number(counts.get(WOULD_ASSIGN, 0)), border=True)
        st.metric(text("push.already_there"), number(counts.get("unchanged", 0)), border=True)
        st.metric(text("push.not_pushed"), number(counts.get(NOT_PUSHED, 0)), border=True)
    if found.elsewhere:
        st.caption(
            text("push.tickets_of_the_run_are_not").format(elsewhere=number(found.elsewhere))
        )
    which = st.segmented_control(
        text("shared.show"),
        [text("push.would_be_assigned"), text("push.not_pushed"), text("push.all")],
        default=text("push.would_be_assigned"),
        key="push_show",
        required=True,
        label_visibility="collapsed",
    )
    wanted = {
        text("push.would_be_assigned"): WOULD_ASSIGN,
        text("push.not_pushed"): NOT_PUSHED,
    }.get(which)
    rows = [row for row in found.rows if wanted in (None, row.status)]
    if rows:
        table(rows[:MAX_SHOWN], text("push.what_would_be_written"))
    else:
        st.caption(text("push.no_ticket"))
    if len(rows) > MAX_SHOWN:
        st.caption(
            text("push.the_first").format(max_shown=number(MAX_SHOWN), rows=number(len(rows)))
        )
    st.caption(text("push.dry"))
    return found


def table(rows: Sequence[ReportRow], name: str) -> None:
    """Tickets with what becomes or became of them."""
    shown = pd.DataFrame(rows, columns=list(COLUMNS) if not rows else None)
    st.dataframe(
        shown, hide_index=True, column_order=list(COLUMNS), column_config=COLUMNS, height=320,
        placeholder="–", alt=name,
    )  # fmt: skip


def start(
    workspace: Workspace, desk: DeskRecord, way: DeskAccess | None, found: DryRun,
    request: PushRequest,
) -> None:  # fmt: skip
    """The button, with all that must be known before it is pressed."""
    proof = None
    if found.proof:
        proof = st.text_input(
            text("push.ticket_for_the_proof"), found.proof[0], key="push_proof", width=260
        )
        st.caption(text("push.proof").format(ticket=plain(proof)))
    elif desk.respects_stamps is False:
        st.warning(text("push.alone"))
    if way is None:
        st.info(text("push.keys").format(host=plain(help_desk.host_of(desk.url))))
        st.page_link(
            frame.PAGES / "connect.py", label=text("push.connect"), icon=":material/cable:"
        )
    job = jobs.current(workspace)
    busy = bool(job and job.live)
    count = sum(row.status == WOULD_ASSIGN for row in found.rows)
    with st.popover(
        text("push.push_tickets").format(count=number(count)),
        disabled=way is None or busy or not found.planned,
    ):
        st.markdown(text("push.this_writes_to_for_everybody").format(url=plain(desk.url)))
        if st.button(text("push.push_now"), type="primary", key="push_start") and way:
            wanted = PushRequest(request.run_id, request.actor, request.remarks, proof or None)
            try:
                start_push(process().jobs, workspace, way, wanted)
            except ExpectedError as problem:
                st.error(told(problem))
                return
            st.rerun()


def connected(workspace: Workspace) -> DeskRecord | None:
    """The help desk that was read here last; None when there is none."""
    known = [each for each in connections.desks(workspace) if each.tickets]
    if len(known) > 1:
        return st.selectbox(
            text("shared.help_desk"), known, format_func=lambda each: DeskKind(each.desk).product,
            key="push_desk", width=260,
        )  # fmt: skip
    return known[0] if known else None
