import streamlit as st

from routing.evaluation.confused import readable, top_mistakes
from ui.accuracy import figures, later_tickets, review_reasons
from ui.learning import cold_start
from ui.shell import charts, evaluation_charts, figure_texts, frame, jobs, label_signal, tables
from ui.shell.provenance import card
from ui.shell.selection import choose_run
from ui.shell.texts import text
from ui.shell.theme import colours
from usecases import run_figures
from usecases.accuracy_parts import accuracy_by_part, confidence_reliability
from usecases.provenance import measured as from_run

workspace = frame.begin("accuracy")
jobs.panel(workspace)
cold_start.offer(workspace)
run = choose_run(workspace)
if run is None:
    frame.empty("accuracy", "route", "Start a run")
with st.spinner("Scoring …"):
    score = run_figures.score(workspace, run.run_id)
if score is None:
    review_reasons.show(workspace, run)
    figures.kept_by_people(workspace, run)
    figures.blind_looks(workspace, run)
    frame.empty("accuracy", "tickets", "Import labelled tickets", key="no_labels")
result, of_run = score.evaluation, run_figures.run_figures(workspace, run.run_id)
st.caption(text("accuracy.honest"))
figures.reviews_beside(workspace, result.n)
label_signal.warn(workspace, run)
for warning in run.warnings:
    st.warning(warning)

with frame.row("cards"):
    shown = {
        "Accuracy": result.accuracy,
        "Right when auto-routed": of_run.selective_accuracy,
        "Auto-routed": of_run.coverage,
    }
    for label, figure in shown.items():
        card(label, figure_texts.share(figure), from_run(figure))
figures.blind_looks(workspace, run)
later_tickets.show(workspace)
figures.kept_by_people(workspace, run)
with st.expander("How is this computed? All figures with their intervals"):
    st.dataframe(figures.figures(result), hide_index=True, alt="All figures")

review_reasons.show(workspace, run)
with st.container(border=True):
    st.header("Beside other ways of routing", anchor=False)
    st.markdown(score.against_people)
    st.dataframe(
        tables.baselines(result, score.baselines), hide_index=True,
        column_config=tables.BASELINES, alt="Router and baselines",
    )  # fmt: skip
    figures.show_text_baseline(workspace)

with st.container(border=True):
    st.header("What is taken for what", anchor=False)
    shares = st.segmented_control(
        "Show", ["Counts", "Shares"], default="Counts", key="confusion_show",
        label_visibility="collapsed", bind="query-params",
    ) == "Shares"  # fmt: skip
    confusion = readable(result.confusion)
    axes = ("Actual category", "Predicted category")
    figure = charts.matrix(
        confusion.labels, confusion.matrix.tolist(), axes, colours(), shares=shares
    )
    picked = charts.show(figure, "Confusion matrix", "confusion", on_select=True)
    frame.open_cell(picked, "actual", "predicted")
    st.caption("Click a cell for its tickets.")
    st.caption("The commonest mistakes:")
    for mistake in top_mistakes(result.confusion, 5):
        frame.tickets_link(
            mistake.sentence, {"actual": mistake.actual, "predicted": mistake.predicted}
        )

with st.container(border=True):
    st.header("By category", anchor=False)
    table = tables.categories(result)
    charts.show(charts.per_category(table, colours()), "Precision and recall", "categories")
    st.dataframe(
        table, hide_index=True, column_config=tables.CATEGORIES, placeholder="–", alt="By category"
    )
    st.caption("Bars and brackets are 95 % intervals.")
    figures.report(result, run)

with frame.row("halves"):
    with st.container(border=True, height="stretch"):
        st.header("Part by part", anchor=False)
        parts = accuracy_by_part(workspace, run.run_id)
        by = st.segmented_control(
            "By", list(parts), default=next(iter(parts)), key="accuracy_by", required=True,
            label_visibility="collapsed", bind="query-params",
        )  # fmt: skip
        charts.show(evaluation_charts.parts(parts[by], colours()), f"Accuracy by {by}", "parts")
        st.caption(text("accuracy.slices"))
    with st.container(border=True, height="stretch"):
        st.header("Does a confidence mean what it says?", anchor=False)
        fit = st.segmented_control(
            "Fit", list(figures.FITS), default="Beta", key="accuracy_fit", required=True,
            label_visibility="collapsed", bind="query-params",
        )  # fmt: skip
        found = confidence_reliability(workspace, run.run_id, figures.FITS[fit])
        if found:
            figure = evaluation_charts.reliability(found, colours())
            charts.show(figure, "Share right against confidence", "reliability")
            st.caption(text("accuracy.calibration"))
            with st.expander("How is this computed?"):
                st.dataframe(figures.calibration(found), hide_index=True, alt="Calibration")
                st.caption(figures.methods(found))
            st.caption(text("accuracy.refit"))
        else:
            st.caption("Fewer than 30 tickets with a category are too few to tell.")
