"""The errors of the business case; each message is fit to be shown to a user as it stands."""

from __future__ import annotations

from collections.abc import Mapping


class RoiError(Exception):
    """Base of all expected errors of the business case."""


class AssumptionError(RoiError):
    """The file of assumptions is wrong; names the key that must be changed."""


class InputsError(RoiError):
    """One or more inputs cannot be used.

    problems: field -> one plain sentence that says what is wrong and what is allowed.
    """

    def __init__(self, problems: Mapping[str, str]) -> None:
        """Keep the sentences by field; the text of the error is all of them."""
        self.problems = dict(problems)
        super().__init__(" ".join(f"{key}: {text}" for key, text in self.problems.items()))


class ScenarioError(RoiError):
    """A scenario file is wrong; names the key that must be changed."""


class ExportError(RoiError):
    """A document cannot be made or written; says why."""
