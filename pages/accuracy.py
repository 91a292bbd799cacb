import streamlit as st

from routing.evaluation.confused import top_mistakes
from ui import charts, columns, frame, jobs, measured
from ui.choice import choose_run
from ui.provenance import card
from ui.provenance import measured as from_run
from ui.texts import text
from ui.theme import colours

workspace = frame.begin("accuracy")
jobs.panel(workspace)
run = choose_run(workspace)
if run is None:
    frame.empty("accuracy", "route", "Start a run")
score = measured.score(workspace, run)
if score is None:
    frame.empty("accuracy", "tickets", "Import labelled tickets", key="no_labels")
result, figures = score.evaluation, measured.run_figures(workspace, run)
st.caption(text("accuracy.honest"))
for warning in run.warnings:
    st.warning(warning)

with frame.row("cards"):
    shown = {
        "Accuracy": result.accuracy,
        "Right when auto-routed": figures.selective_accuracy,
        "Auto-routed": figures.coverage,
        "Macro F1": result.macro_f1,
    }
    for label, figure in shown.items():
        card(label, measured.share(figure), from_run(figure))

with st.container(border=True):
    st.subheader("Beside other ways of routing", anchor=False)
    st.dataframe(
        columns.baselines(result, score.baselines), hide_index=True,
        column_config=columns.BASELINES, alt="Router and baselines",
    )  # fmt: skip

with st.container(border=True):
    title, switch = st.columns([3, 1], vertical_alignment="center")
    title.subheader("What is taken for what", anchor=False)
    shares = switch.segmented_control(
        "Show", ["Counts", "Shares"], default="Counts", key="confusion_show",
        label_visibility="collapsed", persist_state="session",
    ) == "Shares"  # fmt: skip
    confusion = measured.readable(result.confusion)
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
    st.subheader("By category", anchor=False)
    table = columns.categories(result)
    charts.show(charts.per_category(table, colours()), "Precision and recall", "categories")
    st.dataframe(table, hide_index=True, column_config=columns.CATEGORIES, alt="By category")
    st.caption("Bars and brackets are 95 % intervals (Wilson).")
