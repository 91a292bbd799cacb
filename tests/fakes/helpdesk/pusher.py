"""A process that pushes and may be killed: `python -m tests.fakes.helpdesk.pusher DESK URL PLAN`.

PLAN.jsonl holds the planned tickets, PLAN.journal what has happened so far.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from helpdesk.client import HelpDesk, Notice
from helpdesk.errors import HelpDeskError
from helpdesk.journal import Planned
from helpdesk.push import Push, Watcher
from tests.fakes.helpdesk.hurried import CLIENTS, credentials
from tests.fakes.helpdesk.journal import LineJournal


def desk(kind: str, url: str) -> HelpDesk:
    """A client whose notices go to stderr."""
    return CLIENTS[kind](url, credentials(kind), notice)


def notice(told: Notice) -> None:
    """Tell a person."""
    sys.stderr.write(f"{told.text}\n")


async def push(kind: str, url: str, journal: LineJournal) -> None:
    """Push what is open."""
    async with desk(kind, url) as opened:
        await Push(opened, journal, Watcher(notify=notice)).run()


def main() -> int:
    """0 when every ticket has its outcome."""
    kind, url, plan = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    planned = [Planned(*json.loads(line)) for line in plan.read_text().splitlines()]
    journal = LineJournal(planned, plan.with_suffix(".journal"))
    try:
        asyncio.run(push(kind, url, journal))
    except HelpDeskError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
