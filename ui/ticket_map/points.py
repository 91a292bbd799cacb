"""The points of a map on a canvas; a drawn area or a region selects its tickets."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any, Final

import numpy as np
import streamlit as st

from roi.numbers import locale
from store.exploring.ticket_maps import TicketMap
from store.tickets import Area
from store.workspace import Workspace
from ui.shell.category_colours import category_colours
from ui.shell.texts import has_text, text
from ui.shell.theme import Colours
from ui.shell.tickets import ticket_selection
from usecases.exploring.selection import MAX_CORNERS
from usecases.exploring.ticket_map import NOT_KNOWN, OTHERS, Coloured

KEY: Final = "ticket_map_points"
WORDS: Final = ("canvas", "how", "legend", "no_terms", "regions", "select_region")
_FILE: Final = Path(__file__)
_component = st.components.v2.component(
    "routecase_ticket_map",
    html=_FILE.with_suffix(".html").read_text(encoding="utf-8"),
    css=_FILE.with_suffix(".css").read_text(encoding="utf-8"),
    js=_FILE.with_suffix(".js").read_text(encoding="utf-8"),
)


def show(
    workspace: Workspace, ticket_map: TicketMap, found: Coloured, area: Area | None, shades: Colours
) -> None:
    """Draw the map; 50,000 points are half a megabyte."""
    own = {**category_colours(workspace, shades), **meanings(shades)}
    outline = area.polygon if area and area.map_id == ticket_map.map_id else ()
    _component(
        key=KEY,
        data={
            "map": ticket_map.map_id, "places": _packed(found.places.astype("<u2")),
            "colours": _packed(found.colours), "selected": _packed(found.selected),
            "names": [_named(name) for name in found.names],
            "shades": [own.get(name, shades.muted) for name in found.names],
            "regions": list(ticket_map.regions), "area": [list(corner) for corner in outline],
            "words": {name: text(f"ticket_map.map_{name}") for name in WORDS},
            "language": locale.current().code,
        },
        on_area_change=lambda: _drawn(workspace, ticket_map.map_id),
    )  # fmt: skip


def meanings(shades: Colours) -> dict[str, str]:
    """The colours of what is no category: blue for the router, amber for people, grey unknown."""
    return {
        "Router right": shades.good, "Router wrong": shades.bad, "Both right": shades.good,
        "Only the router right": shades.primary, "Only the person right": shades.series[2],
        "Both wrong": shades.bad,
        NOT_KNOWN: shades.line,
        OTHERS: shades.muted,
    }  # fmt: skip


def _named(name: str) -> str:
    """What a reader sees of the name of a colour: a category as it is, a meaning in words."""
    key = f"ticket_map.means_{name.lower().replace(' ', '_')}"
    return text(key) if has_text(key) else name


def _drawn(workspace: Workspace, map_id: int) -> None:
    found: Any = st.session_state[KEY].area
    corners = found.get("polygon", ()) if found else ()
    polygon = tuple((int(x), int(y)) for x, y in corners[:MAX_CORNERS])
    if len(polygon) > 2:  # noqa: PLR2004 - less is no area
        ticket_selection.toggle(workspace, {"area": Area(map_id, polygon)})


def _packed(values: np.ndarray) -> str:
    return base64.b64encode(np.ascontiguousarray(values).tobytes()).decode()
