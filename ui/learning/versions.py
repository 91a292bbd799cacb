"""What the router has learned so far: labels, the version at work, its curve and its thresholds."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from roi.numbers import in_percent, number, percent, short_percent
from roi.numbers.language import phrase
from routing.evaluation.statistics.intervals import Measured
from routing.learning.learning_curve import Point, outlook
from store import policies, settings
from store.learning import versions as learning
from store.learning.versions import Labels, LearnFrom, Version
from store.workspace import Workspace
from ui.shell import background_jobs, charts, figure_texts
from ui.shell.interval_bars import interval_bars
from ui.shell.provenance import card
from ui.shell.session.actor import actor
from ui.shell.texts import text
from ui.shell.theme import Colours, colours
from usecases.evaluation.differences import in_words
from usecases.learning import training as learns
from usecases.learning.version_figures import proposed_coverage, right_of
from usecases.provenance import Origin
from usecases.provenance import measured as from_tickets
from usecases.workspace_settings import choose

SOURCES: Final[dict[LearnFrom, str]] = {
    LearnFrom.GOLD: text("learning.export_and_blind_looks"),
    LearnFrom.REVIEWS: text("learning.and_reviews_in_view_of"),
    LearnFrom.ALL: text("learning.and_bulk_accepts"),
}
VERSIONS: Final[dict[str, Any]] = {
    text("shared.version"): st.column_config.NumberColumn(width="small"),
    text("learning.trained"): st.column_config.DatetimeColumn(format="D MMM YYYY, HH:mm"),
    text("shared.labels"): st.column_config.NumberColumn(format="localized", width="small"),
    text("learning.learned"): st.column_config.TextColumn(
        width="small", help=text("learning.mark_of_the_taxonomy_labels")
    ),
}


def cards(workspace: Workspace, found: Labels, version: Version | None) -> None:
    """Labels, and what the version at work does with them."""
    with st.container(horizontal=True, key="cards_learning"):
        where = text("learning.in_the_export_by_reviews").format(
            exported=number(found.exported),
            reviewed=number(found.reviewed),
            blind=number(found.blind),
        )
        card(text("shared.labelled_tickets"), number(found.labelled), Origin("measured", where))
        if version:
            card(
                text("learning.accuracy_of_the_router_at_work"),
                figure_texts.share(version.accuracy),
                _judged(version),
                help=text("learning.held_back"),
            )
            coverage = proposed_coverage(version)
            asked = short_percent(version.proposal["asked"])
            card(
                text("learning.auto_routed_at").format(asked=asked),
                figure_texts.share(coverage),
                from_tickets(coverage),
            )
        new = learns.new_labels(workspace)
        rule = Origin(
            "computed",
            text("learning.trained_by_itself_from_new").format(
                workspace=number(learns.labels_per_training(workspace))
            ),
        )
        card(text("learning.new_labels"), number(new), rule)


def _judged(version: Version) -> Origin:
    kind = (
        text("learning.held_back_tickets")
        if version.held_back
        else text("learning.tickets_not_learned_from")
    )
    if version.proposal.get("weighted"):
        kind += text("learning.and_weighted_by_cluster")
    return from_tickets(version.accuracy, kind)


def curve(workspace: Workspace, version: Version) -> None:
    """Accuracy and coverage against the number of labels, and what the next ones may bring."""
    points = learning.curve(workspace, version.version_id)
    with st.container(border=True, height="stretch"):
        st.header(text("learning.what_labels_bring"), anchor=False)
        asked = f"{short_percent(version.proposal['asked'])}"
        charts.show(
            _figure(points, asked, colours()),
            text("learning.accuracy_by_number_of_labels"),
            "curve",
        )
        st.markdown(outlook(points).sentence)
        st.caption(text("learning.curve"))


def _figure(points: list[Point], asked: str, theme: Colours) -> go.Figure:
    figure = go.Figure()
    lines = (
        (text("shared.accuracy"), [p.accuracy for p in points], theme.primary),
        (
            text("learning.auto_routed_at").format(asked=asked),
            [p.coverage for p in points],
            theme.good,
        ),
    )
    for name, shares, colour in lines:
        figure.add_trace(_line([p.labels for p in points], shares, name, colour))
    figure.update_xaxes(title=text("learning.labels_learned"), rangemode="tozero", showgrid=False)
    figure.update_yaxes(ticksuffix=" %", range=[0, 102])
    figure.update_layout(legend=charts.LEGEND)
    return charts.laid_out(figure, 330, theme)


def _line(labels: list[int], shares: list[Measured], name: str, colour: str) -> go.Scatter:
    return go.Scatter(
        x=labels, y=[in_percent(share.value) for share in shares], name=name, mode="lines+markers",
        line={"color": colour, "width": 2.5}, marker={"size": 8},
        error_y=interval_bars(shares),
        hovertemplate=f"{name} · "
        + text("learning.hover_labels") + "<extra></extra>",
    )  # fmt: skip


def versions(found: list[Version]) -> None:
    """Every version, at work or not, and why."""
    with st.container(border=True):
        st.header(text("learning.versions_router"), anchor=False)
        used = next((v.version_id for v in found if v.put_to_work), None)
        rows = [
            {
                text("shared.version"): v.version_id,
                text("learning.state"): _state(v, used),
                text("learning.trained"): v.created_at,
                text("shared.labels"): v.labels,
                text("learning.right"): right_of(v.accuracy.value, v.difference.n),
                text("learning.the_one_before"): right_of(v.before, v.difference.n),
                text("learning.judged"): text("learning.held_back_tickets")
                if v.held_back
                else text("learning.other_tickets"),
                text("learning.so_the_new_one"): in_words(v.difference, phrase("it")),
                text("learning.learned"): v.fingerprint[:8],
            }
            for v in found
        ]
        st.dataframe(
            pd.DataFrame(rows), hide_index=True, column_config=VERSIONS, alt=text("shared.versions")
        )
        st.caption(text("learning.versions"))


def _state(version: Version, used: int | None) -> str:
    if version.version_id == used:
        return text("learning.at_work")
    return (
        text("learning.followed_by_a_newer_one")
        if version.put_to_work
        else text("learning.not_put_to_work")
    )


def newest_failed(found: list[Version]) -> None:
    """A clear word where the newest version is worse and was not put to work."""
    if found and not found[0].put_to_work:
        st.warning(
            text("learning.version").format(
                version_id=found[0].version_id, why=found[0].why, more=text("learning.failed")
            )
        )


def proposal(workspace: Workspace, version: Version) -> None:
    """What the precision dial proposes for the version at work."""
    with st.container(border=True, height="stretch"):
        st.header(text("learning.thresholds_could_route"), anchor=False)
        kept = version.proposal
        for reason in kept["reasons"]:
            st.info(reason)
        more = kept.get("more_needed")
        if more and number(more) not in " ".join(kept["reasons"]):
            st.markdown(text("learning.more_labels_could_settle_it").format(more=number(more)))
        st.caption(
            text("learning.version_on_labelled_tickets").format(
                version_id=version.version_id, kept=number(kept["n"])
            )
        )
        if kept["threshold"] is None and not any(kept["thresholds"].values()):
            st.caption(text("learning.no_threshold"))
            return
        _offer(workspace, version)


def _offer(workspace: Workspace, version: Version) -> None:
    kept = version.proposal
    threshold = kept["threshold"]
    right = kept["achieved"]
    achieved = "" if right is None else text("learning.of_them_right").format(right=percent(right))
    st.markdown(
        text("learning.from_a_confidence_on").format(
            threshold=number(threshold, 3), kept=percent(kept["coverage"]), achieved=achieved
        )
        if threshold is not None
        else text("learning.only_categories_with_a_target")
    )
    current = policies.current(workspace)
    if current and current.origin.get("version_id") == version.version_id:
        st.success(text("shared.these_thresholds_are_in_force").format(policy_id=current.policy_id))
    elif st.button(text("learning.use_these_thresholds"), key="learning_use"):
        learns.adopt_proposal(workspace, version, actor())
        st.rerun()
    st.caption(text("learning.proposal"))


def now(workspace: Workspace, found: Labels) -> None:
    """The button that trains at once, what it waits for otherwise, and what is learned from."""
    chosen = st.segmented_control(
        text("learning.learn_from_label"),
        list(SOURCES), default=learning.learn_from(workspace), required=True,
        format_func=lambda source: SOURCES[source], key="learn_from",
        help=text("learning.learn_from"),
    )  # fmt: skip
    if chosen != learning.learn_from(workspace):
        choose(workspace, settings.LEARN_FROM, chosen, actor())
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center"):
        background_jobs.learn_button(workspace, text("learning.learn_now"), "learning_now")
        st.caption(text("learning.now" if found.reviewed else "learning.no_reviews"))
