"""`python -m helpdesk map DESK --workspace W --by-name | --set "CATEGORY=GROUP" …`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from cli.actor import actor
from cli.helpdesk import options
from usecases.helpdesk.mapping import MappedCategory, map_by_name, mapping, plain, set_groups


def add_arguments(parser: argparse.ArgumentParser, _name: str) -> None:
    """Declare what the command takes."""
    options.add_desk(parser)
    options.add_workspace(parser)
    parser.add_argument(
        "--by-name", action="store_true", help="take the group with the name of the category"
    )
    parser.add_argument(
        "--set", action="extend", nargs="+", type=_with_sign, default=[], metavar="CATEGORY=GROUP",
        help="map this category to the group of that name or id; nothing behind = unmaps it",
    )  # fmt: skip
    options.add_json(parser)


def run(args: argparse.Namespace) -> int:
    """0 when it is mapped as asked; without an option the mapping is only shown."""
    with options.workspace(args.workspace) as workspace:
        if args.by_name:
            map_by_name(workspace, args.desk, actor())
        if args.set:
            names = [each.category for each in mapping(workspace, args.desk)]
            chosen = dict(pair(given, names) for given in args.set)
            set_groups(workspace, args.desk, chosen, actor())
        found = mapping(workspace, args.desk)
    sys.stdout.write((_as_json(found) if args.json else _in_words(found)) + "\n")
    return 0


def _as_json(found: Sequence[MappedCategory]) -> str:
    return json.dumps(
        [
            {"category": each.category, "group": each.group and each.group.name,
             "group_id": each.group and each.group.id}
            for each in found
        ]
    )  # fmt: skip


def _in_words(found: Sequence[MappedCategory]) -> str:
    lines = [
        f"{each.category} → {each.group.name}" if each.group else f"{each.category}: not pushed"
        for each in found
    ]
    return "\n".join(lines or ["There are no categories yet."])


def pair(text: str, categories: Sequence[str]) -> tuple[str, str]:
    """The category and the group; where one of them holds the sign, a known category decides.

    >>> pair("a=b=c", ["a=b"]), pair("a=b=c", ["a"])
    (('a=b', 'c'), ('a', 'b=c'))
    """
    known = {plain(name) for name in categories}
    places = [place for place, sign in enumerate(text) if sign == "="]
    at = next((place for place in places if plain(text[:place]) in known), places[-1])
    return text[:at].strip(), text[at + 1 :].strip()


def _with_sign(text: str) -> str:
    if "=" not in text:
        raise argparse.ArgumentTypeError(f'"{text}" is not CATEGORY=GROUP')
    return text
