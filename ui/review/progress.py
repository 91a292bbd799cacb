"""How the reviewing goes: pace, accepted suggestions, and whether two people agree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import streamlit as st

from roi.numbers import number, short_percent
from routing.evaluation.statistics.intervals import Measured
from store import settings
from store.reviewing import blind_looks, review_figures
from store.reviewing.review_figures import SecondLook
from store.runs import Run
from store.workspace import Workspace
from ui.review.charts import accepted
from ui.shell import charts, figure_texts, frame
from ui.shell.provenance import card
from ui.shell.session.actor import actor
from ui.shell.texts import text
from ui.shell.theme import colours
from usecases.evaluation.blind_accuracy import SHARES as SHARES_BLIND
from usecases.provenance import Origin
from usecases.provenance import measured as from_reviews
from usecases.reviewing.agreement import by_category, by_pair
from usecases.reviewing.progress import (  # fmt: skip
    MIN_PAIRS,
    Pair,
    ReviewProgress,
    acceptance_over_time,
    disagreements,
    review_progress,
)
from usecases.workspace_settings import choose

SHARES: Final = (0.0, 0.05, 0.10, 0.20)
REVIEWERS: Final[dict[str, Any]] = {
    "Seconds": st.column_config.NumberColumn("Seconds a ticket (median)", format="%.0f s"),
    "Accepted": st.column_config.NumberColumn("Suggestions accepted", format="%.1f %%"),
    "Overturned": st.column_config.NumberColumn(
        "Overturned", help="Somebody else decided later, and otherwise"
    ),
    "Last": st.column_config.DatetimeColumn("Last review (UTC)", format="D MMM YYYY, HH:mm"),
}


def show(workspace: Workspace, run: Run) -> None:
    """Figures, the course of time, the people, and the shares looked at blind and twice."""
    _blind_looks(workspace, run)
    judged = review_figures.judged(workspace)
    looks = review_figures.twice(workspace)
    if judged.empty:
        _agreement(looks)
        frame.empty("review", key="nobody")
    pairs = [(look.first, look.second) for look in looks]
    found = review_progress(judged, pairs)
    _cards(found)
    with frame.row("halves", "_progress"):
        with st.container(border=True):
            st.header(text("review.accepted_suggestions_over"), anchor=False)
            shares = acceptance_over_time(judged)
            charts.show(accepted(shares, colours()), "Accepted suggestions over time", "accepted")
            st.caption(text("review.accepted"))
        with st.container(border=True, height="stretch"):
            st.header(text("review.two_people_one"), anchor=False)
            _second_looks(workspace, found.agreement, pairs)
    _agreement(looks)
    st.dataframe(
        review_figures.by_reviewer(workspace), hide_index=True, column_config=REVIEWERS,
        alt="What each reviewer did",
    )  # fmt: skip


def _agreement(looks: Sequence[SecondLook]) -> None:
    """Who agrees with whom, and on which categories."""
    if not looks:
        return
    with frame.row("halves", "_agreement"):
        for label, found in (("By pair", by_pair(looks)), ("By category", by_category(looks))):
            with st.container(border=True, height="stretch"):
                st.subheader(f"Agreement, {label.lower()}", anchor=False)
                st.dataframe(
                    [
                        {
                            label.removeprefix("By ").capitalize(): each.of,
                            "Agree": figure_texts.share(each.share),
                            "95 % interval": figure_texts.interval(each.share),
                            "Tickets": each.share.n,
                        }
                        for each in found
                    ],
                    hide_index=True, alt=f"Agreement, {label.lower()}",
                )  # fmt: skip
        st.caption(text("review.agreement"))


def _blind_looks(workspace: Workspace, run: Run) -> None:
    with st.container(border=True):
        now = settings.BLIND_LOOKS.of(workspace)
        share = st.segmented_control(
            text("review.share_decided_without"), SHARES_BLIND, default=now,
            required=True, format_func=_share, key="blind_looks", help=text("review.blind_share"),
        )  # fmt: skip
        if share != now:
            choose(workspace, settings.BLIND_LOOKS, share, actor())
        found = blind_looks.progress(workspace, run.run_id)
        st.caption(f"{figure_texts.blind_progress(found)} {text('review.blind_looks')}")


def _share(share: float) -> str:
    return short_percent(share) if share else "None"


def _cards(found: ReviewProgress) -> None:
    share, took, kappa = found.accepted, found.seconds, found.kappa
    with frame.row("cards", "_progress"):
        card("Decided by hand", number(found.decided), Origin("measured", "suggestions judged"))
        card("Suggestions accepted", figure_texts.share(share), from_reviews(share, "reviews"))
        card(
            "Seconds a ticket", f"{took.value:.0f} s" if took else "–", _seconds(took),
            help=text("review.seconds"),
        )  # fmt: skip
        card(
            "Agreement, Cohen's kappa", f"{kappa.value:.2f}" if kappa else "–", _kappa(found),
            help=text("review.kappa"),
        )  # fmt: skip


def _seconds(took: Measured | None) -> Origin:
    if took is None:
        return Origin("missing", "nothing timed yet")
    ends = took.interval
    spread = f" · 95 % interval {ends.low:.0f}–{ends.high:.0f} s" if ends else ""
    return Origin("measured", f"median, n = {number(took.n)} reviews{spread}")


def _kappa(found: ReviewProgress) -> Origin:
    kappa = found.kappa
    if not found.pairs:
        return Origin("missing", "no ticket was looked at twice yet")
    if found.pairs < MIN_PAIRS:
        return Origin("missing", f"too few: {found.pairs} of {MIN_PAIRS} tickets looked at twice")
    if kappa is None:
        return Origin("missing", f"both said one and the same of all {number(found.pairs)} tickets")
    ends = kappa.interval
    spread = f" · 95 % interval {ends.low:.2f}–{ends.high:.2f}" if ends else ""
    return Origin("measured", f"n = {number(kappa.n)} tickets{spread}")


def _second_looks(workspace: Workspace, same: Measured | None, pairs: Sequence[Pair]) -> None:
    now = settings.SECOND_LOOKS.of(workspace)
    share = st.segmented_control(
        text("review.share_second_person"), SHARES, default=now, required=True,
        format_func=_share, key="second_looks", help=text("review.second"),
    )  # fmt: skip
    if share != now:
        choose(workspace, settings.SECOND_LOOKS, share, actor())
    if same is None:
        st.caption(text("review.second_none"))
        return
    st.markdown(f"They agree on **{figure_texts.share(same)}** of {number(same.n)} tickets.")
    unlike = disagreements(pairs)
    if not unlike.empty:
        st.dataframe(unlike, hide_index=True, alt="Where two people differ")
