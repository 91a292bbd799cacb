import streamlit as st

from roi.numbers import moment
from store import taxonomies, tickets
from ui.shell import frame, targets
from ui.shell.texts import text
from ui.taxonomy import changes, editor, fields, overlap, reroute, topics

workspace = frame.begin("taxonomy")
version = taxonomies.current_or_labels(workspace)
found = tickets.labels(workspace)

if version is None:
    st.info(text("taxonomy.there_no_categories"))
else:
    st.caption(
        f"Version {version.taxonomy_id} · {version.source} · "
        f"{moment(version.created_at)} UTC. "
        "A change makes a new version; earlier runs keep theirs."
    )
editor.overlap_with_labels(version, found)

reroute.offer(workspace)

names = [
    "Categories", "Rename, merge, split", "From the tickets", "Overlap", "Fields", "As TOML",
    "Targets",
]  # fmt: skip
as_table, renamed, proposed, overlapping, beside, as_toml, kpis = st.tabs(
    names, key="taxonomy_tab", on_change="rerun"
)
with as_table:
    editor.table(workspace, version, found)
with renamed:
    changes.show(workspace, version)
# These count all tickets: only the open one does.
for tab, show in ((proposed, topics.show), (overlapping, overlap.show), (beside, fields.show)):
    if tab.open is not False:
        with tab:
            show(workspace)
with as_toml:
    editor.toml(workspace, version)
with kpis:
    targets.editor(workspace)
