"""What a new run is asked for beside its provider: router, number of tickets, policy, cascade."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import streamlit as st

from roi.numbers import day, number, short_percent
from routing.routers.llm.provider_catalog import PROVIDERS
from store import policies, runs, settings
from store.workspace import Workspace
from ui.shell.frame import PAGES
from ui.shell.session.actor import actor
from ui.shell.texts import text
from usecases.runs.defaults import default_request
from usecases.runs.request import RunRequest
from usecases.workspace_settings import choose

EMBEDDED: Final = "embedded"
_TITLES: Final = {
    EMBEDDED: text("route.embedded"),
    **{name: each.title for name, each in PROVIDERS.items()},
}
ALL: Final = 0
SAMPLES: Final = (25, 100, 200, 500, 1000)


def router(workspace: Workspace) -> str:
    """The router that is chosen; the choice belongs to the workspace."""
    saved = settings.ROUTER.of(workspace) or default_request(workspace).router
    offered = list(_TITLES)
    chosen = st.selectbox(
        text("shared.router"), offered, offered.index(saved) if saved in offered else 0,
        format_func=_TITLES.__getitem__, key=f"route_router_{workspace.name}",
        help=text("llm.router"),
    )  # fmt: skip
    if chosen != saved:
        choose(workspace, settings.ROUTER, chosen, actor())
    return chosen


def about(router: str, labelled: int) -> str:
    """What a router is, in one sentence.

    labelled: tickets whose actual category is known.
    """
    if router in PROVIDERS:
        return PROVIDERS[router].about
    if labelled:
        return text("route.on_this_machine_free_learns").format(labelled=number(labelled))
    return text("route.on_this_machine_free_works")


def fast(router: str, labelled: int) -> bool:
    """Whether the embedded router may lose a little accuracy to be fast; asked where it matters."""
    if router != EMBEDDED or not labelled:
        return False
    return st.toggle(text("route.fast_label"), key="route_fast", help=text("route.fast"))


def extent(count: int) -> int | None:
    """The choice between all tickets and a sample of them; None for all."""
    offered = [ALL, *(size for size in SAMPLES if size < count)]
    chosen = st.selectbox(
        text("shared.tickets"),
        offered,
        key="route_sample",
        persist_state="session",
        format_func=lambda size: (
            text("route.a_sample").format(size=number(size))
            if size
            else text("route.all").format(count=number(count))
        ),
        help=text("route.sample"),
    )
    return chosen or None


def cascade(workspace: Workspace, asked: RunRequest) -> RunRequest:
    """The same request with the embedded router asked first, where that was made the default."""
    rule = default_request(workspace).cascade
    if rule is None or asked.llm is None:
        return asked
    first = st.toggle(
        text("route.ask_the_embedded_router_first"),
        value=True,
        key=f"route_cascade_{workspace.name}",
        help=text("route.cascade"),
    )
    return replace(asked, router="cascade", cascade=rule) if first else asked


def policy(workspace: Workspace) -> None:
    """Which policy the run will route by, and where it is chosen."""
    version = policies.current(workspace)
    if version:
        asked = (
            text("route.for").format(origin=short_percent(version.origin["asked"]))
            if "asked" in version.origin
            else ""
        )
        when = day(version.created_at)
        promise = text("route.without_a_promise") if version.origin.get("withheld") else ""
        st.caption(
            text("route.auto_routes_by_policy_chosen").format(
                policy_id=version.policy_id, asked=asked, when=when, promise=promise
            )
        )
        label = text("route.change_it_on_the_precision_dial")
    elif any(run.decided and run.status == "finished" for run in runs.all_runs(workspace)):
        st.caption(text("route.propose"))
        label = text("route.see_the_thresholds_for_95")
    else:
        st.caption(text("route.default_policy"))
        return
    st.page_link(PAGES / "dial.py", label=label, icon=":material/tune:")
