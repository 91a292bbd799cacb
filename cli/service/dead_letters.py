"""`python -m service dead [--retry]`: events that were given up, with the cause of each."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from datetime import UTC, datetime

from service.storage.database import Database
from service.storage.inbox import DATABASE, Inbox
from settings import Settings


def add_arguments(parser: argparse.ArgumentParser, _name: str) -> None:
    """Declare what the command takes."""
    parser.add_argument("--retry", action="store_true", help="send all of them once more")


def run(args: argparse.Namespace) -> int:
    """0 when it is done."""
    with closing(Database(Settings.from_environment().service.folder / DATABASE)) as database:
        inbox = Inbox(database)
        for each in inbox.dead_letters():
            when = datetime.fromtimestamp(each.at, UTC)
            sys.stdout.write(
                f"{when:%Y-%m-%d %H:%M:%S} UTC  {each.event.desk} {each.event.ticket}: "
                f"{each.cause}\n"
            )
        if args.retry:
            sys.stdout.write(f"{inbox.retry():,} events are sent once more.\n")
    return 0
