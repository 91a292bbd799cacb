"""What was pushed: outcomes, who wrote what and when, what people made of it, and the way back."""

from __future__ import annotations

import json
from typing import Any, Final

import streamlit as st

from helpdesk.desk_kind import DeskKind
from jobs.errors import ExpectedError
from roi.numbers import moment
from store.helpdesk import pushes
from store.helpdesk.pushes import PushRecord
from store.workspace import Workspace
from ui.push.dry_run import table
from ui.shell import figure_texts, jobs
from ui.shell.server.process import process
from ui.shell.session import help_desk
from ui.shell.texts import plain, text
from usecases.actor import Actor
from usecases.helpdesk.outcomes import KeptShare, kept_by_push
from usecases.helpdesk.push_report import in_words, report
from usecases.helpdesk.undo import start_undo

MAX_AUDIT: Final = 500
AUDIT: Final[dict[str, Any]] = {
    "logged_at": st.column_config.DatetimeColumn("When (UTC)", format="D MMM YYYY, HH:mm:ss"),
    "actor": "Who",
    "ticket": "Ticket",
    "status": "What",
    "before_group": "Before",
    "after_group": "After",
    "reason": "Answer",
    "push_id": st.column_config.NumberColumn("Push", format="%d"),
}


def show(workspace: Workspace, actor: Actor) -> None:
    """Every push with its outcomes, newest first, and the audit table."""
    found = pushes.all_pushes(workspace)
    if not found:
        return
    st.header("Pushes", anchor=False)
    kept = kept_by_push(workspace)
    for each in found:
        with st.expander(plain(_title(each))):
            st.markdown(plain(f"{in_words(workspace, each.push_id)}."))
            if each.undoes is None:
                _kept(kept.get(each.push_id))
            rows = list(report(workspace, each.push_id))
            table(rows[:MAX_AUDIT], f"Outcomes of push {each.push_id}")
            _actions(workspace, each, actor)
    with st.expander("Audit: who wrote what, when, before and after"):
        audit = pushes.audit(workspace, None, MAX_AUDIT)
        audit.columns = ["actor", "logged_at", "ticket", "status", "before_group", "after_group",
                         "reason", "push_id"]  # fmt: skip
        st.dataframe(
            audit, hide_index=True, column_order=list(AUDIT), column_config=AUDIT,
            placeholder="–", alt="Audit",
        )  # fmt: skip


def _title(push: PushRecord) -> str:
    when = f"{moment(push.started_at)} UTC"
    what = f"Undo of push {push.undoes}" if push.undoes else f"Run {push.run_id}"
    undone = f" · taken back by push {push.undone_by}" if push.undone_by else ""
    return (
        f"Push {push.push_id} · {what} · {push.tickets:,} tickets · {push.actor} · {when}{undone}"
    )


def _kept(found: KeptShare | None) -> None:
    if found is None or found.share is None:
        st.caption(text("push.kept_none"))
        return
    st.markdown(text("push.kept_share").format(**figure_texts.measured(found.share)))
    st.caption(text("push.kept"))


def _actions(workspace: Workspace, push: PushRecord, actor: Actor) -> None:
    rows = [row.to_json() for row in report(workspace, push.push_id)]
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    with st.container(horizontal=True):
        st.download_button(
            "Download the outcomes", lines.encode(), f"push-{push.push_id}.jsonl",
            "application/jsonl", key=f"push_download_{push.push_id}",
        )  # fmt: skip
        if push.undoes is None:
            _undo(workspace, push, actor)


def _undo(workspace: Workspace, push: PushRecord, actor: Actor) -> None:
    kind = DeskKind(push.desk)
    way = help_desk.way_of(workspace, kind)
    job = jobs.current(workspace)
    busy = bool(job and job.live)
    with st.popover("Undo", disabled=way is None or busy, key=f"push_undo_{push.push_id}"):
        st.markdown(text("push.undo"))
        if st.button("Bring them back", key=f"push_undo_now_{push.push_id}") and way:
            try:
                start_undo(process().jobs, workspace, way, push.push_id, actor)
            except ExpectedError as problem:
                st.error(plain(str(problem)))
                return
            st.rerun()
