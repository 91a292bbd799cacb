"""`python -m helpdesk test|groups DESK --url URL [--json]`."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict

from cli.helpdesk import options
from helpdesk.desk_kind import DeskKind
from usecases.helpdesk.access import check, groups


def add_arguments(parser: argparse.ArgumentParser, _name: str) -> None:
    """Declare what the command takes."""
    options.add_desk(parser)
    options.add_url(parser)
    options.add_json(parser)


def run(args: argparse.Namespace) -> int:
    """0 when the desk can be read, 1 when it cannot."""
    return _groups(args) if args.command == "groups" else _test(args)


def _test(args: argparse.Namespace) -> int:
    found = check(options.way_to(DeskKind(args.desk), args.url), options.tell)
    if args.json:
        sys.stdout.write(json.dumps(asdict(found)) + "\n")
    elif found.works:
        sys.stdout.write(" ".join([found.sentence, *found.remarks]) + "\n")
    if not found.works:
        sys.stderr.write(f"{found.sentence}\n")
    return 0 if found.works else 1


def _groups(args: argparse.Namespace) -> int:
    found = groups(options.way_to(DeskKind(args.desk), args.url), options.tell)
    if args.json:
        sys.stdout.write(json.dumps([asdict(group) for group in found]) + "\n")
    else:
        sys.stdout.writelines(f"{group.id}\t{group.name}\n" for group in found)
    return 0
