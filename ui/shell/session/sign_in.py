"""Sign-in with OpenID Connect: nobody sees a screen before, where the settings ask for it."""

from __future__ import annotations

import streamlit as st
from streamlit.errors import StreamlitAuthError

from ui.shell.server.process import process
from ui.shell.session.actor import signed_in_actor
from ui.shell.texts import text


def passed() -> bool:
    """Whether the screens may be shown: nobody need sign in, or somebody has."""
    if not process().settings.sign_in:
        return True
    if who := signed_in_actor():
        with st.sidebar, st.container(horizontal=True, vertical_alignment="center"):
            st.caption(f"{who.name} · {who.role}")
            st.button(text("shared.sign_out"), on_click=st.logout, type="tertiary", key="sign_out")
        return True
    with st.container(border=True, horizontal_alignment="center"):
        st.subheader(text("workspace.sign_in"), anchor=False)
        st.markdown(text("workspace.sign_in_next"), text_alignment="center")
        if st.button(text("shared.sign"), type="primary", key="sign_in"):
            try:
                st.login()
            except StreamlitAuthError as problem:
                st.error(f"{text('workspace.sign_in_setup')} {problem}")
    return False
