"""What the commands of help desks share: options, notices, and the way to a desk."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cli.workspace import opened
from helpdesk.client import Notice
from helpdesk.desk_kind import DeskKind
from helpdesk.errors import DeskMisuse
from settings import Settings
from usecases.helpdesk.access import DeskAccess, access

if TYPE_CHECKING:
    from store.workspace import Workspace


def add_desk(parser: argparse.ArgumentParser) -> None:
    """Which product it is."""
    kinds = [kind.value for kind in DeskKind]
    parser.add_argument("desk", metavar="DESK", choices=kinds, help=", ".join(kinds))


def add_url(parser: argparse.ArgumentParser) -> None:
    """Where it is; the keys of the environment go there and nowhere else."""
    parser.add_argument("--url", required=True, help="its address, https://…; keys go only there")


def add_workspace(parser: argparse.ArgumentParser) -> None:
    """Which workspace."""
    parser.add_argument(
        "--workspace", metavar="W.duckdb", type=Path, required=True, help="the workspace's file"
    )


def add_json(parser: argparse.ArgumentParser) -> None:
    """Whether the answer is for a program."""
    parser.add_argument("--json", action="store_true", help="print the answer as JSON")


def way_to(kind: DeskKind, url: str) -> DeskAccess:
    """The desk at that address, with the keys of the environment."""
    return access(kind, url, Settings.from_environment().helpdesk)


def tell(notice: Notice) -> None:
    """Tell a person on the standard error, with the local time a wait ends."""
    until = f" Until {notice.until.astimezone():%H:%M:%S}." if notice.until else ""
    sys.stderr.write(f"{notice.text}{until}\n")
    sys.stderr.flush()


@contextmanager
def workspace(path: Path, *, new: bool = False) -> Iterator[Workspace]:
    """The workspace of that file; made where that is asked for."""
    if not new and not path.exists():
        raise DeskMisuse(f"There is no workspace {path}; import tickets first.")
    with opened(path) as found:
        yield found
