"""Colours for figures, without a browser that has a theme."""

from __future__ import annotations

from ui.shell.theme import Colours

LIGHT = Colours(
    "#000000", "#111111", "#222222", "#ffffff", tuple(f"#{n}{n}{n}{n}{n}{n}" for n in range(1, 10)),
    ("#eeeeee", "#123456"), {},
)  # fmt: skip
