"""The tickets a reviewer goes through, in the browser: the next ones wait there for a key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import streamlit as st

from routing.taxonomy import UNKNOWN, Category
from store.workspace import Workspace
from ui.shell.session.actor import reviewing
from ui.shell.texts import text
from ui.shell.tickets import nearest_tickets
from usecases.reviewing.answer_log import AnswerLog
from usecases.reviewing.card import Card
from usecases.reviewing.guidelines import guidelines, save_guideline
from usecases.reviewing.session import Reviewing

KEY: Final = "review_card"
WORDS: Final = (
    "add_guideline", "alike", "blind_badge", "blind_look", "cancel", "category", "decision",
    "done", "early", "edit", "edit_guideline", "guideline_for", "keep_note", "letters",
    "main_problem", "meanings", "nearest", "nearest_heading", "nearest_key", "nearest_looking",
    "nearest_method", "nearest_none", "none_yet", "note", "note_label", "other", "other_key",
    "other_problem", "panel", "record_both", "save", "skip", "skip_key", "split", "split_key",
    "text_of_ticket", "ticket", "undo", "undo_key",
)  # fmt: skip
_FILES: Final = Path(__file__)
_component = st.components.v2.component(
    "routecase_review_card",
    html='<div id="review"></div>',
    css=_FILES.with_suffix(".css").read_text(encoding="utf-8"),
    js=_FILES.with_suffix(".js").read_text(encoding="utf-8"),
)


@dataclass(frozen=True, slots=True)
class CardContext:
    """What goes with the tickets on screen.

    epoch: this browser tab's session; mark: tells these tickets from others.
    categories: those that can be chosen; `Unknown` always can.
    """

    workspace: Workspace
    reviewer: str
    epoch: str
    mark: str
    categories: tuple[Category, ...]

    @property
    def scope(self) -> str:
        """Whose answers these are: a ticket's number says nothing in another workspace."""
        return f"{self.workspace.name} {self.reviewer}"


def answered(context: CardContext, reviewing_now: Reviewing) -> list[str]:
    """Deal with what the browser has sent; the numbers of the answers it need not send again."""
    sent = st.session_state.get(KEY) or {}
    if edit := sent.get("guideline"):
        _guideline(context, edit)
    log, actor = _log(context), reviewing(context.reviewer)
    answers = sent.get("answers") or {}
    if answers.get("scope") != context.scope:
        # Given under another name or in another workspace, in which the browser keeps them.
        return []
    return log.take(
        answers.get("list") or [], context.reviewer,
        lambda review: reviewing_now.decide(review, actor), lambda: reviewing_now.undo(actor),
    )  # fmt: skip


def show(
    context: CardContext,
    reviewing_now: Reviewing,
    taken: Sequence[str],
    status: str,
    *,
    can_undo: bool,
) -> bool:
    """Draw the ticket and hold the next ones; False where there is none.

    status: how far it is, in words. taken: as from `answered`.
    """
    log = _log(context)
    found = [log.shown(claim, reviewing_now) for claim in reviewing_now.held()]
    cards = [card for card in found if card is not None]
    _component(
        key=KEY,
        data={
            "scope": context.scope, "epoch": f"{context.epoch} {context.mark}",
            "cards": [_payload(card) for card in cards], "taken": list(taken),
            "status": status, "problem": log.take_problem(), "undo": can_undo,
            "categories": _categories(context), "nearest": _nearest(context, cards),
            "words": {name: text(f"review.{name}") for name in WORDS},
        },
        on_answers_change=_nothing, on_open_change=_nothing, on_guideline_change=_nothing,
    )  # fmt: skip
    return bool(cards)


def _nothing() -> None:
    """What was sent is read when the screen is drawn, which may be begun anew in the middle."""


def _log(context: CardContext) -> AnswerLog:
    logs: dict[str, AnswerLog] = st.session_state.setdefault("review_answers", {})
    return logs.setdefault(f"{context.workspace.path} {context.reviewer}", AnswerLog())


def _payload(card: Card) -> dict[str, Any]:
    told = card.for_browser()
    suggestions = [each | {"note": _named(each["note"])} for each in told["suggestions"]]
    return told | {"label": _named(told["label"]), "suggestions": suggestions}


def _named(key: str) -> str:
    return text(f"review.{key}") if key else ""


def _categories(context: CardContext) -> list[dict[str, Any]]:
    agreed = guidelines(context.workspace)
    known = (*context.categories, Category(UNKNOWN, text("review.unknown")))
    return [
        {
            "name": each.name, "description": each.description, "examples": list(each.examples),
            "guideline": agreed.get(each.name, ""),
        }
        for each in known
    ]  # fmt: skip


def _guideline(context: CardContext, edit: dict[str, Any]) -> None:
    done = st.session_state.setdefault("review_guidelines", [])
    if edit["times"] not in done:
        save_guideline(
            context.workspace, str(edit["category"]), str(edit["text"]), reviewing(context.reviewer)
        )
        done.append(edit["times"])


def _nearest(context: CardContext, cards: Sequence[Card]) -> dict[str, list[dict[str, Any]]]:
    """The labelled tickets nearest to each held one, once somebody has asked for those of any.

    None for a blind look: their categories are what a router goes by.
    """
    if not (st.session_state.get(KEY) or {}).get("open"):
        return {}
    known = st.session_state.get("review_nearest") or {}
    near = {
        (context.scope, card.ticket.key): known.get((context.scope, card.ticket.key))
        or nearest_tickets.rows(context.workspace, card.ticket)
        for card in cards
        if not card.is_blind
    }
    st.session_state["review_nearest"] = near
    return {str(key): rows for (_, key), rows in near.items()}
