"""The guided start: fifty tickets, one click each, then accuracy, a router and a first dial."""

from __future__ import annotations

import streamlit as st

from routing.taxonomy import Category, Taxonomy
from store import taxonomies, tickets
from store.learning import seed_tickets, versions
from store.taxonomies import TaxonomyVersion
from store.workspace import Workspace
from ui.learning import labelling
from ui.shell import background_jobs, frame
from ui.shell.server.process import process
from ui.shell.session.actor import actor
from ui.shell.texts import text
from usecases.learning import cold_start
from usecases.reviewing.guided_start import ORIGIN
from usecases.taxonomy.edits import save_taxonomy

WITHOUT_CATEGORIES = 2


def is_wanted(workspace: Workspace) -> bool:
    """Whether no label came with the export and no router was trained yet."""
    return not (versions.labels(workspace).exported or versions.versions(workspace))


def offer(workspace: Workspace) -> None:
    """On other screens, where a workspace has no label: the way to the guided start."""
    if not is_wanted(workspace) or not tickets.count(workspace):
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(text("learning.offer"))
        st.page_link(
            frame.PAGES / "learning.py",
            label=text("learning.guided_start"),
            icon=":material/arrow_forward:",
        )


def show(workspace: Workspace) -> None:
    """The guided start from its first step to its last."""
    version = taxonomies.current(workspace)
    if version is None or len(version.taxonomy.names) < WITHOUT_CATEGORIES:
        _name_categories(workspace, version)
        return
    progress = seed_tickets.progress(workspace)
    if not progress.asked:
        _begin(workspace)
        return
    if seed_tickets.next_ticket(workspace) is None:
        _finish(workspace)
        return
    labelling.show(workspace, version.taxonomy)
    _one_more_category(workspace, version.taxonomy)


def _begin(workspace: Workspace) -> None:
    with st.container(border=True):
        st.header(text("learning.start_without_labels"), anchor=False)
        st.markdown(text("learning.start"))
        if st.button(
            text("learning.choose_tickets"), type="primary", key="start_begin",
            disabled=background_jobs.is_busy(workspace, background_jobs.LEARNING),
        ):  # fmt: skip
            at = process()
            cold_start.start(at.jobs, workspace, at.settings.models, actor())
            st.rerun()
        st.caption(text("learning.start_method"))


def _finish(workspace: Workspace) -> None:
    with st.container(border=True):
        st.header(text("learning.all_labelled"), anchor=False)
        st.markdown(text("learning.finish"))
        background_jobs.learn_button(
            workspace, text("learning.see_what_the_router_can_do"), "start_finish"
        )


def _name_categories(workspace: Workspace, version: TaxonomyVersion | None) -> None:
    with st.container(border=True):
        st.header(text("learning.first_categories"), anchor=False)
        st.markdown(text("learning.categories"))
        st.page_link(
            frame.PAGES / "taxonomy.py", label=text("learning.propose_categories_from"),
            icon=":material/bubble_chart:",
        )  # fmt: skip
        written = st.text_area(
            text("learning.or_write_them"), key="start_categories",
            placeholder=text("learning.billing_invoices_charges"),
        )  # fmt: skip
        if st.button(
            text("learning.use_these_categories"), key="start_use", disabled=not written.strip()
        ):
            known = version.taxonomy.categories if version else ()
            _add(workspace, known, written.splitlines())


def _one_more_category(workspace: Workspace, taxonomy: Taxonomy) -> None:
    with st.expander(text("learning.category_missing")):
        with st.form("start_add", border=False):
            written = st.text_input(text("learning.new_category_after"))
            added = st.form_submit_button(text("learning.add_it"))
        if added and written.strip():
            _add(workspace, taxonomy.categories, [written])


def _add(workspace: Workspace, known: tuple[Category, ...], lines: list[str]) -> None:
    """Save the categories with those on the lines that are new."""
    found = {category.name.casefold(): category for category in known}
    for line in lines:
        name, _, description = (part.strip() for part in line.partition(":"))
        if name:
            found.setdefault(name.casefold(), Category(name, description))
    checked = Taxonomy.from_toml(Taxonomy(tuple(found.values())).to_toml())
    save_taxonomy(workspace, checked, ORIGIN, actor())
    st.rerun()
