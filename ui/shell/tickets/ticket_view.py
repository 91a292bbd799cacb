"""One ticket opened: its text as text, its history, every decision on it, tickets like it."""

from __future__ import annotations

import streamlit as st

from roi.numbers import moment, number, seconds
from roi.numbers.durations import minutes
from routing.privacy.masking import mask
from routing.ticket import Ticket
from store import decisions, tickets
from store.learning import label_checks
from store.reviewing import reviews
from store.reviewing.reviews import Review, Verdict
from store.runs import Run
from store.workspace import Workspace
from ui.shell import tables
from ui.shell.texts import plain, text
from ui.shell.tickets import nearest_tickets, ticket_actions


def show(workspace: Workspace, key: int, run: Run | None = None) -> None:
    """The ticket of that key.

    run: the run whose decision is on screen, for the record of what a person then decides.
    """
    ticket = tickets.one(workspace, key)
    if ticket is None:
        return
    with st.container(border=True):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.caption(
                text("selection.ticket_line_of_its_file").format(
                    id=plain(ticket.id), line=number(ticket.line)
                )
            )
            masked = not st.toggle(
                text("selection.show_personal_data"), key="show_personal", persist_state="session",
                help=text("tickets.masked"),
            )  # fmt: skip
        _ticket_text(ticket, masked=masked)
        _facts(ticket, reviews.category_of(workspace, key))
        done = reviews.of_ticket(workspace, key)
        st.caption(text("selection.where_it_was"))
        st.text(_history(ticket, tickets.exported_category(workspace, key), done))
        check = label_checks.of_ticket(workspace, key)
        if check and check.wrong and check.category == ticket.category:
            st.caption(text("selection.why_its_label_is_doubted"))
            st.text(check.sentence)
        ticket_actions.show(workspace, ticket, run, check)
        decided = tables.in_words(decisions.of_ticket(workspace, key))
        if not decided.empty:
            st.dataframe(
                decided.dropna(axis="columns", how="all"), hide_index=True,
                column_config=tables.DECISIONS, alt=text("selection.decisions_on_this_ticket"),
            )  # fmt: skip
        nearest_tickets.show(workspace, ticket, masked=masked)


def _ticket_text(ticket: Ticket, *, masked: bool) -> None:
    """Subject and body; ticket text is data: st.text never reads it as markdown or HTML."""
    subject, body = ticket.subject, ticket.body
    if masked:
        subject, body = mask(subject).text, mask(body).text
    st.text(subject or text("selection.no_subject"), width="stretch")
    st.text_area(
        text("shared.text"),
        body or text("selection.no_text"),
        height=200,
        disabled=True,
        key=f"body_{ticket.key}_{masked}",
    )


def _history(ticket: Ticket, exported: str | None, done: list[Review]) -> str:
    """The way of a ticket from its first to its actual category, as one line."""
    steps = [f"{ticket.first_category} (first)"] if ticket.first_category else []
    if ticket.reassignments:
        times = (
            "once"
            if ticket.reassignments == 1
            else text("selection.times").format(reassignments=ticket.reassignments)
        )
        steps.append(text("selection.reassigned").format(times=times))
    if exported:
        steps.append(f"{exported} (export)")
    for review in reversed(done):
        said = _review_text(review)
        if said:
            steps.append(said)
    return " → ".join(steps) or text("selection.nothing_is_known_of_where_it")


def _review_text(review: Review) -> str | None:
    if review.verdict is Verdict.UNDONE:
        return text("selection.took_it_back").format(reviewer=review.reviewer)
    if review.verdict is Verdict.SENT:
        return text("selection.sent_to_review").format(reviewer=review.reviewer)
    return f"{review.category} ({review.reviewer})" if review.category else None


def _facts(ticket: Ticket, reviewed: str | None) -> None:
    known = {
        text("shared.actual_category"): ticket.category,
        text("selection.by_review"): reviewed,
        text("shared.first_category"): ticket.first_category,
        text("shared.channel"): ticket.channel,
        text("shared.language"): ticket.language,
        text("shared.created"): ticket.created_at and moment(ticket.created_at),
        text("shared.solved"): ticket.solved_at and moment(ticket.solved_at),
        text("shared.reassignments"): None
        if ticket.reassignments is None
        else str(ticket.reassignments),
        "Triage": ticket.triage_seconds and seconds(ticket.triage_seconds),
        text("selection.handling"): ticket.handle_seconds and minutes(ticket.handle_seconds),
    }
    with st.container(horizontal=True, gap="medium"):
        for label, value in known.items():
            if value:
                with st.container(width="content", gap=None):
                    st.caption(label)
                    st.text(value)
