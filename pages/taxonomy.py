import streamlit as st

from store import taxonomies, tickets
from ui import frame, targets, taxonomy_editor

workspace = frame.begin("taxonomy")
version = taxonomies.current_or_labels(workspace)
found = tickets.labels(workspace)

if version is None:
    st.info(
        "There are no categories yet. Write them below, paste them as TOML, "
        "or import labelled tickets."
    )
else:
    st.caption(
        f"Version {version.taxonomy_id} · {version.source} · "
        f"{version.created_at:%d %b %Y %H:%M} UTC. "
        "A change makes a new version; earlier runs keep theirs."
    )
taxonomy_editor.overlap_with_labels(version, found)

as_table, as_toml, kpis = st.tabs(["Categories", "As TOML", "Targets"])
with as_table:
    taxonomy_editor.table(workspace, version, found)
with as_toml:
    taxonomy_editor.toml(workspace, version)
with kpis:
    targets.editor(workspace)
