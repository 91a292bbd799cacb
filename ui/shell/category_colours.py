"""One colour for each category, the same on every screen: by its place in the taxonomy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from routing.taxonomy import UNKNOWN
from store import taxonomies
from store.workspace import Workspace
from ui.shell import answer
from ui.shell.theme import Colours


def category_colours(workspace: Workspace, colours: Colours) -> Mapping[str, str]:
    """The colours of the workspace's categories by name, as hex codes."""
    version = taxonomies.current_or_labels(workspace)
    return by_place(version.taxonomy.names if version else (), colours)


def by_place(names: Sequence[str], colours: Colours) -> Mapping[str, str]:
    """A colour of the palette for each name in turn; `Unknown` is grey."""
    series = colours.series
    return {name: series[at % len(series)] for at, name in enumerate(names)} | {
        UNKNOWN: colours.muted
    }


def named(category: str, colour: str) -> str:
    """A category for a table of HTML, after a square of its colour."""
    return f'<i class="square" style="background:{colour}"></i>{answer.escaped(category)}'
