import streamlit as st

from store.tickets import Filters
from ui.accuracy import categories, figures, later_tickets, parts, review_reasons
from ui.learning import cold_start
from ui.shell import figure_texts, frame, jobs, label_signal, tables
from ui.shell.core_sentences import told
from ui.shell.provenance import card
from ui.shell.session.selection import choose_run
from ui.shell.texts import text
from ui.shell.tickets import ticket_selection
from usecases.evaluation import figures as run_figures
from usecases.provenance import measured as from_run

workspace = frame.begin("accuracy")
jobs.panel(workspace)
cold_start.offer(workspace)
run = choose_run(workspace)
if run is None:
    frame.empty("accuracy", "route", text("shared.start_a_run"))
filters = ticket_selection.current(workspace)
ticket_selection.chips(workspace, run, "accuracy")
with st.spinner(text("accuracy.scoring")):
    score = run_figures.score(workspace, run.run_id, filters)
if score is None and filters != Filters():
    st.info(text("accuracy.none_selected"))
    st.stop()
if score is None:
    review_reasons.show(workspace, run)
    figures.kept_by_people(workspace, run)
    figures.blind_looks(workspace, run)
    frame.empty("accuracy", "tickets", text("shared.import_labelled_tickets"), key="no_labels")
result, of_run = score.evaluation, run_figures.run_figures(workspace, run.run_id, filters)
st.caption(text("accuracy.honest"))
if filters != Filters():
    st.info(text("accuracy.follows"), icon=":material/filter_alt:")
figures.reviews_beside(workspace, result.n)
label_signal.warn(workspace, run)
for warning in run.warnings:
    st.warning(told(warning))

later = later_tickets.headline(workspace) if filters == Filters() else {}
with frame.row("cards"):
    shown = {
        **later,
        text("accuracy.on_new_texts_alone") if later else text("shared.accuracy"): result.accuracy,
        text("shared.right_when_auto_routed"): of_run.selective_accuracy,
        text("shared.auto_routed"): of_run.coverage,
    }
    for label, figure in shown.items():
        card(label, figure_texts.share(figure), from_run(figure))
figures.blind_looks(workspace, run)
later_tickets.show(workspace)
figures.kept_by_people(workspace, run)
with st.expander(text("accuracy.how_computed_all")):
    st.dataframe(figures.figures(result), hide_index=True, alt=text("accuracy.all_figures"))

review_reasons.show(workspace, run)
with st.container(border=True):
    st.header(text("accuracy.beside_other_ways"), anchor=False)
    st.markdown(score.against_people)
    st.dataframe(
        tables.baselines(result, score.baselines), hide_index=True,
        column_config=tables.BASELINES, alt=text("accuracy.router_and_baselines"),
    )  # fmt: skip
    figures.show_text_baseline(workspace)

categories.confusion(workspace, result)
categories.by_category(workspace, result, run)
parts.by_column(workspace, filters, run)
with frame.row("halves"):
    parts.part_by_part(workspace, filters, run)
    parts.calibration(workspace, run)
