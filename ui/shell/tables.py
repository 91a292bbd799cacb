"""Tables as people read them: named columns, units, and never a raw name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd
import streamlit as st

from roi.numbers import in_percent
from roi.numbers.language import phrase
from routing.evaluation.baselines import Baseline
from routing.evaluation.metrics import Evaluation
from routing.evaluation.statistics.intervals import Measured
from store.runs import Run
from ui.shell.figure_texts import interval
from ui.shell.texts import named, text
from usecases.evaluation.differences import in_words as difference_in_words

PERCENT: Final = "%.1f %%"
WHOLE_ID: Final = 112  # pixels that an id of twelve signs takes

RUNS: Final[dict[str, Any]] = {
    text("shared.decided"): st.column_config.ProgressColumn(
        format="percent", min_value=0, max_value=1
    ),
    text("shared.time"): st.column_config.NumberColumn(
        format="%.0f s", help=text("shared.time_spent_working")
    ),
    text("shared.started"): st.column_config.DatetimeColumn(format="D MMM YYYY, HH:mm"),
    text("shared.tickets"): st.column_config.NumberColumn(format="localized"),
}
BASELINES: Final[dict[str, Any]] = {
    text("shared.accuracy"): st.column_config.NumberColumn(format=PERCENT),
    text("shared.mean_of_categories"): st.column_config.NumberColumn(
        format=PERCENT, help=text("shared.mean_of_categories_why")
    ),
    text("shared.tickets"): st.column_config.NumberColumn(format="localized"),
}
CATEGORIES: Final[dict[str, Any]] = {
    name: st.column_config.NumberColumn(format=PERCENT)
    for name in (text("shared.precision"), text("shared.recall"), "F1")
} | {
    f"{name} {end}": None
    for name in (text("shared.precision"), text("shared.recall"))
    for end in ("low", "high")
}
TICKETS: Final[dict[str, Any]] = {
    "ticket_key": None,
    "id": st.column_config.TextColumn(text("shared.ticket"), width=WHOLE_ID),
    "subject": st.column_config.TextColumn(text("shared.subject"), width=170),
    "body": st.column_config.TextColumn(text("shared.text"), width=170),
    "category": st.column_config.TextColumn(text("shared.actual")),
    "suggested": st.column_config.TextColumn(text("shared.probably")),
    "doubt": st.column_config.ProgressColumn(
        text("shared.doubt"),
        format="%.2f",
        min_value=0,
        max_value=1,
        width="small",
        help=text("shared.how_much_speaks_against"),
    ),
    "first_category": st.column_config.TextColumn(text("shared.first")),
    "predicted": st.column_config.TextColumn(text("shared.predicted")),
    "confidence": st.column_config.ProgressColumn(
        text("shared.confidence"), format="%.2f", min_value=0, max_value=1, width=110
    ),
    "disposition": st.column_config.TextColumn(text("shared.routing"), width=105),
    "channel": st.column_config.TextColumn(text("shared.channel"), width="small"),
    "language": st.column_config.TextColumn(text("shared.language"), width="small"),
    "created_at": st.column_config.DatetimeColumn(text("shared.created"), format="D MMM YYYY"),
}
TICKET_ORDER: Final = (
    "id", "subject", "body", "category", "predicted", "confidence", "disposition",
    "first_category", "channel", "language", "created_at",
)  # fmt: skip
ANSWERS: Final[dict[str, Any]] = {
    "id": st.column_config.TextColumn(text("shared.ticket"), width=WHOLE_ID),
    "subject": st.column_config.TextColumn(text("shared.subject"), width="medium"),
    "category": st.column_config.TextColumn(text("shared.predicted"), width="medium"),
    "confidence": st.column_config.ProgressColumn(
        text("shared.confidence"), format="%.2f", min_value=0, max_value=1
    ),
    "disposition": st.column_config.TextColumn(text("shared.routing")),
}
REJECTS: Final[dict[str, Any]] = {
    "line": st.column_config.NumberColumn(text("shared.line"), width="small", format="%d"),
    "reason": st.column_config.TextColumn(text("shared.why_it_was_refused"), width="large"),
    "raw": st.column_config.TextColumn(text("shared.what_stood_there"), width="large"),
}
DECISIONS: Final[dict[str, Any]] = {
    "run_id": st.column_config.NumberColumn(text("shared.run_label"), format="%d", width="small"),
    "router": st.column_config.TextColumn(text("shared.router"), width="small"),
    "category": st.column_config.TextColumn(text("shared.predicted")),
    "confidence": st.column_config.NumberColumn(
        text("shared.confidence"), format="%.2f", width=105
    ),
    "parent": st.column_config.TextColumn(text("shared.answered_with_its_parent")),
    "problems": st.column_config.TextColumn(text("shared.both_problems")),
    "alternatives": None,
    "disposition": st.column_config.TextColumn(text("shared.routing"), width=105),
    "review_reason": st.column_config.TextColumn(text("shared.why_a_person_is_wanted")),
    "reason": st.column_config.TextColumn(text("shared.reason"), width="large"),
    "error": st.column_config.TextColumn(text("shared.error")),
    "decided_at": st.column_config.DatetimeColumn(
        text("shared.decided"), format="D MMM YYYY, HH:mm"
    ),
}


def in_words(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of tickets with who routes them in words, in place of the core's name for it."""
    if "disposition" not in rows:
        return rows
    said = {name: named("disposition", name) for name in rows["disposition"].dropna().unique()}
    return rows.assign(disposition=rows["disposition"].map(said))


def runs(found: Sequence[Run]) -> pd.DataFrame:
    """The runs of a workspace, one a row."""
    return pd.DataFrame(
        {
            text("shared.run_label"): [run.run_id for run in found],
            text("shared.router"): [run.asked for run in found],
            text("shared.status"): [run.status for run in found],
            text("shared.tickets"): [run.decided for run in found],
            text("shared.decided"): [run.share_decided for run in found],
            text("shared.policy"): [
                text("shared.policy_version").format(policy_id=run.policy_id)
                if run.policy_id
                else "default"
                for run in found
            ],
            text("shared.time"): [run.seconds for run in found],
            text("shared.started"): [run.started_at for run in found],
        }
    )


def baselines(router: Evaluation, others: Sequence[Baseline]) -> pd.DataFrame:
    """The router and what it must beat, one a row."""
    rows = [_scored(text("shared.the_router_label"), router.accuracy, router.macro_f1.value, "")]
    rows += [
        _scored(b.name, b.accuracy, b.macro_f1, difference_in_words(b.lead, phrase("it")))
        for b in others
    ]
    return pd.DataFrame(rows)


def _scored(name: str, accuracy: Measured, macro_f1: float, verdict: str) -> dict[str, Any]:
    return {
        text("shared.routed"): name[:1].upper() + name[1:],
        text("shared.accuracy"): in_percent(accuracy.value),
        "95 % interval": interval(accuracy),
        text("shared.mean_of_categories"): in_percent(macro_f1),
        text("shared.tickets"): accuracy.n,
        text("shared.the_router"): verdict,
    }


def categories(result: Evaluation) -> pd.DataFrame:
    """Precision, recall, F1 (in percent) and support per category, with the intervals' ends.

    What no ticket carries, as Unknown mostly, could not have been found: it has no F1 here, while
    the averages and the report count it as scikit-learn does.
    """
    return pd.DataFrame(
        {
            text("shared.category"): each.category,
            **_with_ends(text("shared.precision"), each.precision),
            **_with_ends(text("shared.recall"), each.recall),
            "F1": in_percent(each.f1.value) if each.support else None,
            text("shared.tickets"): each.support,
            text("shared.predicted"): each.predicted,
        }
        for each in result.per_category
    )


def _with_ends(name: str, figure: Measured | None) -> dict[str, float | None]:
    between = figure.interval if figure else None
    return {
        name: in_percent(figure.value) if figure else None,
        f"{name} low": in_percent(between.low) if between else None,
        f"{name} high": in_percent(between.high) if between else None,
    }
