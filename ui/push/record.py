"""What was pushed: outcomes, who wrote what and when, what people made of it, and the way back."""

from __future__ import annotations

import json
from typing import Any, Final

import streamlit as st

from helpdesk.desk_kind import DeskKind
from helpdesk.journal import Status
from jobs.errors import ExpectedError
from roi.numbers import moment, number
from store.helpdesk import pushes
from store.helpdesk.pushes import PushRecord
from store.workspace import Workspace
from ui.push.dry_run import table
from ui.shell import figure_texts, jobs
from ui.shell.core_sentences import told
from ui.shell.server.process import process
from ui.shell.session import help_desk
from ui.shell.texts import plain, text
from usecases.actor import Actor
from usecases.helpdesk.dry_run import ReportRow
from usecases.helpdesk.outcomes import KeptShare, kept_by_push
from usecases.helpdesk.push_report import in_words, report
from usecases.helpdesk.undo import start_undo

MAX_AUDIT: Final = 500
AUDIT: Final[dict[str, Any]] = {
    "logged_at": st.column_config.DatetimeColumn(
        text("shared.when_utc"), format="D MMM YYYY, HH:mm:ss"
    ),
    "actor": text("shared.who"),
    "ticket": text("shared.ticket"),
    "status": text("shared.what"),
    "before_group": text("shared.before"),
    "after_group": text("shared.after"),
    "reason": text("push.answer"),
    "push_id": st.column_config.NumberColumn(text("push.title"), format="%d"),
}


def show(workspace: Workspace, actor: Actor) -> None:
    """Every push with its outcomes, newest first, and the audit table."""
    found = pushes.all_pushes(workspace)
    if not found:
        return
    st.header(text("push.pushes"), anchor=False)
    kept = kept_by_push(workspace)
    for each in found:
        with st.expander(plain(_title(each))):
            st.markdown(plain(f"{in_words(workspace, each.push_id)}."))
            if each.undoes is None:
                _kept(kept.get(each.push_id))
            # What a person may have to see to stands first.
            rows = sorted(report(workspace, each.push_id), key=_is_assigned)
            table(rows[:MAX_AUDIT], text("push.outcomes_of_push").format(push_id=each.push_id))
            _actions(workspace, each, actor)
    with st.expander(text("push.audit_who_wrote_what_when")):
        audit = pushes.audit(workspace, None, MAX_AUDIT)
        audit.columns = ["actor", "logged_at", "ticket", "status", "before_group", "after_group",
                         "reason", "push_id"]  # fmt: skip
        st.dataframe(
            audit, hide_index=True, column_order=list(AUDIT), column_config=AUDIT,
            placeholder="–", alt=text("shared.audit"),
        )  # fmt: skip


def _is_assigned(row: ReportRow) -> bool:
    return row.status == Status.ASSIGNED


def _title(push: PushRecord) -> str:
    when = f"{moment(push.started_at)} UTC"
    what = (
        text("push.undo_of_push").format(undoes=push.undoes)
        if push.undoes
        else text("shared.run").format(run_id=push.run_id)
    )
    undone = (
        text("push.taken_back_by_push").format(undone_by=push.undone_by) if push.undone_by else ""
    )
    return text("push.push_line").format(
        push_id=push.push_id,
        what=what,
        tickets=number(push.tickets),
        actor=push.actor,
        when=when,
        undone=undone,
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
            text("push.download_the_outcomes"), lines.encode(), f"push-{push.push_id}.jsonl",
            "application/jsonl", key=f"push_download_{push.push_id}",
        )  # fmt: skip
        if push.undoes is None:
            _undo(workspace, push, actor)


def _undo(workspace: Workspace, push: PushRecord, actor: Actor) -> None:
    kind = DeskKind(push.desk)
    way = help_desk.way_of(workspace, kind)
    job = jobs.current(workspace)
    busy = bool(job and job.live)
    with st.popover(
        text("push.undo_label"), disabled=way is None or busy, key=f"push_undo_{push.push_id}"
    ):
        st.markdown(text("push.undo"))
        if st.button(text("push.bring_them_back"), key=f"push_undo_now_{push.push_id}") and way:
            try:
                start_undo(process().jobs, workspace, way, push.push_id, actor)
            except ExpectedError as problem:
                st.error(told(problem))
                return
            st.rerun()
