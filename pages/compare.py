import streamlit as st

from ui import cascading, charts, contest, curves, disagreements, frame, jobs
from ui.choice import choose_default, choose_runs
from ui.texts import text
from ui.theme import colours

workspace = frame.begin("compare")
jobs.panel(workspace)
chosen = choose_runs(workspace)
if chosen is None:
    frame.empty("compare", "route", "Start a run")
if len(chosen) < 2:  # noqa: PLR2004 - two make a comparison
    st.info(text("compare.choose"))
    st.stop()
found = contest.contest(workspace, chosen)
if found is None:
    frame.empty("compare", "route", "Start a run", key="nothing_shared")
first, *others = found.entries
cascade = cascading.planned(workspace, found.entries)

st.caption(f"On {found.n:,} labelled tickets that all of them have decided.")
for verdict in contest.verdicts(found):
    st.markdown(verdict)
st.dataframe(
    contest.results(found), hide_index=True, column_config=contest.RESULTS, alt="Runs compared"
)

with frame.row("halves"):
    with st.container(border=True, height="stretch"):
        st.subheader("Accuracy against cost", anchor=False)
        charts.show(
            curves.pareto(found.entries, found.best, colours(), cascade), "Pareto chart", "pareto"
        )
        st.caption(text("compare.pareto"))
    with st.container(border=True, height="stretch"):
        st.subheader("What they were asked", anchor=False)
        settings = contest.differences(chosen)
        if settings.empty:
            st.caption(text("compare.same_settings"))
        else:
            st.dataframe(settings, hide_index=True, alt="Settings that differ")
        choose_default(workspace, chosen)

cascading.show(workspace, cascade)

with st.container(border=True):
    st.subheader("Where they disagree", anchor=False)
    at = 0
    if len(others) > 1:
        at = st.selectbox(
            f"{first.name} and", range(len(others)), format_func=lambda i: others[i].name,
            key="compare_other", width=240, bind="query-params",
        )  # fmt: skip
    versus = found.against_first[at]
    disagreements.show(workspace, others[at].run, first.run, versus.disagreements)
