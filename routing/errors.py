"""The few errors of the core. Each message is one plain sentence that tells the user what to do."""

from __future__ import annotations

import errno
import re
from typing import ClassVar, Final

from jobs.errors import ExpectedError


class RouteCaseError(ExpectedError):
    """Base of all expected errors of the core."""


class FileRefused(RouteCaseError):  # noqa: N818 - the name is the message
    """An uploaded file cannot be read as tickets; names the cause and, where known, the line."""

    code: ClassVar[str] = "file_refused"


class TaxonomyError(RouteCaseError):
    """A taxonomy or KPI definition is wrong; names the key that must be changed."""

    code: ClassVar[str] = "taxonomy_wrong"


class RouterError(RouteCaseError):
    """A router cannot be built or has stopped working; says what is missing."""

    code: ClassVar[str] = "router_failed"


class KeyMissing(RouterError):  # noqa: N818 - the name is the message
    """A provider wants a key and there is none; names where one is looked for."""

    code: ClassVar[str] = "key_missing"


class KeyWithheld(RouterError):  # noqa: N818 - the name is the message
    """There is a key, but it may not go to that host; says how a person can allow it."""

    code: ClassVar[str] = "key_withheld"


class PriceUnknown(RouterError):  # noqa: N818 - the name is the message
    """A budget in dollars cannot be kept, because nobody knows what a token costs."""

    code: ClassVar[str] = "price_unknown"


class WorkspaceError(RouteCaseError):
    """A workspace cannot be opened, written or changed; names the holder or the cause."""

    code: ClassVar[str] = "workspace_failed"


class EvaluationError(RouteCaseError):
    """Decisions cannot be scored as asked; says what is missing or wrong."""

    code: ClassVar[str] = "evaluation_failed"


class QueryRefused(RouteCaseError):  # noqa: N818 - the name is the message
    """A query may not run or cannot; says why.

    line, column: where in the statement, from 1; None where no place is known.
    """

    code: ClassVar[str] = "query_refused"

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line, self.column = line, column


class QueryStopped(RouteCaseError):  # noqa: N818 - the name is the message
    """A query was stopped at a limit; says which, and how to ask for less."""

    code: ClassVar[str] = "query_stopped"


class Unavailable(RouterError):  # noqa: N818 - the name is the message
    """A provider cannot be asked at the moment; the same may work later."""

    code: ClassVar[str] = "unavailable"


class ProviderRefuses(RouterError):  # noqa: N818 - the name is the message
    """A provider answers nobody who asks as we do; names what a person must see to first.

    A wrong key, no credit, no such model: asking again brings the same.
    """

    code: ClassVar[str] = "provider_refuses"


# As the system, the loader of libraries, Arrow and Python say it, each in an error of its own.
_MEMORY: Final = re.compile(
    r"failed to map segment|[Cc]annot allocate memory|not enough memory"
    r"|launch worker thread|start new thread"
)


def lacks_memory(error: BaseException) -> bool:
    """Whether that is what went wrong: an error tells it by its kind, its number or its words.

    >>> lacks_memory(MemoryError()), lacks_memory(OSError(12, "x")), lacks_memory(OSError(28, "x"))
    (True, True, False)
    """
    return (
        isinstance(error, MemoryError)
        or getattr(error, "errno", None) == errno.ENOMEM
        or _MEMORY.search(str(error)) is not None
    )
