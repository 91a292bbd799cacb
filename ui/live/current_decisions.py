"""What was decided in the last hour, and what was decided last."""

from __future__ import annotations

import time
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from roi.numbers import dollars, number, percent
from roi.numbers import latency as taken
from service.storage.decision_log import DecisionLog, LoggedDecision
from service.storage.deployment import Deployment
from service.storage.inbox import Counts, Inbox
from service.storage.live_figures import Latency, LiveFigures, figures
from ui.live import controls
from ui.shell import charts, frame
from ui.shell.texts import named, text
from ui.shell.theme import Colours, colours
from usecases.live.service import database_of

MINUTES: Final = 60
MAX_LATEST: Final = 50
REFRESH_SECONDS: Final = 5
BAR_MS: Final = 50_000


@st.fragment(run_every=REFRESH_SECONDS)
def show(folder: Path) -> None:
    """All of it, drawn anew every few seconds."""
    database = database_of(folder)
    if database is None:
        return
    with closing(database):
        found = figures(database, time.time(), MINUTES)
        inbox = Inbox(database)
        controls.profile(Deployment(database).state)
        controls.hindrance(inbox)
        cards(found, inbox.counts())
        by_minute(found)
        st.header(text("live.last_decisions"), anchor=False)
        latest(DecisionLog(database).latest(MAX_LATEST))


def cards(found: LiveFigures, counts: Counts) -> None:
    """The figures that matter, and how many events are on their way."""
    share = found.auto_share
    with frame.row("cards", "_live"):
        st.metric(text("live.tickets_minute"), number(found.per_minute, 1), border=True)
        st.metric(text("live.auto_routed"), percent(share, 0), border=True)
        st.metric(text("live.spent"), dollars(found.cost_usd), border=True)
        st.metric(
            text("live.their_way"), number(counts.open), border=True, help=text("live.on_their_way")
        )
        st.metric(
            text("live.given_up_label"),
            number(counts.dead),
            border=True,
            help=text("live.given_up"),
        )
        st.metric(text("live.direct_p50_p95"), latency(found.direct), border=True)
        st.metric(
            text("live.queue_p50_p95"), latency(found.queue), border=True, help=text("live.queued")
        )


def by_minute(found: LiveFigures) -> None:
    """Decisions by the minute."""
    if found.minutes:
        charts.show(_bars(found, colours()), text("live.decisions_by_the_minute"), "live_minutes")


def _columns() -> dict[str, Any]:
    """The columns of the last decisions, in the language of the moment."""
    return {
        "at": st.column_config.DatetimeColumn(text("shared.when_utc"), format="HH:mm:ss"),
        "ticket": text("shared.ticket"),
        "category": text("shared.category"),
        "confidence": st.column_config.NumberColumn(text("shared.confidence"), format="%.2f"),
        "disposition": text("shared.routing"),
        "outcome": text("live.at_the_desk"),
        "why": text("shared.why_a_person"),
        "fields": text("live.fields"),
        "profile": text("live.profile"),
    }


def latest(given: list[LoggedDecision]) -> None:
    """The last decisions, newest first."""
    rows = [
        {
            "at": pd.Timestamp(each.at, unit="s"), "ticket": each.shown["id"],
            "category": each.shown["category"], "confidence": each.shown["confidence"],
            "disposition": named("disposition", each.shown["disposition"]), "outcome": each.outcome,
            "why": each.shown["review_reason"], "fields": _fields(each),
            "profile": each.profile[:8],
        }
        for each in given
    ]  # fmt: skip
    columns = _columns()
    st.dataframe(
        pd.DataFrame(rows, columns=list(columns)), hide_index=True, column_config=columns,
        placeholder="–", height=380, alt=text("live.the_last_decisions"),
    )  # fmt: skip


def _fields(given: LoggedDecision) -> str | None:
    """The values beside the category; decisions of an earlier version have none."""
    filled = [each for each in given.shown.get("fields", ()) if each["value"]]
    return ", ".join(f"{each['name']}: {each['value']}" for each in filled) or None


def latency(found: Latency | None) -> str:
    """The usual and the slow, in words."""
    return f"{taken(found.p50)} · {taken(found.p95)}" if found else "–"


def _bars(found: LiveFigures, palette: Colours) -> go.Figure:
    at = [pd.Timestamp(each.at, unit="s") for each in found.minutes]
    figure = go.Figure(
        [
            go.Bar(
                x=at,
                y=[each.auto for each in found.minutes],
                name=text("shared.auto_routed"),
                width=BAR_MS,
                marker_color=palette.primary,
            ),
            go.Bar(
                x=at,
                y=[each.waiting for each in found.minutes],
                name=text("live.waits_for_a_person"),
                width=BAR_MS,
                marker_color=charts.faint(palette.primary, 0.4),
            ),
        ]
    )
    figure.update_layout(barmode="stack", showlegend=True)
    return charts.laid_out(figure, 260, palette)
