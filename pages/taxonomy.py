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
        text("taxonomy.version_utc_a_change_makes").format(
            taxonomy_id=version.taxonomy_id,
            source=version.source,
            created_at=moment(version.created_at),
        )
    )
editor.overlap_with_labels(version, found)

reroute.offer(workspace)

names = [
    text("taxonomy.categories"),
    text("taxonomy.rename_merge_split"),
    text("taxonomy.from_the_tickets"),
    text("taxonomy.overlap"),
    text("taxonomy.fields_label"),
    text("taxonomy.as_toml"),
    text("taxonomy.targets"),
]
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
