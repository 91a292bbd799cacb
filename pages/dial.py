import streamlit as st

from store import taxonomies
from ui.dial import targets
from ui.shell import charts, evaluation_charts, figure_texts, frame, jobs, label_signal
from ui.shell.provenance import card
from ui.shell.selection import choose_run
from ui.shell.texts import text
from ui.shell.theme import colours
from usecases.business_case import business_case
from usecases.evidence import choose_thresholds, evidence
from usecases.provenance import measured as from_run

workspace = frame.begin("dial")
jobs.panel(workspace)
run = choose_run(workspace)
if run is None:
    frame.empty("dial", "route", "Start a run")
with st.spinner("Reading the decisions …"):
    found = evidence(workspace, run.run_id)
if found is None:
    frame.empty("accuracy", "tickets", "Import labelled tickets", key="no_labels")
label_signal.warn(workspace, run)
targets.follow(workspace, run)
taxonomy = taxonomies.version(workspace, run.taxonomy_id).taxonomy


@st.fragment
def dial() -> None:
    """Everything that changes with the dial, redrawn without the rest of the screen."""
    with frame.row("sides", "_dial"):
        with st.container(border=True):
            st.subheader("What you ask", anchor=False)
            asked = targets.asked(workspace, taxonomy)
        with st.container():
            chosen = choose_thresholds(workspace, run, asked)
            with frame.row("cards"):
                right = chosen.achieved if chosen.has_threshold else None
                card(
                    targets.achieved(chosen), figure_texts.share(right), from_run(right),
                    help=text("dial.achieved"),
                )  # fmt: skip
                card("Auto-routed", figure_texts.share(chosen.coverage), from_run(chosen.coverage))
                card("To a person", figure_texts.rest(chosen.coverage), targets.to_review(chosen))
            targets.say(chosen)
            with st.container(border=True):
                st.subheader("Precision against coverage", anchor=False)
                curve = evaluation_charts.risk_coverage(found.curve(asked), chosen, colours())
                charts.show(curve, "Precision against coverage with the chosen point", "curve")
                st.caption(text("dial.curve"))
            st.dataframe(
                targets.parts(chosen),
                hide_index=True,
                column_config=targets.PARTS,
                alt="Thresholds",
            )
            if chosen.has_threshold:
                targets.adopt(workspace, run, asked, chosen, found.n)
    with st.container(border=True):
        st.subheader("Money both ways", anchor=False)
        targets.worth(business_case(workspace, run, dial=chosen))


dial()
