import streamlit as st

from routing.evaluation.dial.dial import Dial
from store import taxonomies
from store.runs import Run
from ui.dial import curve, offer, selected, targets
from ui.shell import charts, figure_texts, frame, jobs, label_signal, volume_form
from ui.shell.category_colours import category_colours
from ui.shell.session.selection import choose_run
from ui.shell.texts import plain, text
from ui.shell.theme import colours
from ui.shell.tickets import ticket_selection
from usecases.business_case.scenarios import working_copy
from usecases.evaluation.evidence import Evidence, choose_thresholds, evidence
from usecases.policy.category_promises import category_promises
from usecases.policy.promise_offers import promise_offers

workspace = frame.begin("dial")
jobs.panel(workspace)
run = choose_run(workspace)
if run is None:
    frame.empty("dial", "route", text("shared.start_a_run"))
filters = ticket_selection.current(workspace)
ticket_selection.chips(workspace, run, "dial")
with st.spinner(text("dial.reading_decisions")):
    found = evidence(workspace, run.run_id)
if found is None:
    frame.empty("accuracy", "tickets", text("shared.import_labelled_tickets"), key="no_labels")
label_signal.warn(workspace, run)
targets.follow(workspace, run)
volume_form.ask(workspace, run, "dial")
taxonomy = taxonomies.version(workspace, run.taxonomy_id).taxonomy


@st.fragment
def dial(run: Run, found: Evidence) -> None:
    """Everything that changes with the dial, redrawn without the rest of the screen."""
    scenario = working_copy(workspace, run).scenario
    place = st.empty()
    with place.container(border=True, key="panel_dial"), frame.row("two_one", "_dial"):
        says = st.container()
        with st.container():
            asked = targets.asked(workspace, taxonomy)
    chosen = choose_thresholds(workspace, run, asked)
    offers = promise_offers(workspace, run, found, asked, scenario)
    best = offers.best.setting.promise if offers.best else None
    with says:
        offer.head(offers, chosen, scenario.currency, priced=scenario.volume_is_known)
        with st.container(horizontal=True, vertical_alignment="center"):
            targets.adopt(workspace, run, asked, chosen, best)
    offered = targets.offer_instead(asked, chosen, best)
    used = choose_thresholds(workspace, run, offered) if offered else chosen
    selected.effect(workspace, run, used.policy(), filters)
    with frame.row("two_one", "_curve"):
        with st.container(border=True, height="stretch"):
            st.header(plain(curve.title(offers)), anchor=False)
            st.caption(text("dial.curve"))
            figure = curve.figure(found.curve(asked), offers, colours())
            charts.show(figure, text("dial.what_can_be_promised_against"), "curve")
        offer.ways(workspace, offers, scenario.currency)
    with frame.row("two_one", "_money"):
        if scenario.volume_is_known and not chosen.withheld:
            offer.both_ways(offers, scenario.currency)
        own = category_colours(workspace, colours())
        offer.where_the_doubt_sits(category_promises(found, run.decided), asked.asked, own)
    how_computed(chosen)


def how_computed(chosen: Dial) -> None:
    """What was achieved on the labelled tickets, threshold by threshold."""
    asked = st.expander(text("dial.how_computed"), key="dial_computed", on_change="rerun")
    if not asked.open:
        return
    with asked:
        st.markdown(text("dial.computed"))
        st.markdown(
            f"**{figure_texts.share(chosen.achieved)}** ({figure_texts.interval(chosen.achieved)})"
        )
        st.dataframe(
            targets.parts(chosen),
            hide_index=True,
            column_config=targets.PARTS,
            alt=text("dial.thresholds"),
        )
        for reason in chosen.reasons:
            st.caption(plain(reason))
        st.page_link("../pages/savings.py", label=text("dial.inputs"), icon=":material/tune:")


dial(run, found)
