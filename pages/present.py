import streamlit as st

from ui.present import pages
from ui.shell.session.selection import current_workspace, newest_run
from ui.shell.texts import text
from usecases.business_case.claim import Claim, business_case

workspace = current_workspace()
case = business_case(workspace, newest_run(workspace)) if workspace else None
if workspace is None or not isinstance(case, Claim) or not case.report.business.names_amounts:
    st.title(text("present.title"), anchor=False)
    st.info(text("present.no_case"))
    st.page_link(
        "../pages/overview.py", label=text("present.overview"), icon=":material/arrow_back:"
    )
    st.stop()
pages.show(workspace, case)
