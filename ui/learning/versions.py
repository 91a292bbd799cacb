"""What the router has learned so far: labels, the version at work, its curve and its thresholds."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from roi.numbers import in_percent, number, percent, short_percent
from routing.evaluation.statistics.intervals import Measured
from routing.learning.learning_curve import Point, outlook
from store import policies, settings
from store.learning import versions as learning
from store.learning.versions import Labels, LearnFrom, Version
from store.workspace import Workspace
from ui.shell import background_jobs, charts, figure_texts
from ui.shell.provenance import card
from ui.shell.session.actor import actor
from ui.shell.texts import text
from ui.shell.theme import Colours, colours
from usecases.learning import training as learns
from usecases.learning.version_figures import proposed_coverage, right_of
from usecases.provenance import Origin
from usecases.provenance import measured as from_tickets
from usecases.workspace_settings import choose

SOURCES: Final[dict[LearnFrom, str]] = {
    LearnFrom.GOLD: "Export and blind looks",
    LearnFrom.REVIEWS: "and reviews in view of a suggestion",
    LearnFrom.ALL: "and bulk accepts",
}
VERSIONS: Final[dict[str, Any]] = {
    "Version": st.column_config.NumberColumn(width="small"),
    "Trained": st.column_config.DatetimeColumn(format="D MMM YYYY, HH:mm"),
    "Labels": st.column_config.NumberColumn(format="localized", width="small"),
    "Learned from": st.column_config.TextColumn(
        width="small", help="Mark of the taxonomy, labels, model and recipe it was made from"
    ),
}


def cards(workspace: Workspace, found: Labels, version: Version | None) -> None:
    """Labels, and what the version at work does with them."""
    with st.container(horizontal=True, key="cards_learning"):
        where = (
            f"{found.exported:,} in the export, {found.reviewed:,} by reviews, {found.blind:,} of "
            "these by blind looks"
        )
        card("Labelled tickets", number(found.labelled), Origin("measured", where))
        if version:
            card(
                "Accuracy of the router at work", figure_texts.share(version.accuracy),
                _judged(version), help=text("learning.held_back"),
            )  # fmt: skip
            coverage = proposed_coverage(version)
            asked = short_percent(version.proposal["asked"])
            card(f"Auto-routed at {asked}", figure_texts.share(coverage), from_tickets(coverage))
        new = learns.new_labels(workspace)
        rule = Origin(
            "computed", f"trained by itself from {learns.labels_per_training(workspace):,} new on"
        )
        card("New labels", number(new), rule)


def _judged(version: Version) -> Origin:
    kind = "held-back tickets" if version.held_back else "tickets it had not learned from"
    if version.proposal.get("weighted"):
        kind += " and weighted by cluster"
    return from_tickets(version.accuracy, kind)


def curve(workspace: Workspace, version: Version) -> None:
    """Accuracy and coverage against the number of labels, and what the next ones may bring."""
    points = learning.curve(workspace, version.version_id)
    with st.container(border=True, height="stretch"):
        st.header(text("learning.what_labels_bring"), anchor=False)
        asked = f"{short_percent(version.proposal['asked'])}"
        charts.show(_figure(points, asked, colours()), "Accuracy by number of labels", "curve")
        st.markdown(outlook(points).sentence)
        st.caption(text("learning.curve"))


def _figure(points: list[Point], asked: str, theme: Colours) -> go.Figure:
    figure = go.Figure()
    lines = (
        ("Accuracy", [p.accuracy for p in points], theme.primary),
        (f"Auto-routed at {asked}", [p.coverage for p in points], theme.good),
    )
    for name, shares, colour in lines:
        figure.add_trace(_line([p.labels for p in points], shares, name, colour))
    figure.update_xaxes(title="Labels learned from", rangemode="tozero", showgrid=False)
    figure.update_yaxes(ticksuffix=" %", range=[0, 102])
    figure.update_layout(legend=charts.LEGEND)
    return charts.laid_out(figure, 330, theme)


def _line(labels: list[int], shares: list[Measured], name: str, colour: str) -> go.Scatter:
    ends = [share.interval for share in shares if share.interval]
    values = [share.value for share in shares]
    return go.Scatter(
        x=labels, y=[in_percent(value) for value in values], name=name, mode="lines+markers",
        line={"color": colour, "width": 2.5}, marker={"size": 8},
        error_y={
            "type": "data", "symmetric": False, "thickness": 1.5, "width": 4,
            "array": [in_percent(e.high - v) for e, v in zip(ends, values, strict=True)],
            "arrayminus": [in_percent(v - e.low) for e, v in zip(ends, values, strict=True)],
        },
        hovertemplate=f"{name} with %{{x:,}} labels: %{{y:.1f}} %<extra></extra>",
    )  # fmt: skip


def versions(found: list[Version]) -> None:
    """Every version, at work or not, and why."""
    with st.container(border=True):
        st.header(text("learning.versions_router"), anchor=False)
        used = next((v.version_id for v in found if v.put_to_work), None)
        rows = [
            {
                "Version": v.version_id,
                "State": _state(v, used),
                "Trained": v.created_at,
                "Labels": v.labels,
                "Right on": right_of(v.accuracy.value, v.difference.n),
                "The one before": right_of(v.before, v.difference.n),
                "Judged on": "held-back tickets" if v.held_back else "other tickets",
                "So the new one is": v.difference.in_words("it"),
                "Learned from": v.fingerprint[:8],
            }
            for v in found
        ]
        st.dataframe(pd.DataFrame(rows), hide_index=True, column_config=VERSIONS, alt="Versions")
        st.caption(text("learning.versions"))


def _state(version: Version, used: int | None) -> str:
    if version.version_id == used:
        return "at work"
    return "followed by a newer one" if version.put_to_work else "not put to work"


def newest_failed(found: list[Version]) -> None:
    """A clear word where the newest version is worse and was not put to work."""
    if found and not found[0].put_to_work:
        st.warning(f"Version {found[0].version_id}. {found[0].why} {text('learning.failed')}")


def proposal(workspace: Workspace, version: Version) -> None:
    """What the precision dial proposes for the version at work."""
    with st.container(border=True, height="stretch"):
        st.header(text("learning.thresholds_could_route"), anchor=False)
        kept = version.proposal
        for reason in kept["reasons"]:
            st.info(reason)
        more = kept.get("more_needed")
        if more and number(more) not in " ".join(kept["reasons"]):
            st.markdown(f"**{number(more)} more labels** could settle it.")
        st.caption(f"Version {version.version_id}, on {number(kept['n'])} labelled tickets.")
        if kept["threshold"] is None and not any(kept["thresholds"].values()):
            st.caption(text("learning.no_threshold"))
            return
        _offer(workspace, version)


def _offer(workspace: Workspace, version: Version) -> None:
    kept = version.proposal
    threshold = kept["threshold"]
    right = kept["achieved"]
    achieved = "" if right is None else f", {percent(right)} of them right"
    st.markdown(
        f"From a confidence of **{threshold:.3f}** on: {percent(kept['coverage'])} of the "
        f"tickets are auto-routed{achieved}."
        if threshold is not None
        else "Only categories with a target of their own have a threshold."
    )
    current = policies.current(workspace)
    if current and current.origin.get("version_id") == version.version_id:
        st.success(f"These thresholds are in force: policy {current.policy_id}.")
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
        background_jobs.learn_button(workspace, "Learn now", "learning_now")
        st.caption(text("learning.now" if found.reviewed else "learning.no_reviews"))
