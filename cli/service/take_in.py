"""`python -m service take-in --workspace W`: what was decided live, for Review and Push."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing

from cli.actor import actor
from cli.helpdesk import options
from helpdesk.desk_kind import DeskKind
from service.storage.database import Database
from service.storage.inbox import DATABASE, Inbox
from settings import Settings
from usecases.live.service import take_in


def add_arguments(parser: argparse.ArgumentParser, _name: str) -> None:
    """Declare what the command takes."""
    options.add_workspace(parser)


def run(args: argparse.Namespace) -> int:
    """0 when all of it is there."""
    service = Settings.from_environment().service
    urls = {kind.value: service.desk_url(kind) for kind in DeskKind}
    with (
        closing(Database(service.folder / DATABASE)) as database,
        options.workspace(args.workspace) as workspace,
    ):
        taken = take_in(workspace, Inbox(database), urls, actor())
    sys.stdout.write(f"{taken:,} decisions were taken in.\n")
    return 0
