"""Topics of the tickets: find, name, rename, merge, split, and make them categories."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import streamlit as st

from roi.numbers import dollars, number
from routing.errors import RouteCaseError
from store import settings
from store.learning import topics
from store.learning.topics import Topic, Which
from store.workspace import Workspace
from ui.learning import cold_start
from ui.shell import background_jobs, frame
from ui.shell.core_sentences import told
from ui.shell.provenance import chip
from ui.shell.server.process import process
from ui.shell.session import session_keys
from ui.shell.session.actor import actor
from ui.shell.session.selection import newest_run
from ui.shell.texts import plain, text
from usecases.provenance import Origin
from usecases.taxonomy import topic_names
from usecases.taxonomy import topics as finds
from usecases.taxonomy.topics import Search

WHICH: Final[dict[Which, str]] = {
    "unlabelled": text("taxonomy.without_a_category"),
    "unknown": text("taxonomy.called_unknown_by_the_newest"),
    "all": text("taxonomy.all_tickets"),
}
UNCLEAR: Final = 0.3
PERSON: Final = "a person"
SHOWN: Final = 3
EXCERPT: Final = 280
MAX_TOPICS: Final = 60


def show(workspace: Workspace) -> None:
    """The whole tab."""
    background_jobs.panel(workspace, background_jobs.TOPICS)
    _search(workspace)
    found = topics.of_status(workspace, "open")
    cold_start.offer(workspace)
    if not found:
        st.caption(text("topics.none"))
        return
    _how_clear(workspace)
    _names(workspace, found)
    chosen = [topic for topic in found if _topic(workspace, topic)]
    _merge(workspace, chosen)


def _search(workspace: Workspace) -> None:
    run = newest_run(workspace)
    run_id = run.run_id if run else None
    sizes = finds.sizes(workspace, run_id)
    if not sizes:
        st.caption(text("topics.no_tickets"))
        return
    with st.container(border=True):
        st.markdown(text("topics.what"))
        with st.container(horizontal=True, key="filters_topics", vertical_alignment="bottom"):
            which = st.selectbox(
                text("shared.tickets"), list(sizes), key=f"topics_which_{workspace.name}",
                format_func=lambda each: f"{WHICH[each]} ({sizes[each]:,})",
            )  # fmt: skip
            count = st.number_input(
                text("taxonomy.topics"), 2, MAX_TOPICS, None, key=f"topics_count_{workspace.name}",
                placeholder=text("taxonomy.as_many_as_they_bear"), help=text("topics.count"),
            )  # fmt: skip
            pressed = st.button(
                text("taxonomy.find_topics"), type="primary", key="topics_find",
                disabled=background_jobs.is_busy(workspace, background_jobs.TOPICS),
            )  # fmt: skip
        if pressed:
            at = process()
            search = Search(which, run_id, int(count) if count else None)
            finds.start(at.jobs, workspace, at.settings.models, search, actor())
            st.rerun()


def _how_clear(workspace: Workspace) -> None:
    agreement = settings.TOPICS_AGREEMENT.of(workspace)
    if agreement is None:
        return
    chip(Origin("measured", text("topics.halves_agree").format(agreement=number(agreement, 2))))
    if agreement < UNCLEAR:
        st.warning(text("topics.unclear"))


def _names(workspace: Workspace, found: list[Topic]) -> None:
    llm = topic_names.configured(workspace)
    if llm is None:
        st.caption(text("topics.no_provider"))
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(
            text("taxonomy.ask_for_names").format(model=llm.model), key="topics_name",
            disabled=background_jobs.is_busy(workspace, background_jobs.TOPICS),
        ):  # fmt: skip
            held = session_keys.held()
            _try(lambda: topic_names.start(process().jobs, workspace, llm, held, actor()))
        spent = finds.naming_cost(found)
        st.caption(
            text("topics.leaves")
            + (text("taxonomy.so_far").format(spent=plain(dollars(spent))) if spent else "")
        )


def _topic(workspace: Workspace, topic: Topic) -> bool:
    """One topic with all that can be done with it; whether it is chosen for a merge."""
    topic_id = topic.topic_id
    # A name from a model shall replace what stands in the fields; one typed there stands already.
    given = "words" if topic.source == PERSON else topic.source
    with st.container(border=True):
        with frame.row("halves", f"_topic_{topic_id}"):
            name = st.text_input(
                text("shared.name"), topic.name, key=f"topic_name_{topic_id}_{given}"
            )
            description = st.text_input(
                text("shared.description"), topic.description, key=f"topic_text_{topic_id}_{given}",
                width="stretch",
            )  # fmt: skip
        if (name.strip(), description) != (topic.name, topic.description) and name.strip():
            renamed = replace(topic, name=name.strip(), description=description, source=PERSON)
            finds.rename(workspace, renamed, actor())
            topic = renamed
        st.caption(
            text("taxonomy.tickets_named_by_words").format(
                tickets=number(topic.tickets),
                source=plain(topic.source),
                terms=plain(", ".join(topic.terms)) or text("taxonomy.none_stand_out"),
            )
        )
        with st.expander(text("shared.typical_tickets")):
            for ticket in topics.examples(workspace, topic_id, SHOWN):
                # Ticket text is data: st.text never reads it as markdown or HTML.
                st.text(ticket.text[:EXCERPT] + ("…" if len(ticket.text) > EXCERPT else ""))
                st.divider()
        return _actions(workspace, topic)


def _actions(workspace: Workspace, topic: Topic) -> bool:
    topic_id = topic.topic_id
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(text("shared.make_it_a_category"), key=f"topic_accept_{topic_id}"):
            _try(lambda: finds.accept(workspace, topic, actor()))
        if st.button(text("taxonomy.split_in_two"), key=f"topic_split_{topic_id}"):
            _try(lambda: finds.split(workspace, topic, process().settings.models, actor()))
        if st.button(text("taxonomy.leave_out"), type="tertiary", key=f"topic_gone_{topic_id}"):
            finds.leave_out(workspace, topic, actor())
            st.rerun()
        return st.checkbox(text("taxonomy.merge"), key=f"topic_merge_{topic_id}")


def _merge(workspace: Workspace, chosen: list[Topic]) -> None:
    if len(chosen) < 2:  # noqa: PLR2004 - it takes two
        return
    if st.button(
        text("taxonomy.merge_topics_into_one").format(chosen=len(chosen)),
        type="primary",
        key="topics_merge",
    ):
        finds.merge(workspace, chosen, actor())
        st.rerun()


def _try(change: Callable[[], object]) -> None:
    try:
        change()
    except RouteCaseError as problem:
        st.error(told(problem))
    else:
        st.rerun()
