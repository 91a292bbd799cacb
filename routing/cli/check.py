"""`python -m routing check FILE`: what a file holds and what would be refused."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from routing.errors import FileRefused
from routing.intake import Summary, load
from routing.intake.loading import REJECTS, TICKETS

_ALWAYS: Final = ("id", "subject", "body", "category")
_SHOWN: Final = 10
_BATCH: Final = 2_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("file", metavar="FILE", help="the export to check")
    parser.add_argument(
        "--tickets", metavar="OUT.jsonl", help="write the tickets as read, one JSON object a line"
    )
    parser.add_argument("--json", action="store_true", help="print the answer as JSON")


def run(args: argparse.Namespace) -> int:
    """Check the file; 0 when it is accepted, 2 when it is refused."""
    with tempfile.TemporaryDirectory(prefix="routecase-") as directory:
        out = Path(directory)
        report = _checked(args.file, out, args.tickets)
    if args.json:
        sys.stdout.write(json.dumps(report, ensure_ascii=True) + "\n")
    else:
        from routing.cli.summary import show  # noqa: PLC0415 - rich only for people

        show(args.file, report)
    return 0 if report["verdict"] == "accept" else 2


def _checked(file: str, out: Path, tickets: str | None) -> dict[str, Any]:
    try:
        summary = load(file, out)
        if tickets is not None:
            _write_tickets(out / TICKETS, Path(tickets), summary)
    except FileRefused as refused:
        rejected = list(_rejected(out))
        return _report("reject", len(rejected), {}, rejected, (), str(refused))
    rejected = list(_rejected(out))
    return _report("accept", summary.rows, _mapping(summary), rejected, summary.warnings, None)


def _report(
    verdict: str,
    rows: int,
    mapping: dict[str, str],
    rejected: list[dict[str, Any]],
    warnings: tuple[str, ...],
    error: str | None,
) -> dict[str, Any]:
    return {
        "verdict": verdict,
        "rows": rows,
        "mapping": {**dict.fromkeys(_ALWAYS), **mapping},
        "rejected": rejected,
        "warnings": list(warnings),
        "error": error,
    }


def _mapping(summary: Summary) -> dict[str, str]:
    return summary.mapping.found()


def _rejected(out: Path) -> Iterator[dict[str, Any]]:
    """Line and reason of every reject; none when the reading did not get that far."""
    with suppress(OSError, ValueError):
        yield from _rows(out / REJECTS, ["line", "reason"])


def _write_tickets(source: Path, target: Path, summary: Summary) -> None:
    """Write beside the target and rename, so that no half file is ever seen."""
    fields = _fields(summary)
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.absolute().parent)
    except OSError as error:
        raise FileRefused(f'"{target}" cannot be written: check the folder.') from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            for ticket in _rows(source, fields):
                stream.write(json.dumps(_plain(ticket), ensure_ascii=False) + "\n")
        os.replace(name, target)  # noqa: PTH105 - the name is a text
    except OSError as error:
        raise FileRefused(f'"{target}" cannot be written: check the disk.') from error
    finally:
        Path(name).unlink(missing_ok=True)


def _fields(summary: Summary) -> list[str]:
    mapped = summary.mapping.found()
    if mapped.pop("stations", None):
        mapped["reassignments"] = ""
    return [*_ALWAYS, *(field for field in mapped if field not in _ALWAYS)]


def _rows(path: Path, columns: list[str]) -> Iterator[dict[str, Any]]:
    import pyarrow.parquet as pq  # noqa: PLC0415 - not needed for a file that is refused at once

    with pq.ParquetFile(path) as source:
        for batch in source.iter_batches(_BATCH, columns=columns):
            yield from batch.select(columns).to_pylist()


def _plain(ticket: dict[str, Any]) -> dict[str, Any]:
    return {k: v.isoformat() if isinstance(v, datetime) else v for k, v in ticket.items()}
