"""What the first reader would otherwise wait for: done once, when the server starts."""

from __future__ import annotations

import inspect
import pkgutil
from importlib import import_module
from typing import Final

import ui

# The entry script draws when it is imported.
ENTRY: Final = "ui.main"
# Imported late where they are used, because a command that needs them not is quicker so.
SLOW: Final = (
    "scipy.special", "scipy.optimize", "plotly.graph_objects", "sklearn.feature_extraction.text",
)  # fmt: skip


def warm_up() -> None:
    """Import what the screens are drawn by."""
    parts = (found.name for found in pkgutil.walk_packages(ui.__path__, f"{ui.__name__}."))
    for name in (*parts, *SLOW):
        if name != ENTRY:
            import_module(name)
    # Streamlit asks for the stack at the first element, which looks at every module once.
    inspect.stack()
