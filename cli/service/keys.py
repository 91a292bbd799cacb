"""`python -m service key add|list|remove NAME`: who may call the API."""

from __future__ import annotations

import argparse
import sys
import time
from contextlib import closing

from service.storage.api_keys import USUAL_RATE, ApiKeys
from service.storage.database import Database
from service.storage.inbox import DATABASE
from settings import Settings


def add_arguments(parser: argparse.ArgumentParser, _name: str) -> None:
    """Declare what the command takes."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser("add", help="make a key and print it, this once")
    add.add_argument("name", metavar="NAME", help="who it is for")
    add.add_argument("--rate", default=USUAL_RATE, help=f"requests it may make; {USUAL_RATE}")
    remove = actions.add_parser("remove", help="take a key back")
    remove.add_argument("name", metavar="NAME")
    actions.add_parser("list", help="the names of the keys, with their rates")


def run(args: argparse.Namespace) -> int:
    """0 when it is done."""
    with closing(Database(Settings.from_environment().service.folder / DATABASE)) as database:
        keys = ApiKeys(database)
        if args.action == "add":
            from service.http.rates import check  # noqa: PLC0415 - the only part with a package of its own

            sys.stdout.write(keys.add(args.name, time.time(), check(args.rate)) + "\n")
        elif args.action == "remove":
            keys.remove(args.name)
        else:
            sys.stdout.writelines(f"{each.name}  {each.rate}\n" for each in keys.all())
    return 0
