"""`python -m helpdesk import DESK --url URL --workspace W [--since DATE] [--no-history]`."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime

from cli.actor import actor
from cli.helpdesk import options
from cli.progress_bar import with_bar
from helpdesk.desk_kind import DeskKind
from store.helpdesk import connections
from usecases.helpdesk.ticket_import import import_desk, in_words


def add_arguments(parser: argparse.ArgumentParser, _name: str) -> None:
    """Declare what the command takes."""
    options.add_desk(parser)
    options.add_url(parser)
    options.add_workspace(parser)
    parser.add_argument(
        "--since", metavar="DATE", type=_date, help="begin the first reading there, YYYY-MM-DD"
    )
    parser.add_argument(
        "--no-history", action="store_true", help="leave out from where tickets were moved"
    )
    options.add_json(parser)


def run(args: argparse.Namespace) -> int:
    """0 when all was read."""
    way = options.way_to(DeskKind(args.desk), args.url)
    with options.workspace(args.workspace, new=True) as workspace:
        found = with_bar(
            lambda control, meter: import_desk(
                workspace, way, actor(), control, meter, notify=options.tell,
                since=args.since, history=not args.no_history,
            )
        )  # fmt: skip
        record = connections.desk(workspace, way.kind)
    told = {
        "tickets": found.tickets, "moves": found.moves, "in_workspace": record and record.tickets,
    }  # fmt: skip
    sys.stdout.write((json.dumps(told) if args.json else f"{in_words(way, found)}.") + "\n")
    return 0


def _date(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is no date; write it as 2026-01-31.') from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
