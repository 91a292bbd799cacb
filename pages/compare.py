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
    frame.empty("compare", "route", "Start a run")
if len(chosen) < 2:  # noqa: PLR2004 - two make a comparison
    st.info(text("compare.choose"))
    st.stop()
with st.spinner(text("compare.comparing")):
    found = compare_runs(workspace, tuple(run.run_id for run in chosen))
if found is None:
    frame.empty("compare", "route", "Start a run", key="nothing_shared")
first, *others = found.entries
planned = cascade.planned(workspace, found)

st.caption(f"On {number(found.n)} labelled tickets that all of them have decided.")
for verdict in found.verdicts:
    st.markdown(verdict)
st.dataframe(
    comparison.results(found),
    hide_index=True,
    column_config=comparison.RESULTS,
    alt="Runs compared",
)
with st.expander(text("compare.how_computed")):
    st.dataframe(
        comparison.details(found), hide_index=True, column_config=comparison.DETAILS,
        alt="Runs compared, further figures",
    )  # fmt: skip

with frame.row("halves"):
    with st.container(border=True, height="stretch"):
        st.header(text("compare.accuracy_against_cost"), anchor=False)
        charts.show(
            evaluation_charts.pareto(found.entries, found.best, colours(), planned),
            "Pareto chart",
            "pareto",
        )
        st.caption(text("compare.pareto"))
    with st.container(border=True, height="stretch"):
        st.header(text("compare.what_they_were"), anchor=False)
        settings = comparison.differences(chosen)
        if settings.empty:
            st.caption(text("compare.same_settings"))
        else:
            st.dataframe(settings, hide_index=True, alt="Settings that differ")
        choose_default(workspace, [run for run in chosen if not is_imported(run)])

cascade.show(workspace, planned)
other_tool.worth(workspace, chosen)

with st.container(border=True):
    st.header(text("compare.where_they_disagree"), anchor=False)
    at = 0
    if len(others) > 1:
        at = st.selectbox(
            f"{first.name} and", range(len(others)), format_func=lambda i: others[i].name,
            key="compare_other", width=240, bind="query-params",
        )  # fmt: skip
    versus = found.against_first[at]
    disagreements.show(workspace, others[at].run, first.run, versus.disagreements)
