"""The command line of the live service: `python -m service COMMAND`.

Exit codes: 0 when it is done, 2 when it was refused.
"""

from __future__ import annotations

import argparse
import logging
import sys
from typing import Final

from cli import command_table
from cli.command_table import Command

COMMANDS: Final = {
    "profile": Command("service.profiles", "show a published profile, use it, or roll back"),
    "api": Command("service.api", "answer over HTTP, and take webhooks"),
    "key": Command("service.keys", "add, list and remove the keys of the API"),
    "worker": Command("service.queue_workers", "decide on the events of the queue"),
    "writer": Command("service.queue_workers", "write to the help desk what was decided"),
    "owner": Command("service.queue_workers", "keep what came of each event"),
    "take-in": Command("service.take_in", "bring decisions into a workspace, for Review and Push"),
    "dead": Command("service.dead_letters", "list events that were given up, and try them again"),
}
EXTRA: Final = (
    "This needs the packages of the live service: "
    "`python -m pip install -r requirements-service.txt`."
)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; what cannot be done is one sentence on the standard error."""
    args = command_table.parsed("python -m service", __doc__, COMMANDS, arguments)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    return _run(args)


def _run(args: argparse.Namespace) -> int:
    from jobs.errors import ExpectedError  # noqa: PLC0415 - help needs it not

    try:
        return command_table.run(COMMANDS, args)
    except ModuleNotFoundError as error:
        if error.name in {"fastapi", "uvicorn", "celery", "kombu", "limits", "prometheus_client"}:
            sys.stderr.write(f"{EXTRA}\n")
            return 2
        raise
    except ExpectedError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except KeyboardInterrupt:
        return 130
