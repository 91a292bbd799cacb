import streamlit as st

from roi.numbers import number
from ui.compare import cascade, comparison, disagreements, other_tool
from ui.shell import charts, evaluation_charts, frame, jobs
from ui.shell.session.selection import choose_default, choose_runs
from ui.shell.texts import text
from ui.shell.theme import colours
from usecases.evaluation.comparison import compare_runs
from usecases.runs.prediction_import import is_imported

workspace = frame.begin("compare")
jobs.panel(workspace)
other_tool.bring_in(workspace)
chosen = choose_runs(workspace)
if chosen is None:
    frame.empty("compare", "route", text("shared.start_a_run"))
if len(chosen) < 2:  # noqa: PLR2004 - two make a comparison
    st.info(text("compare.choose"))
    st.stop()
with st.spinner(text("compare.comparing")):
    found = compare_runs(workspace, tuple(run.run_id for run in chosen))
if found is None:
    frame.empty("compare", "route", text("shared.start_a_run"), key="nothing_shared")
first, *others = found.entries
planned = cascade.planned(workspace, found)

st.caption(text("compare.on_labelled_tickets_that_all").format(n=number(found.n)))
for verdict in found.verdicts:
    st.markdown(verdict)
st.dataframe(
    comparison.results(found),
    hide_index=True,
    column_config=comparison.RESULTS,
    alt=text("compare.runs_compared"),
)
with st.expander(text("compare.how_computed")):
    st.dataframe(
        comparison.details(found), hide_index=True, column_config=comparison.DETAILS,
        alt=text("compare.further_figures"),
    )  # fmt: skip

with frame.row("halves"):
    with st.container(border=True, height="stretch"):
        st.header(text("compare.accuracy_against_cost"), anchor=False)
        charts.show(
            evaluation_charts.pareto(found.entries, found.best, colours(), planned),
            text("compare.pareto_chart"),
            "pareto",
        )
        st.caption(text("compare.pareto"))
    with st.container(border=True, height="stretch"):
        st.header(text("compare.what_they_were"), anchor=False)
        settings = comparison.differences(chosen)
        if settings.empty:
            st.caption(text("compare.same_settings"))
        else:
            st.dataframe(settings, hide_index=True, alt=text("compare.settings_that_differ"))
        choose_default(workspace, [run for run in chosen if not is_imported(run)])

cascade.show(workspace, planned)
other_tool.worth(workspace, chosen)

with st.container(border=True):
    st.header(text("compare.where_they_disagree"), anchor=False)
    at = 0
    if len(others) > 1:
        at = st.selectbox(
            text("compare.and").format(name=first.name),
            range(len(others)),
            format_func=lambda i: others[i].name,
            key="compare_other",
            width=240,
            bind="query-params",
        )
    versus = found.against_first[at]
    disagreements.show(workspace, others[at].run, first.run, versus.disagreements)
