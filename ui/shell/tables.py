"""Tables as people read them: named columns, units, and never a raw name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd
import streamlit as st

from roi.numbers import in_percent
from routing.evaluation.baselines import Baseline
from routing.evaluation.metrics import Evaluation
from routing.evaluation.statistics.intervals import Measured
from store.runs import Run
from ui.shell.figure_texts import interval

PERCENT: Final = "%.1f %%"
BY_CATEGORY: Final = "By category"
BY_CATEGORY_HELP: Final = "Every category counts the same, however rare it is: the macro F1"
WHOLE_ID: Final = 112  # pixels that an id of twelve signs takes

RUNS: Final[dict[str, Any]] = {
    "Decided": st.column_config.ProgressColumn(format="percent", min_value=0, max_value=1),
    "Time": st.column_config.NumberColumn(format="%.0f s", help="Time spent working"),
    "Started": st.column_config.DatetimeColumn(format="D MMM YYYY, HH:mm"),
    "Tickets": st.column_config.NumberColumn(format="localized"),
}
BASELINES: Final[dict[str, Any]] = {
    "Accuracy": st.column_config.NumberColumn(format=PERCENT),
    BY_CATEGORY: st.column_config.NumberColumn(format=PERCENT, help=BY_CATEGORY_HELP),
    "Tickets": st.column_config.NumberColumn(format="localized"),
}
CATEGORIES: Final[dict[str, Any]] = {
    name: st.column_config.NumberColumn(format=PERCENT) for name in ("Precision", "Recall", "F1")
} | {
    f"{name} {end}": None for name in ("Precision", "Recall") for end in ("low", "high")
}  # fmt: skip
TICKETS: Final[dict[str, Any]] = {
    "ticket_key": None,
    "id": st.column_config.TextColumn("Ticket", width=WHOLE_ID),
    "subject": st.column_config.TextColumn("Subject", width=170),
    "body": st.column_config.TextColumn("Text", width=170),
    "category": st.column_config.TextColumn("Actual"),
    "suggested": st.column_config.TextColumn("Probably"),
    "doubt": st.column_config.ProgressColumn(
        "Doubt",
        format="%.2f",
        min_value=0,
        max_value=1,
        width="small",
        help="How much speaks against the label, 0 to 1",
    ),
    "first_category": st.column_config.TextColumn("First"),
    "predicted": st.column_config.TextColumn("Predicted"),
    "confidence": st.column_config.ProgressColumn(
        "Confidence", format="%.2f", min_value=0, max_value=1, width=110
    ),
    "disposition": st.column_config.TextColumn("Routing", width=105),
    "channel": st.column_config.TextColumn("Channel", width="small"),
    "language": st.column_config.TextColumn("Language", width="small"),
    "created_at": st.column_config.DatetimeColumn("Created", format="D MMM YYYY"),
}
TICKET_ORDER: Final = (
    "id", "subject", "body", "category", "predicted", "confidence", "disposition",
    "first_category", "channel", "language", "created_at",
)  # fmt: skip
ANSWERS: Final[dict[str, Any]] = {
    "id": st.column_config.TextColumn("Ticket", width=WHOLE_ID),
    "subject": st.column_config.TextColumn("Subject", width="large"),
    "category": st.column_config.TextColumn("Predicted"),
    "confidence": st.column_config.ProgressColumn(
        "Confidence", format="%.2f", min_value=0, max_value=1
    ),
    "disposition": st.column_config.TextColumn("Routing"),
}
REJECTS: Final[dict[str, Any]] = {
    "line": st.column_config.NumberColumn("Line", width="small", format="%d"),
    "reason": st.column_config.TextColumn("Why it was refused", width="large"),
    "raw": st.column_config.TextColumn("What stood there", width="large"),
}
DECISIONS: Final[dict[str, Any]] = {
    "run_id": st.column_config.NumberColumn("Run", format="%d", width="small"),
    "router": st.column_config.TextColumn("Router", width="small"),
    "category": st.column_config.TextColumn("Predicted"),
    "confidence": st.column_config.NumberColumn("Confidence", format="%.2f", width=105),
    "parent": st.column_config.TextColumn("Answered with its parent"),
    "problems": st.column_config.TextColumn("Both problems"),
    "alternatives": None,
    "disposition": st.column_config.TextColumn("Routing", width=105),
    "review_reason": st.column_config.TextColumn("Why a person is wanted"),
    "reason": st.column_config.TextColumn("Reason", width="large"),
    "error": st.column_config.TextColumn("Error"),
    "decided_at": st.column_config.DatetimeColumn("Decided", format="D MMM YYYY, HH:mm"),
}


def runs(found: Sequence[Run]) -> pd.DataFrame:
    """The runs of a workspace, one a row."""
    return pd.DataFrame(
        {
            "Run": [run.run_id for run in found],
            "Router": [run.asked for run in found],
            "Status": [run.status for run in found],
            "Tickets": [run.decided for run in found],
            "Decided": [run.share_decided for run in found],
            "Policy": [f"version {run.policy_id}" if run.policy_id else "default" for run in found],
            "Time": [run.seconds for run in found],
            "Started": [run.started_at for run in found],
        }
    )


def baselines(router: Evaluation, others: Sequence[Baseline]) -> pd.DataFrame:
    """The router and what it must beat, one a row."""
    rows = [_scored("The router", router.accuracy, router.macro_f1.value, "")]
    rows += [_scored(b.name, b.accuracy, b.macro_f1, b.lead.in_words("it")) for b in others]
    return pd.DataFrame(rows)


def _scored(name: str, accuracy: Measured, macro_f1: float, verdict: str) -> dict[str, Any]:
    return {
        "Routed by": name[:1].upper() + name[1:],
        "Accuracy": in_percent(accuracy.value),
        "95 % interval": interval(accuracy),
        BY_CATEGORY: in_percent(macro_f1),
        "Tickets": accuracy.n,
        "The router is": verdict,
    }


def categories(result: Evaluation) -> pd.DataFrame:
    """Precision, recall, F1 (in percent) and support per category, with the intervals' ends.

    What no ticket carries, as Unknown mostly, could not have been found: it has no F1 here, while
    the averages and the report count it as scikit-learn does.
    """
    return pd.DataFrame(
        {
            "Category": each.category,
            **_with_ends("Precision", each.precision),
            **_with_ends("Recall", each.recall),
            "F1": in_percent(each.f1.value) if each.support else None,
            "Tickets": each.support,
            "Predicted": each.predicted,
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
