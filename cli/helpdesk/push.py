"""`python -m helpdesk push RUN` and `undo PUSH|last`: first as a dry run, then with --yes."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from cli.actor import actor
from cli.helpdesk import options
from cli.progress_bar import with_bar
from helpdesk.address import desk_url
from helpdesk.errors import DeskMisuse
from helpdesk.push import Watcher
from jobs import Control, Meter
from store.helpdesk import pushes
from store.workspace import Workspace
from usecases.helpdesk.dry_run import Remarks, ReportRow, dry_run
from usecases.helpdesk.push import PushRequest, desk_of, push
from usecases.helpdesk.push_report import in_words, report
from usecases.helpdesk.undo import last_push, undo, undo_dry_run

LAST: Final = "last"


def add_arguments(parser: argparse.ArgumentParser, name: str) -> None:
    """Declare what the command takes."""
    add = parser.add_argument
    if name == "push":
        add("number", metavar="RUN", type=int, help="the run whose decisions are written")
        add("--note", action="store_true", help="a private note with category and reason, too")
        add("--tag", action="store_true", help="tags with the category, too")
        add("--proof", metavar="TICKET", help="the ticket with which Zendesk proves, before the "
            "first push, that it refuses outdated updates; else the first one planned")  # fmt: skip
    else:
        add("number", metavar="PUSH", type=_number, help="the push to take back, or last")
    options.add_workspace(parser)
    options.add_url(parser)
    way = parser.add_mutually_exclusive_group(required=True)
    way.add_argument("--dry-run", action="store_true", help="only say what would be written")
    way.add_argument("--yes", action="store_true", help="write it")
    add("--report", metavar="R.jsonl", type=Path, help="write a line for every ticket there")


def run(args: argparse.Namespace) -> int:
    """0 when every planned ticket has an outcome."""
    _write(args.report, (), mode="a")  # refused before anything is written to the desk
    with options.workspace(args.workspace) as workspace:
        if args.command == "push":
            return _dry_push(workspace, args) if args.dry_run else _push(workspace, args)
        return _dry_undo(workspace, args) if args.dry_run else _undo(workspace, args)


def _dry_push(workspace: Workspace, args: argparse.Namespace) -> int:
    kind = desk_of(workspace, desk_url(args.url))
    found = dry_run(workspace, kind, args.number, Remarks(args.tag, args.note))
    _say(found.rows)
    if found.elsewhere:
        sys.stdout.write(f"{found.elsewhere:,} tickets of the run are not from this help desk.\n")
    proof = args.proof or next(iter(found.proof), None)
    if proof:
        sys.stdout.write(
            f"Before the first push Zendesk has to refuse an outdated update of ticket {proof} "
            "that would change nothing.\n"
        )
    _write(args.report, found.rows)
    return 0


def _push(workspace: Workspace, args: argparse.Namespace) -> int:
    way = options.way_to(desk_of(workspace, desk_url(args.url)), args.url)
    request = PushRequest(args.number, actor(), Remarks(args.tag, args.note), args.proof)
    try:
        with_bar(lambda c, m: push(workspace, way, request, _watcher(c, m)))
    finally:
        _report(workspace, args, pushes.open_push(workspace, way.kind, args.number))
    return 0


def _dry_undo(workspace: Workspace, args: argparse.Namespace) -> int:
    desk_of(workspace, desk_url(args.url))
    rows = undo_dry_run(workspace, _push_of(workspace, args.number))
    _say(rows)
    _write(args.report, rows)
    return 0


def _undo(workspace: Workspace, args: argparse.Namespace) -> int:
    way = options.way_to(desk_of(workspace, desk_url(args.url)), args.url)
    number = _push_of(workspace, args.number)
    try:
        with_bar(lambda c, m: undo(workspace, way, number, actor(), _watcher(c, m)))
    finally:
        _report(workspace, args, pushes.undo_of(workspace, number))
    return 0


def _report(workspace: Workspace, args: argparse.Namespace, push_id: int | None) -> None:
    """What has come of it so far, also when it was ended early."""
    if push_id is not None:
        _write(args.report, report(workspace, push_id))
        sys.stdout.write(f"{in_words(workspace, push_id)}.\n")


def _say(rows: Sequence[ReportRow]) -> None:
    """The ways tickets would take, and why some would take none, with how many each."""
    ways = Counter((row.status, row.from_group, row.to_group) for row in rows if not row.reason)
    for (status, before, group), count in ways.most_common():
        sys.stdout.write(f"{count:,} {status}: {before or 'no group'} → {group or 'no group'}\n")
    reasons = Counter((row.status, row.reason) for row in rows if row.reason)
    for (status, reason), count in reasons.most_common():
        sys.stdout.write(f"{count:,} {status}: {reason}\n")
    if not rows:
        sys.stdout.write("No ticket.\n")


def _write(file: Path | None, rows: Iterable[ReportRow], mode: str = "w") -> None:
    if file is None:
        return
    try:
        with file.open(mode, encoding="utf-8") as out:
            out.writelines(json.dumps(row.to_json(), ensure_ascii=False) + "\n" for row in rows)
    except OSError as error:
        raise DeskMisuse(f"The report {file} cannot be written: {error.strerror}.") from error


def _watcher(control: Control, meter: Meter) -> Watcher:
    return Watcher(
        lambda done, total: meter.tell("Assigning groups", done, total), options.tell,
        control.checkpoint,
    )  # fmt: skip


def _push_of(workspace: Workspace, wanted: int | str) -> int:
    """The number of the push that was asked for."""
    return last_push(workspace) if wanted == LAST else int(wanted)


def _number(text: str) -> int | str:
    """The number of a push, or `last`."""
    if text == LAST or text.isdecimal():
        return text if text == LAST else int(text)
    raise argparse.ArgumentTypeError(f'"{text}" is no push; name its number, or {LAST}.')
