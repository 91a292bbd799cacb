"""What a person can do with an open ticket: send it to review, or say that its label is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import streamlit as st

from routing.errors import RouteCaseError
from routing.ticket import Ticket
from store import taxonomies
from store.learning.label_checks import LabelCheck
from store.reviewing.reviews import Review, Verdict
from store.runs import Run
from store.workspace import Workspace
from ui.shell.session import reviewer
from ui.shell.session.actor import reviewing
from ui.shell.texts import plain, text
from usecases.exploring.ticket_list import filter_values
from usecases.reviewing.decisions import record_review, send_to_review, undo_review

ORIGIN: Final = "misroutes"
LAST: Final = "last_decided"
PROBLEM: Final = "decision_problem"


def show(workspace: Workspace, ticket: Ticket, run: Run | None, check: LabelCheck | None) -> None:
    """The name of who decides, the right category, and the buttons."""
    names = _categories(workspace)
    suggested = check.suggested if check and check.wrong and check.suggested in names else None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        reviewer.name()
        decision = Decision(workspace, ticket, run.run_id if run else None)
        right = st.selectbox(
            text("selection.right_category"),
            names,
            index=names.index(suggested) if suggested else None,
            key=decision.right_category,
            placeholder=text("selection.choose"),
            width=240,
        )
        st.button(
            text("selection.label_is_wrong")
            if ticket.category
            else text("selection.use_this_category"),
            key="label_wrong",
            disabled=right in (None, ticket.category),
            on_click=decision.label_wrong,
        )
        if ticket.category:
            st.button(
                text("selection.label_is_right"),
                key="label_right",
                on_click=decision.label,
                args=[ticket.category],
            )
        st.button(text("selection.send_to_review"), key="send_to_review", on_click=decision.send)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decides on a ticket, recorded before the screen is drawn again.

    Name and category are read when a button is clicked: what was typed just before the click may
    not have been drawn yet.
    """

    workspace: Workspace
    ticket: Ticket
    run_id: int | None

    @property
    def right_category(self) -> str:
        """The key of the field with the right category."""
        return f"right_{self.ticket.key}"

    def label_wrong(self) -> None:
        """The ticket belongs to the category in the field."""
        self.label(st.session_state[self.right_category])

    def label(self, category: str) -> None:
        """The ticket belongs to that category; a known label stays, and this stands beside it."""
        who = reviewer.given()
        review = Review(
            self.ticket.key, who, Verdict.CHOSEN, category, origin=ORIGIN, run_id=self.run_id
        )
        with _problem_kept():
            number = record_review(self.workspace, review, reviewing(who))
            said = text("selection.stands_beside_ticket").format(
                category=category, id=self.ticket.id
            )
            if self.ticket.category:
                said += text("selection.whose_actual_category").format(
                    category=self.ticket.category
                )
            st.session_state[LAST] = (f"{said}.", number, who)

    def send(self) -> None:
        """A person shall look at it on the Review screen."""
        who = reviewer.given()
        with _problem_kept():
            new = send_to_review(
                self.workspace, self.ticket.key, reviewing(who), origin=ORIGIN, run_id=self.run_id
            )
            said = (
                text("selection.waits_for_review")
                if new
                else text("selection.waits_for_review_already")
            )
            st.session_state[LAST] = (
                text("selection.ticket").format(id=self.ticket.id, said=said),
                None,
                who,
            )


def last(workspace: Workspace) -> None:
    """What was decided just now, with a way to take it back, or why it could not be."""
    if problem := st.session_state.pop(PROBLEM, None):
        st.error(problem)
    if told := st.session_state.get(LAST):
        words, number, who = told
        with st.container(horizontal=True, vertical_alignment="center"):
            st.success(plain(words), width=420)
            if number:
                st.button(
                    text("shared.take_it_back"),
                    key="take_back",
                    on_click=_undo,
                    args=[workspace, number, who],
                )


def _undo(workspace: Workspace, number: int, who: str) -> None:
    with _problem_kept():
        undo_review(workspace, number, reviewing(who), origin=ORIGIN)
        st.session_state[LAST] = (text("selection.taken_back"), None, who)


@contextmanager
def _problem_kept() -> Iterator[None]:
    """What goes wrong in a callback is told when the screen is drawn."""
    st.session_state.pop(LAST, None)
    try:
        yield
    except RouteCaseError as problem:
        st.session_state[PROBLEM] = str(problem)


def _categories(workspace: Workspace) -> list[str]:
    """Those of the taxonomy, then labels that are none of them."""
    version = taxonomies.current(workspace)
    known = version.taxonomy.names if version else ()
    return list(dict.fromkeys([*known, *filter_values(workspace)["actual"]]))
