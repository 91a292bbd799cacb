"""One ticket for a person to decide: its text as text, and every verdict on a button and a key."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

import streamlit as st

from routing.decision import Alternative
from routing.taxonomy import UNKNOWN
from routing.ticket import Ticket
from store.reviews import Basis, Review, Verdict
from ui.review import keyboard, timer
from ui.shell.texts import plain, text

Act = Callable[[Review], None]
Mode = Literal["other", "split", "note"]

SUGGESTED: Final = 3
SUGGESTION_KEYS: Final = "123"
# Streamlit keeps C and R for itself; the letters of the other buttons are taken, too.
KEYS: Final = "456789ABDEFGHIJKLMPQVWXYZ"
_MODE: Final = "review_mode"


@dataclass(frozen=True, slots=True)
class Shown:
    """A ticket as a reviewer sees it.

    suggestions: the likeliest categories with their confidence, best first.
    names: the categories there are; `Unknown` can always be chosen.
    why: why a person is wanted; label: the same in two or three words.
    reason: what the router says for itself.
    origin, run_id, blind, chance: go into the record of the review.
    basis: what the person has in view; without a suggestion in view there are no `suggestions`.
    """

    ticket: Ticket
    reviewer: str
    suggestions: tuple[Alternative, ...]
    names: tuple[str, ...]
    why: str = ""
    label: str = ""
    reason: str = ""
    origin: str = "queue"
    run_id: int | None = None
    blind: bool = False
    basis: Basis = Basis.SHOWN
    chance: float | None = None

    @property
    def is_blind(self) -> bool:
        """Whether nothing is suggested on purpose."""
        return self.basis is not Basis.SHOWN

    def review(self, verdict: Verdict, **said: str | None) -> Review:
        """The review of this ticket, with its suggestion, note and seconds."""
        best = self.suggestions[0] if self.suggestions and self.run_id is None else None
        return Review(
            self.ticket.key, self.reviewer, verdict, said.get("category"), said.get("second"),
            note=st.session_state.get(f"words_{self.ticket.key}", ""), origin=self.origin,
            blind=self.blind, run_id=self.run_id, seconds=timer.seconds(self.ticket.key),
            suggested=best.category if best else None,
            confidence=best.confidence if best else None, basis=self.basis, chance=self.chance,
        )  # fmt: skip


def show(shown: Shown, act: Act, undo: Callable[[], None] | None = None) -> None:
    """Draw the ticket and its verdicts; `act` gets the review when one was given.

    undo: takes the last verdict back; None where there is none.
    """
    timer.begin(shown.ticket.key)
    opened = st.session_state.get(_MODE) or ""
    keyboard.guard(shown.ticket.key, opened, SUGGESTION_KEYS + "OTNSU" + KEYS)
    with st.container(horizontal=True, key="desk"):
        with st.container(border=True):
            _text(shown)
        with st.container():
            _suggestions(shown, act)
            _others(shown, act, undo)


def close() -> None:
    """The ticket leaves the screen: its clock and what was opened beside it."""
    timer.stop()
    st.session_state.pop(_MODE, None)


def _text(shown: Shown) -> None:
    ticket = shown.ticket
    known = (
        f"Ticket {ticket.id}",
        f"{ticket.created_at:%d %b %Y %H:%M}".lstrip("0") if ticket.created_at else None,
        ticket.channel,
        ticket.language,
    )
    st.caption(" · ".join(plain(part) for part in known if part))
    # Escaped, so that a text can hold nothing but text.
    subject, body = html.escape(ticket.subject or "(no subject)"), html.escape(ticket.body)
    st.html(f'<div class="subject">{subject}</div><div class="reading">{body}</div>')


def _suggestions(shown: Shown, act: Act) -> None:
    if shown.is_blind:
        st.badge("Blind look", color="blue", help=text("review.blind_look"))
    if shown.label:
        st.badge(shown.label, color="orange")
    if shown.why:
        st.caption(plain(f"{shown.why[:1].upper()}{shown.why[1:]}."))
    best = shown.suggestions[:SUGGESTED]
    st.html("<style>" + "".join(map(_bar, range(len(best)), best)) + "</style>")
    for i, each in enumerate(best):
        st.button(
            f"**{plain(each.category)}** {100 * each.confidence:.0f} %", width="stretch",
            key=f"choose_{i}_{shown.ticket.key}", shortcut=_shortcut(SUGGESTION_KEYS[i]), wrap=True,
            on_click=_choose, args=(shown, act, each.category),
        )  # fmt: skip
    if shown.reason:
        st.caption(plain(shown.reason))


def _bar(i: int, each: Alternative) -> str:
    """A button is filled as far as the confidence goes."""
    share = round(100 * min(1.0, max(0.0, each.confidence)))
    return f'[class*="st-key-choose_{i}_"] button {{ --share: {share}%; }}'


def _shortcut(key: str) -> str | None:
    """The key of a button; none while a panel is open, where one may want to type."""
    return None if st.session_state.get(_MODE) else key


def _choose(shown: Shown, act: Act, category: str) -> None:
    act(shown.review(Verdict.CHOSEN, category=category))


def _others(shown: Shown, act: Act, undo: Callable[[], None] | None) -> None:
    key = shown.ticket.key
    with st.container(horizontal=True, key="cards_verdicts"):
        for mode, label, shortcut in (
            ("other", "Other", "O"), ("split", "Split", "T"), ("note", "Note", "N"),
        ):  # fmt: skip
            st.button(
                label, key=f"{mode}_{key}", on_click=_toggle, args=(mode,),
                shortcut=shortcut if mode == st.session_state.get(_MODE) == "other"
                else _shortcut(shortcut),
                width="stretch", help=text(f"review.{mode}"),
            )  # fmt: skip
        st.button(
            "Skip", key=f"skip_{key}", shortcut=_shortcut("S"), width="stretch",
            help=text("review.skip"), on_click=_skip, args=(shown, act),
        )  # fmt: skip
        st.button(
            "Undo", key=f"undo_{key}", shortcut=_shortcut("U"), width="stretch",
            help=text("review.undo"), on_click=undo, disabled=undo is None,
        )  # fmt: skip
    opened = st.session_state.get(_MODE)
    if opened == "other" or not shown.suggestions:
        _all(shown, act)
    elif opened == "split":
        _split(shown, act)
    elif opened == "note":
        _note(shown, act)


def _toggle(mode: Mode) -> None:
    now = st.session_state.get(_MODE)
    st.session_state[_MODE] = None if now == mode else mode


def _skip(shown: Shown, act: Act) -> None:
    act(shown.review(Verdict.SKIPPED))


def _all(shown: Shown, act: Act) -> None:
    """Every other category: on keys as far as there are keys, the rest in a list."""
    best = {each.category for each in shown.suggestions[:SUGGESTED]}
    rest = [name for name in (*shown.names, UNKNOWN) if name not in best]
    with st.container(border=True):
        keys = KEYS if best else SUGGESTION_KEYS + KEYS
        if len(rest) <= len(keys):
            with st.container(horizontal=True, key="cards_categories"):
                for shortcut, name in zip(keys, rest, strict=False):
                    st.button(
                        plain(name), key=f"any_{shortcut}_{shown.ticket.key}", shortcut=shortcut,
                        width="stretch", on_click=_choose, args=(shown, act, name),
                    )  # fmt: skip
        else:
            picked = st.selectbox(
                "Category", rest, index=None, key=f"list_{shown.ticket.key}",
                placeholder="Type a few letters",
            )  # fmt: skip
            st.button(
                "Choose it", key=f"listed_{shown.ticket.key}", type="primary",
                shortcut="Ctrl+Enter", disabled=picked is None,
                on_click=_choose, args=(shown, act, picked or ""),
            )  # fmt: skip


def _split(shown: Shown, act: Act) -> None:
    names = [*shown.names, UNKNOWN]
    likely = [each.category for each in shown.suggestions[:2] if each.category in names]
    with st.container(border=True):
        st.caption(text("review.split"))
        chosen = [
            st.selectbox(
                label, names, index=names.index(likely[i]) if i < len(likely) else None,
                key=f"part_{i}_{shown.ticket.key}",
            )
            for i, label in enumerate(("The main problem", "The other one"))
        ]  # fmt: skip
        st.button(
            "Record both", type="primary", key=f"split_both_{shown.ticket.key}",
            shortcut="Ctrl+Enter", disabled=None in chosen or chosen[0] == chosen[1],
            on_click=_both, args=(shown, act, *chosen),
        )  # fmt: skip


def _both(shown: Shown, act: Act, first: str, second: str) -> None:
    act(shown.review(Verdict.SPLIT, category=first, second=second))


def _note(shown: Shown, act: Act) -> None:
    with st.container(border=True):
        st.text_area(
            "Note", key=f"words_{shown.ticket.key}", height=80, max_chars=2000,
            help=text("review.note"),
        )  # fmt: skip
        st.button(
            "Keep the note", key=f"noted_{shown.ticket.key}", shortcut="Ctrl+Enter",
            on_click=_noted, args=(shown, act),
        )  # fmt: skip


def _noted(shown: Shown, act: Act) -> None:
    review = shown.review(Verdict.NOTED)
    if review.note.strip():
        act(review)
    st.session_state[f"words_{shown.ticket.key}"] = ""
    st.session_state.pop(_MODE, None)
