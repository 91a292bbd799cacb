"""The queries that come with the product: `queries/library/*.sql`.

Each begins with a heading in comments: `title`, `says`, maybe `chart`, and a line for every
parameter with its type and first value (`-- $words: text invoice`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from store.explorer.saved_queries import SavedQuery

FOLDER: Final = Path(__file__).parents[1] / "queries" / "library"
_HEADING: Final = re.compile(r"^-- (\$?\w+): (.+)$")


@cache
def library() -> Mapping[str, SavedQuery]:
    """The queries by name, in the order of their titles."""
    found = {file.stem: _read(file.read_text(encoding="utf-8")) for file in FOLDER.glob("*.sql")}
    return dict(sorted(found.items(), key=lambda item: item[1].title))


def _read(content: str) -> SavedQuery:
    told: dict[str, str] = {}
    lines = content.splitlines()
    while lines and (heading := _HEADING.match(lines[0])):
        told[heading[1]] = heading[2].strip()
        del lines[0]
    return SavedQuery(
        told["title"], "\n".join(lines).strip(), told["says"],
        parameters={n[1:]: _parameter(value) for n, value in told.items() if n.startswith("$")},
        chart=_chart(told.get("chart", "")),
    )  # fmt: skip


def _parameter(words: str) -> dict[str, Any]:
    kind, _, value = words.partition(" ")
    if kind == "values":
        return {"type": kind, "value": value or None}
    return {"type": kind, "value": float(value) if kind == "number" else value}


def _chart(words: str) -> dict[str, str]:
    """`bar x=month y=tickets` as kind and axes."""
    if not words:
        return {}
    kind, *axes = words.split()
    return {"kind": kind, **dict(axis.split("=", 1) for axis in axes)}
