"""The answer of `check` as a person wants to read it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

_SHOWN: Final = 10


def show(file: str, report: dict[str, Any], rejects: Iterable[dict[str, Any]]) -> None:
    """Print verdict, mapping, warnings and the first rejected rows."""
    shown, rejected = [], 0
    for reject in rejects:
        rejected += 1
        if rejected <= _SHOWN:
            shown.append(reject)
    console = Console(highlight=False)
    if report["error"]:
        console.print(Text("Refused: ", style="bold red") + Text(report["error"]))
    else:
        console.print(Text("Accepted: ", style="bold green") + Text(file))
        console.print(f"{report['rows'] - rejected:,} tickets, {rejected:,} rejected rows")
        console.print(_mapping(report["mapping"]))
    for warning in report["warnings"]:
        console.print(Text("! ", style="yellow") + Text(warning))
    for reject in shown:
        console.print(Text(f"line {reject['line']}: {reject['reason']}"))
    if rejected > _SHOWN:
        console.print(f"… and {rejected - _SHOWN:,} more (see them with --json)")


def _mapping(mapping: dict[str, str | None]) -> Table:
    table = Table("Field", "Column", box=None)
    for field, column in mapping.items():
        table.add_row(field, Text(column or "(none)", style="" if column else "dim"))
    return table
