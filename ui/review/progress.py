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
    text("review.seconds_label"): st.column_config.NumberColumn(
        text("review.seconds_a_ticket_median"), format="%.0f s"
    ),
    text("review.accepted_label"): st.column_config.NumberColumn(
        text("review.suggestions_accepted"), format="%.1f %%"
    ),
    text("review.overturned"): st.column_config.NumberColumn(
        text("review.overturned"), help=text("review.somebody_else_decided_later")
    ),
    text("review.last"): st.column_config.DatetimeColumn(
        text("review.last_review_utc"), format="D MMM YYYY, HH:mm"
    ),
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
            charts.show(
                accepted(shares, colours()), text("review.accepted_suggestions_over"), "accepted"
            )
            st.caption(text("review.accepted"))
        with st.container(border=True, height="stretch"):
            st.header(text("review.two_people_one"), anchor=False)
            _second_looks(workspace, found.agreement, pairs)
    _agreement(looks)
    st.dataframe(
        review_figures.by_reviewer(workspace), hide_index=True, column_config=REVIEWERS,
        alt=text("review.what_each_reviewer_did"),
    )  # fmt: skip


def _agreement(looks: Sequence[SecondLook]) -> None:
    """Who agrees with whom, and on which categories."""
    if not looks:
        return
    with frame.row("halves", "_agreement"):
        for kind, found in (
            ("pair", by_pair(looks)),
            ("category", by_category(looks)),
        ):
            with st.container(border=True, height="stretch"):
                title = text(f"review.agreement_by_{kind}")
                st.subheader(title, anchor=False)
                st.dataframe(
                    [
                        {
                            text(f"review.{kind}"): each.of,
                            text("review.agree"): figure_texts.share(each.share),
                            "95 % interval": figure_texts.interval(each.share),
                            text("shared.tickets"): each.share.n,
                        }
                        for each in found
                    ],
                    hide_index=True, alt=title,
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
    return short_percent(share) if share else text("shared.none")


def _cards(found: ReviewProgress) -> None:
    share, took, kappa = found.accepted, found.seconds, found.kappa
    with frame.row("cards", "_progress"):
        card(
            text("review.decided_by_hand"),
            number(found.decided),
            Origin("measured", text("review.suggestions_judged")),
        )
        card(
            text("review.suggestions_accepted"),
            figure_texts.share(share),
            from_reviews(share, "reviews"),
        )
        card(
            text("shared.seconds_a_ticket"),
            f"{number(took.value)} s" if took else "–", _seconds(took),
            help=text("review.seconds"),
        )  # fmt: skip
        card(
            text("review.agreement_cohens_kappa"),
            number(kappa.value, 2) if kappa else "–",
            _kappa(found),
            help=text("review.kappa"),
        )


def _seconds(took: Measured | None) -> Origin:
    if took is None:
        return Origin("missing", text("review.nothing_timed_yet"))
    ends = took.interval
    spread = (
        text("review.interval_seconds").format(low=number(ends.low), high=number(ends.high))
        if ends
        else ""
    )
    return Origin("measured", text("review.median_of").format(n=number(took.n), spread=spread))


def _kappa(found: ReviewProgress) -> Origin:
    kappa = found.kappa
    if not found.pairs:
        return Origin("missing", text("review.no_ticket_was_looked_at_twice"))
    if found.pairs < MIN_PAIRS:
        return Origin(
            "missing",
            text("review.too_few_of_tickets_looked_at").format(
                pairs=found.pairs, min_pairs=MIN_PAIRS
            ),
        )
    if kappa is None:
        return Origin(
            "missing", text("review.both_said_one_and_the_same").format(pairs=number(found.pairs))
        )
    ends = kappa.interval
    spread = (
        text("review.interval_kappa").format(low=number(ends.low, 2), high=number(ends.high, 2))
        if ends
        else ""
    )
    return Origin("measured", text("review.n_tickets").format(n=number(kappa.n), spread=spread))


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
    st.markdown(
        text("review.they_agree_on_of_tickets").format(
            same=figure_texts.share(same), n=number(same.n)
        )
    )
    unlike = disagreements(pairs)
    if not unlike.empty:
        st.dataframe(unlike, hide_index=True, alt=text("review.where_two_people_differ"))
