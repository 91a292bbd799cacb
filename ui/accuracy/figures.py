"""The tables of the Accuracy screen: figures, origins of labels, calibration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd
import streamlit as st

from roi.numbers import number
from routing.evaluation.calibration import Method
from routing.evaluation.metrics import Evaluation
from routing.evaluation.reliability import Reliability
from routing.evaluation.report import as_csv, classification_report
from routing.evaluation.statistics.intervals import Measured
from store.learning import versions
from store.runs import Run
from store.workspace import Workspace
from ui.shell import figure_texts, frame, jobs
from ui.shell.core_sentences import translated
from ui.shell.figure_texts import blind_progress
from ui.shell.provenance import card
from ui.shell.server.process import process
from ui.shell.texts import text
from usecases.evaluation import text_baseline
from usecases.evaluation.blind_accuracy import blind_accuracy, label_sources, restored_labels
from usecases.helpdesk.outcomes import kept_share
from usecases.provenance import measured

FITS: Final[Mapping[str, Method]] = {
    "Beta": "beta",
    text("shared.temperature"): "temperature",
    text("accuracy.isotonic"): "isotonic",
}


def figures(result: Evaluation) -> pd.DataFrame:
    """Every headline figure with its interval and how that was found."""
    shown = {
        text("shared.accuracy"): result.accuracy,
        text("accuracy.balanced_accuracy"): result.balanced_accuracy,
        text("shared.macro_f1"): result.macro_f1,
        text("accuracy.weighted_f1"): result.weighted_f1,
        text("accuracy.cohens_kappa"): result.kappa,
    }
    return pd.DataFrame([_figure(name, figure) for name, figure in shown.items()])


def _figure(name: str, figure: Measured | None, decimals: int = 3) -> dict[str, Any]:
    if figure is None:
        return {text("shared.figure"): name, text("accuracy.value"): text("accuracy.not_defined")}
    between = figure.interval
    return {
        text("shared.figure"): name,
        text("accuracy.value"): f"{figure.value:.{decimals}f}",
        "95 % interval": f"{between.low:.{decimals}f} to {between.high:.{decimals}f}"
        if between
        else "–",
        text("accuracy.interval"): between.method if between else "",
        text("shared.tickets"): f"{figure.n:,}",
    }


def report(result: Evaluation, run: Run) -> None:
    """The classification report to take away."""
    st.download_button(
        text("accuracy.download_report_csv"),
        as_csv(classification_report(result)),
        text("accuracy.accuracy_of_run_csv").format(run_id=run.run_id),
        "text/csv",
        key="accuracy_report",
        icon=":material/download:",
    )


def reviews_beside(workspace: Workspace, labelled: int) -> None:
    """What the figures rest on, and which reviews stand beside the labels without counting."""
    if restored := restored_labels(workspace):
        st.info(restored)
    where = label_sources(workspace)
    if not where:
        return
    known = versions.labels(workspace)
    st.caption(
        text("accuracy.labels_count_here_the_export").format(
            labelled=number(labelled),
            exported=number(known.exported),
            blind=number(known.blind),
            where=where,
            more=text("accuracy.reviewed"),
        )
    )


def blind_looks(workspace: Workspace, run: Run) -> None:
    """Accuracy by tickets that people decided without seeing the suggestion."""
    found = blind_accuracy(workspace, run.run_id)
    if not found.progress.done:
        return
    shown = {
        text("accuracy.right_by_blind_looks"): found.overall,
        text("accuracy.right_when_auto_routed_by_blind"): found.auto_routed,
    }
    with frame.row("cards", "_blind"):
        for label, figure in shown.items():
            card(label, figure_texts.share(figure), measured(figure, text("shared.blind_looks")))
        card(
            text("accuracy.people_say_what_the_export_says"),
            figure_texts.share(found.as_exported),
            measured(found.as_exported, text("shared.blind_looks")),
            help=text("accuracy.as_exported"),
        )
    st.caption(f"{blind_progress(found.progress)} {text('accuracy.blind_looks')}")


def show_text_baseline(workspace: Workspace) -> None:
    """Compute the TF-IDF baseline once for these labels, with its progress while it lasts."""
    if text_baseline.is_fresh(workspace):
        return
    job = process().jobs.at(text_baseline.job_key(workspace))
    if job and job.error:
        st.caption(text("accuracy.baseline_error").format(error=translated(job.error)))
        return
    busy = jobs.current(workspace)
    if busy and busy.live:
        st.caption(text("accuracy.tf_idf_logistic"))
        return
    text_baseline.start_baseline(process().jobs, workspace)
    _watch(workspace)


@st.fragment(run_every=jobs.LIVE_SECONDS)
def _watch(workspace: Workspace) -> None:
    job = process().jobs.at(text_baseline.job_key(workspace))
    if job is None or not job.live:
        st.rerun()
    progress = job.progress()
    st.progress(
        progress.share,
        text=text("accuracy.baseline_phase").format(phase=translated(progress.phase)),
    )


def calibration(found: Mapping[str, Reliability]) -> pd.DataFrame:
    """ECE and Brier score, one a row, of each kind of confidence, with their intervals."""
    kinds = {
        name.split(",")[0]: [_with_ends(each.ece), _with_ends(each.brier)]
        for name, each in found.items()
    }
    return pd.DataFrame({text("shared.figure"): ["ECE", text("accuracy.brier_score")], **kinds})


def methods(found: Mapping[str, Reliability]) -> str:
    """How the intervals of the calibration figures were found, and on how many tickets."""
    each = next(iter(found.values()))
    ways = [
        f"{name} by {figure.interval.method}"
        for name, figure in (("ECE", each.ece), (text("accuracy.brier_score"), each.brier))
        if figure.interval
    ]
    return text("accuracy.n_tickets_95_intervals").format(n=number(each.n), ways=", ".join(ways))


def _with_ends(figure: Measured) -> str:
    between = figure.interval
    ends = f" ({between.low:.3f}–{between.high:.3f})" if between else ""
    return f"{figure.value:.3f}{ends}"


def kept_by_people(workspace: Workspace, run: Run) -> None:
    """Of the tickets of the run that were pushed to a help desk: how many people left there."""
    found = kept_share(workspace, run.run_id).share
    if found is not None:
        st.markdown(text("push.kept_share").format(**figure_texts.measured(found)))
        st.caption(text("push.kept"))
