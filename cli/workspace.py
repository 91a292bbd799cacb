"""A workspace as every command opens it: what is missing is said before anything else."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from store.workspace import Workspace

# Who is named to a second process.
HOLDER: Final = "the command line"


@contextmanager
def opened(path: Path) -> Iterator[Workspace]:
    """The workspace of that file, made where there is none.

    Raises WorkspaceError where it cannot be opened.
    """
    from store.workspace import Workspace  # noqa: PLC0415 - a test of a connection needs none

    with closing(Workspace(path, HOLDER)) as workspace:
        if workspace.loss:
            print(workspace.loss.way_out(path), file=sys.stderr)
        yield workspace


def tell_of_loss(path: Path) -> None:
    """The same for who only asks a workspace that nobody has open; nothing is changed.

    Raises WorkspaceError where it cannot be opened.
    """
    from store.workspace_file import recovery, recovery_log  # noqa: PLC0415

    loss = recovery.missing(recovery.look(path), recovery_log.read(path))
    if loss:
        print(loss.way_out(path), file=sys.stderr)
