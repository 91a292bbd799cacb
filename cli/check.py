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
from routing.intake.loading import REJECTS, TICKETS, Summary, load
from store.workspace_file.scratch import temporary

_ALWAYS: Final = ("id", "subject", "body", "category")
_BATCH: Final = 2_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "files", metavar="FILE", nargs="+",
        help="the export to check; several with the same columns are read as one",
    )  # fmt: skip
    parser.add_argument(
        "--tickets", metavar="OUT.jsonl", help="write the tickets as read, one JSON object a line"
    )
    parser.add_argument("--json", action="store_true", help="print the answer as JSON")


def run(args: argparse.Namespace) -> int:
    """Check the file; 0 when it is accepted, 2 when it is refused."""
    with temporary() as out:
        report = _checked(args.files, out, args.tickets)
        if args.json:
            _print_json(report, _rejected(out))
        else:
            from cli.check_summary import show  # noqa: PLC0415 - rich only for people

            show(", ".join(args.files), report, _rejected(out))
    return 0 if report["verdict"] == "accept" else 2


def _checked(files: list[str], out: Path, tickets: str | None) -> dict[str, Any]:
    """The report without its rejected rows, of which there may be millions."""
    try:
        summary = load(files, out)
        if tickets is not None:
            _write_tickets(out / TICKETS, Path(tickets), summary)
    except FileRefused as refused:
        rows = sum(1 for _ in _rejected(out))
        return _report("reject", rows, {}, (), refused)
    return _report("accept", summary.rows, summary.mapping.found(), summary.warnings, None)


def _report(
    verdict: str,
    rows: int,
    mapping: dict[str, str],
    warnings: tuple[str, ...],
    refused: FileRefused | None,
) -> dict[str, Any]:
    return {
        "verdict": verdict,
        "rows": rows,
        "mapping": {**dict.fromkeys(_ALWAYS), **mapping},
        "warnings": list(warnings),
        "error": str(refused) if refused else None,
        "code": refused.code if refused else None,
    }


def _print_json(report: dict[str, Any], rejected: Iterator[dict[str, Any]]) -> None:
    """One JSON object; the rejected rows are written as they are read."""
    write = sys.stdout.write
    write(json.dumps(report)[:-1] + ', "rejected": [')
    for number, reject in enumerate(rejected):
        write((", " if number else "") + json.dumps(reject))
    write("]}\n")


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
    others = ["attributes"] if summary.mapping.unmapped(summary.columns) else []
    return [*_ALWAYS, *(field for field in mapped if field not in _ALWAYS), *others]


def _rows(path: Path, columns: list[str]) -> Iterator[dict[str, Any]]:
    import pyarrow.parquet as pq  # noqa: PLC0415 - not needed for a file that is refused at once

    with pq.ParquetFile(path) as source:
        for batch in source.iter_batches(_BATCH, columns=columns):
            yield from batch.select(columns).to_pylist()


def _plain(ticket: dict[str, Any]) -> dict[str, Any]:
    plain = {k: v.isoformat() if isinstance(v, datetime) else v for k, v in ticket.items()}
    if "attributes" in ticket:
        plain["attributes"] = dict(ticket["attributes"])
    return plain
