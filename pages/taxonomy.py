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
as_table, renamed, proposed, overlapping, beside, as_toml, kpis = st.tabs(names)
with as_table:
    editor.table(workspace, version, found)
with renamed:
    changes.show(workspace, version)
with proposed:
    topics.show(workspace)
with overlapping:
    overlap.show(workspace)
with beside:
    fields.show(workspace)
with as_toml:
    editor.toml(workspace, version)
with kpis:
    targets.editor(workspace)
