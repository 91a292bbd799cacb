"""The command line of help desks: `python -m helpdesk COMMAND`.

Exit codes: 0 when all is done, 1 when the desk has ended it early, 2 when it was refused.
"""

from __future__ import annotations

import argparse
import logging
import sys
from typing import Final

from cli import command_table
from cli.command_table import Command

COMMANDS: Final = {
    "test": Command("helpdesk.connection", "say whether the desk can be read, and what is missing"),
    "groups": Command("helpdesk.connection", "list the groups a ticket can be assigned to"),
    "import": Command("helpdesk.ticket_import", "read the tickets that are new or changed"),
    "map": Command("helpdesk.group_map", "say which category belongs to which group"),
    "push": Command("helpdesk.push", "assign the groups a run has decided on"),
    "undo": Command("helpdesk.push", "bring the tickets of a push back"),
    "outcomes": Command("helpdesk.outcomes", "tell how many pushed tickets people left there"),
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command; what cannot be done is one sentence on the standard error."""
    args = command_table.parsed("python -m helpdesk", __doc__, COMMANDS, arguments)
    # What went wrong inside is told in a sentence; python would print its trace beside it.
    logging.getLogger().addHandler(logging.NullHandler())
    return _run(args)


def _run(args: argparse.Namespace) -> int:
    from helpdesk.errors import DeskMisuse, HelpDeskError  # noqa: PLC0415 - help needs it not
    from jobs.control import Cancelled  # noqa: PLC0415
    from jobs.errors import ExpectedError  # noqa: PLC0415

    try:
        return command_table.run(COMMANDS, args)
    except DeskMisuse as error:
        return _exit_with(str(error), 2)
    except HelpDeskError as error:
        return _exit_with(str(error), 1)
    except ExpectedError as error:
        return _exit_with(str(error), 2)
    except (KeyboardInterrupt, Cancelled):
        return _exit_with("Stopped. The same command goes on.", 1)


def _exit_with(sentence: str, code: int) -> int:
    sys.stderr.write(f"{sentence}\n")
    return code
