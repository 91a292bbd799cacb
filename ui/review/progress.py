"""How the reviewing goes: pace, accepted suggestions, and whether two people agree."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
import streamlit as st

from routing.evaluation.intervals import Measured, proportion
from routing.evaluation.median import median
from routing.evaluation.metrics import evaluate
from store import reviews, settings
from store.workspace import Workspace
from ui.review.charts import accepted
from ui.shell import charts, figure_texts, frame
from ui.shell.provenance import card
from ui.shell.texts import text
from ui.shell.theme import colours
from usecases.provenance import Origin
from usecases.provenance import measured as from_reviews

SHARES: Final = (0.0, 0.05, 0.10, 0.20)
REVIEWERS: Final[dict[str, Any]] = {
    "Seconds": st.column_config.NumberColumn("Seconds a ticket (median)", format="%.0f s"),
    "Accepted": st.column_config.NumberColumn("Suggestions accepted", format="%.1f %%"),
    "Last": st.column_config.DatetimeColumn("Last review (UTC)", format="D MMM YYYY, HH:mm"),
}


def show(workspace: Workspace) -> None:
    """Figures, the course of time, the people, and the share that is looked at twice."""
    judged = reviews.judged(workspace)
    if judged.empty:
        frame.empty("review", key="nobody")
    pairs = reviews.twice(workspace)
    _cards(judged, pairs)
    with frame.row("halves", "_progress"):
        with st.container(border=True):
            st.subheader("Accepted suggestions over time", anchor=False)
            found = over_time(judged)
            charts.show(accepted(found, colours()), "Accepted suggestions over time", "accepted")
            st.caption(text("review.accepted"))
        with st.container(border=True, height="stretch"):
            st.subheader("Two people on one ticket", anchor=False)
            _second_looks(workspace, pairs)
    st.dataframe(
        reviews.by_reviewer(workspace), hide_index=True, column_config=REVIEWERS,
        alt="What each reviewer did",
    )  # fmt: skip


def over_time(judged: pd.DataFrame) -> dict[str, Measured]:
    """The share accepted by day; by hour where all is of one day."""
    at = judged["reviewed_at"]
    days = at.dt.strftime("%d %b").str.lstrip("0")
    several = (days != days.iloc[0]).any()
    periods = days if several else at.dt.strftime("%H:00")
    groups = judged.groupby(periods, sort=False)["accepted"]
    shares = {str(name): proportion(int(each.sum()), len(each)) for name, each in groups}
    return {name: share for name, share in shares.items() if share}


def _cards(judged: pd.DataFrame, pairs: list[tuple[str, str]]) -> None:
    took = median(judged["seconds"].dropna().tolist())
    share = proportion(int(judged["accepted"].sum()), len(judged))
    kappa = _agreement(pairs)
    with frame.row("cards", "_progress"):
        card("Decided by hand", f"{len(judged):,}", Origin("measured", "suggestions judged"))
        card("Suggestions accepted", figure_texts.share(share), from_reviews(share, "reviews"))
        card(
            "Seconds a ticket", f"{took.value:.0f} s" if took else "–", _seconds(took),
            help=text("review.seconds"),
        )  # fmt: skip
        card(
            "Agreement, Cohen's kappa", f"{kappa.value:.2f}" if kappa else "–", _kappa(kappa),
            help=text("review.kappa"),
        )  # fmt: skip


def _agreement(pairs: list[tuple[str, str]]) -> Measured | None:
    if not pairs:
        return None
    return evaluate([first for first, _ in pairs], [second for _, second in pairs]).kappa


def _seconds(took: Measured | None) -> Origin:
    if took is None:
        return Origin("missing", "nothing timed yet")
    ends = took.interval
    spread = f" · 95 % interval {ends.low:.0f}–{ends.high:.0f} s" if ends else ""
    return Origin("measured", f"median, n = {took.n:,} reviews{spread}")


def _kappa(kappa: Measured | None) -> Origin:
    if kappa is None:
        return Origin("missing", "no ticket was looked at twice yet")
    ends = kappa.interval
    spread = f" · 95 % interval {ends.low:.2f}–{ends.high:.2f}" if ends else ""
    return Origin("measured", f"n = {kappa.n:,} tickets{spread}")


def _second_looks(workspace: Workspace, pairs: list[tuple[str, str]]) -> None:
    now = settings.SECOND_LOOKS.of(workspace)
    share = st.segmented_control(
        "Share that a second person looks at", SHARES, default=now, required=True,
        format_func=lambda each: f"{100 * each:.0f} %" if each else "None", key="second_looks",
        help=text("review.second"),
    )  # fmt: skip
    if share != now:
        settings.SECOND_LOOKS.set(workspace, share)
    same = proportion(sum(first == second for first, second in pairs), len(pairs))
    if same is None:
        st.caption(text("review.second_none"))
        return
    st.markdown(f"They agree on **{figure_texts.share(same)}** of {same.n:,} tickets.")
    unlike = pd.DataFrame(
        [pair for pair in pairs if pair[0] != pair[1]], columns=["First", "Second"]
    )
    if not unlike.empty:
        counted = unlike.value_counts().reset_index(name="Tickets")
        st.dataframe(counted, hide_index=True, alt="Where two people differ")
