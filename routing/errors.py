"""The few errors of the core. Each message is one plain sentence that tells the user what to do."""

from __future__ import annotations

from jobs.errors import ExpectedError


class RouteCaseError(ExpectedError):
    """Base of all expected errors of the core."""


class FileRefused(RouteCaseError):  # noqa: N818 - the name is the message
    """An uploaded file cannot be read as tickets; names the cause and, where known, the line."""


class TaxonomyError(RouteCaseError):
    """A taxonomy or KPI definition is wrong; names the key that must be changed."""


class RouterError(RouteCaseError):
    """A router cannot be built or has stopped working; says what is missing."""


class WorkspaceError(RouteCaseError):
    """A workspace cannot be opened, written or changed; names the holder or the cause."""


class EvaluationError(RouteCaseError):
    """Decisions cannot be scored as asked; says what is missing or wrong."""


class QueryRefused(RouteCaseError):  # noqa: N818 - the name is the message
    """A query may not run or cannot; says why."""


class QueryStopped(RouteCaseError):  # noqa: N818 - the name is the message
    """A query was stopped at a limit; says which, and how to ask for less."""
