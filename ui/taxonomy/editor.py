"""The taxonomy on screen: as a table, as TOML, and beside the labels found in the tickets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from roi.numbers import number
from routing.errors import TaxonomyError
from routing.taxonomy import Category, Taxonomy
from store.taxonomies import TaxonomyVersion
from store.workspace import Workspace
from ui.shell.core_sentences import told
from ui.shell.session.actor import actor
from ui.shell.texts import text
from usecases.taxonomy.edits import labels_without_category, save_taxonomy

COLUMNS: dict[str, Any] = {
    "name": st.column_config.TextColumn(text("shared.category"), required=True, width=190),
    "description": st.column_config.TextColumn(
        text("shared.description"), width=260, help=text("taxonomy.what_belongs_here_in")
    ),
    "examples": st.column_config.TextColumn(
        text("taxonomy.examples"), width=240, help=text("taxonomy.short_texts_of_customers_one")
    ),
    "risk": st.column_config.SelectboxColumn(
        text("taxonomy.risk"),
        options=["low", "medium", "high"],
        width=95,
        help=text("taxonomy.high_risk_categories_always"),
    ),
    "group": st.column_config.TextColumn(text("taxonomy.help_desk_group"), width=170),
    "parent": st.column_config.TextColumn(
        text("taxonomy.part"),
        width=130,
        help=text("taxonomy.a_broader_category_of_this"),
    ),
    "tickets": st.column_config.NumberColumn(
        text("shared.labelled_tickets"), disabled=True, width=135
    ),
}


def table(workspace: Workspace, version: TaxonomyVersion | None, found: Mapping[str, int]) -> None:
    """The categories as an editable table."""
    before = _rows(version.taxonomy if version else Taxonomy(()), found)
    number = version.taxonomy_id if version else 0
    after = st.data_editor(
        before, hide_index=True, num_rows="dynamic", column_config=COLUMNS,
        key=f"taxonomy_{workspace.name}_{number}", alt=text("taxonomy.categories"),
    )  # fmt: skip
    st.caption(text("taxonomy.unknown_is_always_a_category"))
    if st.button(text("shared.save_as_a_new_version"), type="primary", key="taxonomy_save"):
        _save(workspace, lambda: _taxonomy(after), "edited in the table")


def toml(workspace: Workspace, version: TaxonomyVersion | None) -> None:
    """The categories as TOML, to edit, paste or keep."""
    present = version.taxonomy.to_toml() if version and version.taxonomy.categories else ""
    number = version.taxonomy_id if version else 0
    written = st.text_area(
        text("taxonomy.taxonomy_as_toml"),
        present,
        height=420,
        key=f"toml_{workspace.name}_{number}",
        placeholder='[[category]]\nname = "Billing"\ndescription = "Money: invoices, refunds."',
    )
    with st.container(horizontal=True):
        if st.button(text("shared.save_as_a_new_version"), type="primary", key="toml_save"):
            _save(workspace, lambda: Taxonomy.from_toml(written), "edited as TOML")
        st.download_button(text("taxonomy.download"), written, "taxonomy.toml", key="toml_download")


def overlap_with_labels(version: TaxonomyVersion | None, found: Mapping[str, int]) -> None:
    """A warning where the labels of the tickets and the categories do not meet."""
    if version is None or not found:
        return
    strange, lost = labels_without_category(version.taxonomy, found)
    if strange:
        shown = ", ".join(strange[:6]) + (" …" if len(strange) > 6 else "")  # noqa: PLR2004
        st.warning(
            text("taxonomy.tickets_carry_a_label_that").format(lost=number(lost), shown=shown)
        )


def _save(workspace: Workspace, read: Any, source: str) -> None:
    try:
        save_taxonomy(workspace, read(), source, actor())
    except TaxonomyError as problem:
        st.error(told(problem))
        return
    st.toast(text("taxonomy.saved_as_a_new_version"))
    st.rerun()


def _rows(taxonomy: Taxonomy, found: Mapping[str, int]) -> pd.DataFrame:
    rows = [
        {
            "name": each.name,
            "description": each.description,
            "examples": " | ".join(each.examples),
            "risk": each.risk,
            "group": each.group,
            "parent": each.parent,
            "tickets": found.get(each.name, 0),
        }
        for each in taxonomy.categories
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _taxonomy(rows: pd.DataFrame) -> Taxonomy:
    """The table as a taxonomy, checked by the same rules as a file."""
    categories = []
    for row in rows.astype(object).where(rows.notna(), None).to_dict("records"):
        name = str(row["name"] or "").strip()
        examples = [e.strip() for e in str(row["examples"] or "").split("|")]
        categories.append(
            Category(
                name,
                str(row["description"] or "").strip(),
                tuple(e for e in examples if e),
                row["risk"] or "low",
                str(row["group"] or "").strip(),
                str(row["parent"] or "").strip(),
            )
        )
    return Taxonomy.from_toml(Taxonomy(tuple(categories)).to_toml())
