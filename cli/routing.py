"""The command line: `python -m routing COMMAND`."""

from __future__ import annotations

import argparse
import logging
import sys
from importlib import import_module
from typing import Final

from cli.progress_bar import stopping
from jobs import Cancelled
from routing.errors import RouteCaseError

# Each command is a module beside this one with add_arguments(parser) and run(args) -> int.
COMMANDS: Final = {
    "check": "read a ticket file and say what was understood, without routing it",
    "route": "decide where every ticket of a file goes, and write it beside each",
    "evaluate": "score a file of predictions, and choose thresholds for an asked precision",
    "mask": "replace personal data in texts by placeholders, one JSON object a line",
    "providers": "name the providers that can be asked, and how each is connected",
    "drift": "say what has moved since a reference: tickets, router, categories, accuracy",
    "price": "say what the predictions of any tool are worth under a scenario",
    "compare": "set two files of predictions for the same tickets side by side",
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code is 0, or 2 when something was refused."""
    parser = argparse.ArgumentParser(prog="python -m routing", description=__doc__)
    choices = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    wanted = (sys.argv[1:] if arguments is None else arguments)[:1]
    for name, meaning in COMMANDS.items():
        sub = choices.add_parser(name, help=meaning, description=meaning)
        # Only the command asked for is imported, so that each starts at once.
        if wanted == [name]:
            import_module(f"cli.{name}").add_arguments(sub)
    args = parser.parse_args(arguments)
    # What went wrong inside is told in a sentence; python would print its trace beside it.
    logging.getLogger().addHandler(logging.NullHandler())
    try:
        with stopping(_interrupt):
            return int(import_module(f"cli.{args.command}").run(args))
    except RouteCaseError as error:
        print(error, file=sys.stderr)
        return 2
    except (KeyboardInterrupt, Cancelled):
        print("Stopped.", file=sys.stderr)
        return 130


def _interrupt() -> None:
    raise KeyboardInterrupt
