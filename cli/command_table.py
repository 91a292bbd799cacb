"""Commands that stand in modules of their own: only the one asked for is imported."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import NamedTuple


class Command(NamedTuple):
    """The module beside this one with add_arguments(parser, name) and run(args) -> int."""

    module: str
    meaning: str


def parsed(
    program: str,
    description: str | None,
    commands: Mapping[str, Command],
    arguments: Sequence[str] | None,
) -> argparse.Namespace:
    """What was asked for, its `command` among it; arguments: those of the process where None."""
    parser = argparse.ArgumentParser(prog=program, description=description)
    choices = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    given = list(sys.argv[1:] if arguments is None else arguments)
    for name, command in commands.items():
        sub = choices.add_parser(name, help=command.meaning, description=command.meaning)
        if given[:1] == [name]:
            import_module(f"cli.{command.module}").add_arguments(sub, name)
    return parser.parse_args(given)


def run(commands: Mapping[str, Command], args: argparse.Namespace) -> int:
    """The exit code of the command."""
    return int(import_module(f"cli.{commands[args.command].module}").run(args))
