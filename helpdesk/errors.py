"""What can go wrong with a help desk; each message is fit to be shown to a user as it stands."""

from __future__ import annotations

from jobs.errors import ExpectedError


class HelpDeskError(ExpectedError):
    """Base of all expected errors of help desks."""


class DeskMisuse(HelpDeskError):  # noqa: N818 - the name is the message
    """What was asked for cannot be done at this desk; nothing was sent."""


class DeskStopped(HelpDeskError):  # noqa: N818 - the name is the message
    """The work ends here: the desk is gone, refuses the credentials, or a right is missing."""


class DeskRefused(HelpDeskError):  # noqa: N818 - the name is the message
    """The desk has refused this one request and will refuse it again.

    status: the HTTP status.
    """

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class NoAnswer(HelpDeskError):  # noqa: N818 - the name is the message
    """A request was sent, and no usable answer came: what it asked for may be done or not."""


class NotSent(HelpDeskError):  # noqa: N818 - the name is the message
    """A write was held back, because what it relies on was read too long ago."""
