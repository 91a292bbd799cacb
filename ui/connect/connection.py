"""Which help desk it is, who we are there, and whether it answers."""

from __future__ import annotations

from typing import Final

import streamlit as st

from helpdesk.client import Check, Notice
from helpdesk.desk_kind import DeskKind
from jobs.errors import ExpectedError
from settings import HelpDeskKeys
from store.helpdesk import connections
from store.workspace import Workspace
from ui.shell.core_sentences import told
from ui.shell.session import help_desk
from ui.shell.texts import plain, text
from usecases.helpdesk.access import DeskAccess, check

# The ways to identify oneself: the fields of each, and what people call them.
WAYS: Final[dict[DeskKind, dict[str, dict[str, str]]]] = {
    DeskKind.ZENDESK: {
        text("connect.oauth_client"): {
            "zendesk_client_id": text("connect.client_id"),
            "zendesk_client_secret": text("connect.client_secret"),
        },
        text("connect.access_token"): {"zendesk_access_token": text("connect.access_token")},
        text("connect.api_token"): {
            "zendesk_email": text("connect.e_mail"),
            "zendesk_api_token": text("connect.api_token"),
        },
    },
    DeskKind.FRESHDESK: {text("connect.api_key"): {"freshdesk_api_key": text("connect.api_key")}},
    DeskKind.SERVICENOW: {
        text("connect.oauth_client"): {
            "servicenow_client_id": text("connect.client_id"),
            "servicenow_client_secret": text("connect.client_secret"),
        },
        text("connect.user"): {
            "servicenow_user": text("connect.user"),
            "servicenow_password": text("connect.password"),
        },
    },
}
SHOWN: Final = frozenset({"zendesk_client_id", "zendesk_email", "servicenow_client_id",
                          "servicenow_user"})  # fmt: skip


def choose(workspace: Workspace) -> tuple[DeskKind, str]:
    """The pickers of product and address, set to the desk that was read here."""
    known = connections.desks(workspace)
    kinds = list(DeskKind)
    first = DeskKind(known[0].desk) if known else DeskKind.ZENDESK
    left, right = st.columns([1, 2])
    kind = left.selectbox(
        text("shared.help_desk"), kinds, kinds.index(first), format_func=lambda each: each.product,
        key=f"connect_desk_{workspace.name}",
    )  # fmt: skip
    url = right.text_input(
        text("connect.address_label"), next((each.url for each in known if each.desk == kind), ""),
        key=f"connect_url_{workspace.name}_{kind}", help=text("connect.address"),
        placeholder="https://",
    )  # fmt: skip
    return kind, url.strip()


def identify(kind: DeskKind, url: str) -> DeskAccess | None:
    """The keys for that address: typed for the session, or those of the environment."""
    st.caption(text(f"connect.{kind}"))
    if not url:
        return None
    try:
        way = help_desk.way_to(kind, url)
    except ExpectedError as problem:
        st.error(told(problem))
        return None
    if way is None:
        _form(kind, url)
        if help_desk.is_in_environment(kind):
            st.caption(text("connect.environment"))
            st.button(
                text("connect.use_the_keys_of_the_environment").format(host=help_desk.host_of(url)),
                key="connect_trust",
                on_click=help_desk.trust,
                args=(kind, url),
            )
    return way


def test(kind: DeskKind, url: str, way: DeskAccess) -> None:
    """What works, in one sentence."""
    with st.container(horizontal=True):
        asked_now = st.button(text("shared.test_connection"), key="connect_test")
        st.button(
            text("connect.forget_the_keys"),
            type="tertiary",
            icon=":material/key_off:",
            key="connect_forget",
            on_click=help_desk.forget,
            args=(kind, url),
        )
    verdict = st.empty()
    if asked_now:
        verdict.empty()

        def tell(notice: Notice) -> None:
            verdict.warning(plain(notice.in_words))

        with st.spinner(text("connect.asking_the_help_desk")):
            st.session_state["connect_check"] = (way.url, check(way, tell))
    asked, found = st.session_state.get("connect_check", ("", None))
    if asked == way.url and isinstance(found, Check):
        with verdict.container():
            (st.success if found.works else st.error)(plain(found.sentence))
            for remark in found.remarks:
                st.info(plain(remark))


def _form(kind: DeskKind, url: str) -> None:
    ways = WAYS[kind]
    chosen = next(iter(ways))
    if len(ways) > 1:
        chosen = st.segmented_control(
            text("connect.identify"),
            list(ways),
            default=chosen,
            required=True,
            key=f"connect_way_{kind}",
        )
    with st.form(f"connect_keys_{kind}_{chosen}", clear_on_submit=True):
        given = {
            name: st.text_input(
                label, type="default" if name in SHOWN else "password",
                autocomplete="off" if name in SHOWN else "new-password",
                key=f"connect_{name}_{chosen}",
            )
            for name, label in ways[chosen].items()
        }  # fmt: skip
        st.caption(text("connect.session"))
        if st.form_submit_button(text("connect.use_for_this_session")):
            try:
                keys = HelpDeskKeys(**{name: value.strip() for name, value in given.items()})
                help_desk.remember(kind, url, keys)
            except ExpectedError as problem:
                st.error(told(problem))
                return
            # What was found with other keys says nothing of these.
            st.session_state.pop("connect_check", None)
            st.rerun()
