import streamlit as st

from store import taxonomies
from ui import asking, charts, curves, evidence, frame, jobs, measured, signal
from ui.choice import choose_run
from ui.provenance import card
from ui.provenance import measured as from_run
from ui.texts import text
from ui.theme import colours

workspace = frame.begin("dial")
jobs.panel(workspace)
run = choose_run(workspace)
if run is None:
    frame.empty("dial", "route", "Start a run")
found = evidence.evidence(workspace, run)
if found is None:
    frame.empty("accuracy", "tickets", "Import labelled tickets", key="no_labels")
signal.warn(workspace, run)
asking.follow(workspace, run)
taxonomy = taxonomies.version(workspace, run.taxonomy_id).taxonomy


@st.fragment
def dial() -> None:
    """Everything that changes with the dial, redrawn without the rest of the screen."""
    with frame.row("sides", "_dial"):
        with st.container(border=True):
            st.subheader("What you ask", anchor=False)
            wishes = asking.wishes(workspace, taxonomy)
        with st.container():
            chosen = found.dial(wishes).without_promise(signal.refusal(workspace, run))
            with frame.row("cards"):
                right = chosen.achieved if chosen.has_threshold else None
                card(
                    asking.achieved(chosen), measured.share(right), from_run(right),
                    help=text("dial.achieved"),
                )  # fmt: skip
                card("Auto-routed", measured.share(chosen.coverage), from_run(chosen.coverage))
                card("To a person", measured.rest(chosen.coverage), asking.to_review(chosen))
            asking.say(chosen)
            with st.container(border=True):
                st.subheader("Precision against coverage", anchor=False)
                curve = curves.risk_coverage(found.curve(wishes), chosen, colours())
                charts.show(curve, "Precision against coverage with the chosen point", "curve")
                st.caption(text("dial.curve"))
            st.dataframe(
                asking.parts(chosen), hide_index=True, column_config=asking.PARTS, alt="Thresholds"
            )
            if chosen.has_threshold:
                asking.adopt(workspace, run, wishes, chosen, found.n)
    with st.container(border=True):
        st.subheader("Money both ways", anchor=False)
        asking.worth(workspace, chosen)


dial()
