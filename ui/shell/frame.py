"""The frame around every screen: navigation entries, header, rows, empty state, links."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, Literal, NoReturn

import streamlit as st
from starlette.requests import Request
from starlette.responses import RedirectResponse

from store.workspace import Workspace
from ui.shell import missing
from ui.shell.session import selection
from ui.shell.session.selection import current_workspace, link, switch_page
from ui.shell.texts import plain, text

Row = Literal["cards", "halves", "thirds", "two_one", "sides", "filters", "explorer"]
ASSETS: Final = Path(__file__).parents[1] / "assets"
PAGES: Final = selection.PAGES


def page(name: str, icon: str, *, default: bool = False) -> Any:
    """The navigation entry of the screen in `pages/<name>.py`."""
    return st.Page(
        PAGES / f"{name}.py",
        title=text(f"{name}.title"),
        icon=icon,
        url_path=name,
        default=default,
        help=text(f"{name}.question"),
    )


async def to_overview(request: Request) -> RedirectResponse:
    """Overview is the first screen and stands at `/`; a link that names it leads there, too."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/{query}")


def begin(name: str, *, titled: bool = True) -> Workspace:
    """Draw the title of a screen and give it its workspace.

    titled: False where the screen's answer is its title.
    """
    if titled:
        title(name)
    workspace = current_workspace()
    if workspace is None:
        st.stop()
    missing.show(workspace)
    return workspace


def title(name: str) -> None:
    """The name of a screen, and the question that it answers."""
    st.title(text(f"{name}.title"), anchor=False)
    st.caption(text(f"{name}.question"))


def row(kind: Row, name: str = "") -> Any:
    """A row that wraps on narrow screens: of cards, of two halves, or a form beside its results."""
    return st.container(horizontal=True, key=f"{kind}{name}")


def empty(name: str, go_to: str | None = None, label: str = "", key: str = "empty") -> NoReturn:
    """What a screen shows when it has nothing to show yet, and where to go next."""
    with st.container(border=True, horizontal_alignment="center"):
        st.space("small")
        st.header(text(f"{name}.{key}"), anchor=False, text_alignment="center")
        st.markdown(text(f"{name}.{key}_next"), text_alignment="center")
        if go_to:
            st.page_link(PAGES / f"{go_to}.py", label=label, icon=":material/arrow_forward:")
        st.space("small")
    st.stop()
    raise AssertionError


def tickets_link(label: str, filters: dict[str, str]) -> None:
    """A link to the tickets that match the filters."""
    st.page_link(PAGES / "tickets.py", label=plain(label), query_params=link(**filters))


def open_tab(name: str, key: str, tab: str) -> None:
    """Go to a screen; where `tab` names one, to that tab of its tabs of this key."""
    if tab:
        st.session_state[key] = tab
    switch_page(name)
