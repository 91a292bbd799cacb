"""What can go wrong with a workspace file, each as one sentence that names the way out."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import duckdb

from routing.errors import WorkspaceError

FULL: Final = (
    "The workspace {name} cannot be written: the disk is full or gone. Nothing written before is "
    "lost; free some space and go on."
)
DAMAGED: Final = (
    "{name} cannot be opened: not a workspace, or damaged. It was left as it is; "
    'bring a back-up of it back with "python -m store restore {path}".'
)
NO_WORKSPACE: Final = (
    "{name} is not a workspace of RouteCase. Choose another file, or import it as tickets."
)
READ_ONLY: Final = (
    "{name} cannot be written here. Give this user the right to write the file and its folder, "
    "or copy it to a folder of your own and open it there."
)
MISSING: Final = "There is no {path}; make its folder, or give another path."
MEMORY: Final = (
    "There is too little memory to open or ask {name}. Close other programs and try again, or "
    "open it on a larger machine."
)
ATTACHED: Final = (
    "{name} reads decisions of a folder that is not where it was, or that nobody has confirmed "
    "here. Put the folder back, or attach it to a new workspace: python -m store attach."
)
_SAID: Final = (
    (
        re.compile(r"No files found that match the pattern|Cannot access file.*\.parquet"),
        ATTACHED,
    ),
    (re.compile(r"No space left|Could not write|Cannot write|disk is full", re.IGNORECASE), FULL),
    (re.compile(r"Permission denied|read-only|Read-only file system"), READ_ONLY),
    (re.compile(r"No such file or directory"), MISSING),
    (re.compile(r"Cannot allocate memory|bad_alloc|failed to allocate|[Oo]ut of memory"), MEMORY),
    (
        re.compile(
            r"corrupt|replaying WAL|checksum|not a valid DuckDB|could not read|invalidated"
            r"|INTERNAL Error|erializ|storage version|version number|failed to load metadata",
            re.IGNORECASE,
        ),
        DAMAGED,
    ),
)
_NUMBERED: Final = {
    errno.ENOSPC: FULL, errno.EDQUOT: FULL, errno.EFBIG: FULL, errno.EIO: FULL,
    errno.EACCES: READ_ONLY, errno.EPERM: READ_ONLY, errno.EROFS: READ_ONLY,
    errno.ENOENT: MISSING, errno.ENOTDIR: MISSING, errno.ENOMEM: MEMORY,
}  # fmt: skip


# An error of a statement, such as a key that is there already, may quote any text of a user.
_OF_THE_FILE: Final = (
    duckdb.IOException, duckdb.FatalException, duckdb.InternalException,
    duckdb.SerializationException, duckdb.TransactionException, duckdb.PermissionException,
)  # fmt: skip


@contextmanager
def explained(path: Path, *, files: bool = True, opening: bool = False) -> Iterator[None]:
    """Turn what the disk, the memory or a damaged file raises into a WorkspaceError.

    files: also what the system says of files, not only what DuckDB does.
    opening: the file is only being opened, so that whatever else DuckDB stumbles over is damage.
    An error of ours, such as a statement that is wrong, goes through as it is.
    """
    try:
        yield
    except (duckdb.Error, MemoryError, OSError) as error:
        if isinstance(error, OSError) and not files:
            raise
        told = _template(error)
        if told is None and opening and isinstance(error, duckdb.Error):
            told = DAMAGED
        if told is None:
            raise
        raise WorkspaceError(told.format(name=path.name, path=path)) from error


def not_a_workspace(path: Path) -> WorkspaceError:
    """For a file that DuckDB opens but that is none of ours."""
    return WorkspaceError(NO_WORKSPACE.format(name=path.name))


def damaged(path: Path) -> WorkspaceError:
    """For a file of which a part is gone."""
    return WorkspaceError(DAMAGED.format(name=path.name, path=path))


def _template(error: Exception) -> str | None:
    if isinstance(error, MemoryError | duckdb.OutOfMemoryException):
        return MEMORY
    if isinstance(error, OSError):
        return _NUMBERED.get(error.errno or 0)
    if not isinstance(error, _OF_THE_FILE) and type(error) is not duckdb.Error:
        return None
    told = (sentence for pattern, sentence in _SAID if pattern.search(str(error)))
    return next(told, DAMAGED if isinstance(error, duckdb.FatalException) else None)
