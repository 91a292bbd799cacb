"""How the documents of a workspace look: company, colour and logo."""

from __future__ import annotations

from typing import Final

import streamlit as st

from roi.errors import ExportError
from roi.export.report import Brand
from roi.scenarios.setting_checks import setting_problem
from store.workspace import Workspace
from ui.savings.scenario_draft import Draft, send
from ui.shell.session.actor import actor
from ui.shell.texts import text
from usecases.brand import brand_of, keep_brand

MAX_LOGO_BYTES: Final = 1_000_000


def editor(current: Draft) -> None:
    """Company, colour and logo."""
    workspace, now = current.workspace, brand_of(current.workspace)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        company = st.text_input(
            text("savings.company"),
            value=current.scenario.company,
            key=current.key("company"),
            max_chars=120,
            placeholder=text("savings.as_it_stands_on_the_documents"),
            on_change=send,
            args=(current, "company", str.strip),
        ).strip()
        colour = st.color_picker(
            text("shared.colour"), now.colour, key=f"savings_colour_{workspace.name}", width=90
        )
    if colour != now.colour:
        _keep(workspace, colour, now.logo)
    _logo(workspace, brand_of(workspace))
    if problem := setting_problem("company", company):
        st.error(problem)


def _logo(workspace: Workspace, now: Brand) -> None:
    upload = st.file_uploader(
        text("shared.logo_png_or_jpeg"),
        ["png", "jpg", "jpeg"],
        key=f"savings_logo_{workspace.name}",
        help=text("savings.logo"),
        max_upload_size=1,
    )
    given = upload.getvalue() if upload else b""
    if given and given != now.logo:
        if problem := _wrong(given):
            st.error(problem)
        else:
            _keep(workspace, now.colour, given)
            now = brand_of(workspace)
    if now.logo:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.image(now.logo, width=120)
            st.button(
                text("savings.remove_the_logo"),
                key="savings_logo_remove",
                on_click=_keep,
                type="tertiary",
                args=(workspace, now.colour, b""),
                disabled=bool(given),
            )


def _wrong(logo: bytes) -> str | None:
    if len(logo) > MAX_LOGO_BYTES:
        return text("savings.the_logo_is_larger_than_1_mb")
    try:
        Brand(logo=logo)
    except ExportError as problem:
        return str(problem)
    return None


def _keep(workspace: Workspace, colour: str, logo: bytes) -> None:
    keep_brand(workspace, Brand(colour=colour, logo=logo), actor())
